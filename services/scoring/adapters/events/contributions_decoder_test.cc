// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/adapters/events/contributions_decoder.h"

#include <functional>
#include <optional>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "paritrana/compliance/events/v1/contributions.pb.h"

namespace paritrana::scoring {
namespace {

using compliance::events::v1::ContributionsPosted;

ContributionsPosted TwoLines() {
  ContributionsPosted fact;
  fact.set_epoch(1);
  fact.set_shard(3);
  fact.set_sequence(9);
  fact.set_recorded_at_micros(-5);
  fact.set_line_count(2);
  fact.add_pseudonym(0xFFFFFFFFFFFFFFFF);
  fact.add_pseudonym(7);
  fact.add_region(6474000000);
  fact.add_covered_from(2024 * 12 + 11);
  fact.add_covered_months(1);
  fact.add_covered_months(12);
  fact.add_segment(common::v1::SEGMENT_PU);
  fact.add_amount_rupiah(150'000);
  fact.add_amount_rupiah(0);
  fact.add_effect(compliance::events::v1::EFFECT_ADD);
  fact.add_effect(compliance::events::v1::EFFECT_RETRACT);
  return fact;
}

// Whether the fact has columns of allowed lengths, by the contract's words.
bool Allowed(const ContributionsPosted& fact) {
  const int lines = static_cast<int>(fact.line_count());
  if (fact.line_count() < 1 || fact.line_count() > 5'000) return false;
  for (const int values : {fact.pseudonym_size(), fact.region_size(), fact.covered_from_size(),
                           fact.covered_months_size(), fact.segment_size(), fact.worker_kind_size(),
                           fact.sponsor_kind_size(), fact.employer_id_size(),
                           fact.amount_rupiah_size(), fact.effect_size(), fact.basis_size()}) {
    if (values > 1 && values != lines) return false;
  }
  return true;
}

template <typename Values>
std::uint64_t At(const Values& values, int line) {
  if (values.empty()) return 0;
  return static_cast<std::uint64_t>(values[values.size() == 1 ? 0 : line]);
}

void ExpectSame(const LineColumns& lines, const ContributionsPosted& fact) {
  ASSERT_EQ(lines.size, fact.line_count());
  for (int i = 0; i < static_cast<int>(lines.size); ++i) {
    ASSERT_EQ(lines.participant[i], At(fact.pseudonym(), i));
    ASSERT_EQ(lines.region_key[i], At(fact.region(), i));
    ASSERT_EQ(lines.covered_from[i], At(fact.covered_from(), i));
    ASSERT_EQ(lines.covered_months[i], At(fact.covered_months(), i));
    ASSERT_EQ(lines.segment[i], static_cast<std::uint32_t>(At(fact.segment(), i)));
    ASSERT_EQ(lines.rupiah[i], At(fact.amount_rupiah(), i));
    ASSERT_EQ(lines.effect[i], static_cast<std::uint32_t>(At(fact.effect(), i)));
    ASSERT_EQ(lines.basis[i], static_cast<std::uint32_t>(At(fact.basis(), i)));
  }
}

// Holds the decoder to protobuf's own parser on any bytes.
void ExpectAgreement(const std::string& bytes) {
  ContributionsDecoder decoder;
  const absl::Status status = decoder.Decode(bytes);
  ContributionsPosted fact;
  const bool readable = fact.ParseFromString(bytes);
  ASSERT_EQ(status.ok(), readable && Allowed(fact)) << status << " " << fact.ShortDebugString();
  if (!status.ok()) {
    EXPECT_EQ(ReasonOf(status)->name, "FACT_UNDECODABLE");
    EXPECT_EQ(decoder.lines().size, 0u);
    return;
  }
  ExpectSame(decoder.lines(), fact);
  EXPECT_EQ(decoder.recorded_at_micros(), fact.recorded_at_micros());
}

TEST(ContributionsDecoder, RefusesAColumnOfAnotherLength) {
  ContributionsPosted fact = TwoLines();
  fact.add_amount_rupiah(1);
  ExpectAgreement(fact.SerializeAsString());
  fact = TwoLines();
  for (int i = 0; i < 3; ++i) fact.add_employer_id(1);
  ExpectAgreement(fact.SerializeAsString());
  EXPECT_FALSE(ContributionsDecoder().Decode(fact.SerializeAsString()).ok());
}

TEST(ContributionsDecoder, RefusesNoLinesAndTooMany) {
  ContributionsPosted fact;
  EXPECT_FALSE(ContributionsDecoder().Decode(fact.SerializeAsString()).ok());
  fact.set_line_count(5'001);
  EXPECT_FALSE(ContributionsDecoder().Decode(fact.SerializeAsString()).ok());
}

TEST(ContributionsDecoder, RefusesEveryTruncation) {
  const std::string bytes = TwoLines().SerializeAsString();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    ExpectAgreement(bytes.substr(0, length));
  }
}

TEST(ContributionsDecoder, RefusesVarintsWithoutEnd) {
  ExpectAgreement(std::string("\x28", 1) + std::string(11, '\xFF'));
  ExpectAgreement(TwoLines().SerializeAsString() + std::string("\x3A\x0B", 2) +
                  std::string(11, '\xFF'));
}

TEST(ContributionsDecoder, ReadsColumnsOfOneValueOfEachAndOfNone) {
  ExpectAgreement(TwoLines().SerializeAsString());
  ContributionsDecoder decoder;
  ASSERT_TRUE(decoder.Decode(TwoLines().SerializeAsString()).ok());
  EXPECT_EQ(decoder.lines().line(1).effect, LineEffect::kRetract);
  EXPECT_EQ(decoder.lines().line(1).region_key, 6474000000u);
}

TEST(ContributionsDecoder, ForgetsTheMessageBefore) {
  ContributionsDecoder decoder;
  ASSERT_TRUE(decoder.Decode(TwoLines().SerializeAsString()).ok());
  ContributionsPosted fact;
  fact.set_line_count(1);
  ASSERT_TRUE(decoder.Decode(fact.SerializeAsString()).ok());
  ExpectSame(decoder.lines(), fact);
}

TEST(ContributionsDecoder, ReadsUnpackedValuesUnknownFieldsAndFieldsInAnyOrder) {
  const std::string packed = TwoLines().SerializeAsString();
  const std::string unknown("\xA2\x06\x03xyz\xA8\x06\x05", 9);  // 100: bytes, 101: varint
  const std::string group("\xAB\x06\x08\x01\xAC\x06", 6);       // 101: a group
  ExpectAgreement(unknown + packed + group);
  const std::string unpacked("\x28\x02\x38\x05\x38\x06\x70\x01", 8);  // region 5, 6; amount 1
  ExpectAgreement(unpacked);
  EXPECT_TRUE(ContributionsDecoder().Decode(unpacked).ok());
}

class RandomFact {
 public:
  explicit RandomFact(std::uint64_t seed) : random_(seed) {}

  ContributionsPosted Next() {
    ContributionsPosted fact;
    const std::uint32_t lines = random_() % 20;
    fact.set_line_count(lines);
    fact.set_recorded_at_micros(static_cast<std::int64_t>(Number()));
    Fill(lines, [&] { fact.add_pseudonym(Number()); });
    Fill(lines, [&] { fact.add_region(Number()); });
    Fill(lines, [&] { fact.add_covered_from(static_cast<std::uint32_t>(Number())); });
    Fill(lines, [&] { fact.add_covered_months(static_cast<std::uint32_t>(Number())); });
    Fill(lines, [&] { fact.add_segment(static_cast<common::v1::Segment>(Number())); });
    Fill(lines, [&] { fact.add_worker_kind(static_cast<common::v1::WorkerKind>(Number())); });
    Fill(lines, [&] { fact.add_employer_id(Number()); });
    Fill(lines, [&] { fact.add_amount_rupiah(Number()); });
    Fill(lines, [&] { fact.add_effect(static_cast<compliance::events::v1::Effect>(Number())); });
    Fill(lines, [&] { fact.add_basis(static_cast<compliance::events::v1::Basis>(Number())); });
    return fact;
  }

  // Changes, removes or inserts a few bytes.
  std::string Damage(std::string bytes) {
    for (std::uint64_t i = random_() % 4; i > 0 && !bytes.empty(); --i) {
      const std::size_t at = random_() % bytes.size();
      if (random_() % 3 == 0)
        bytes.erase(at, 1);
      else if (random_() % 2 == 0)
        bytes.insert(at, 1, static_cast<char>(random_()));
      else
        bytes[at] = static_cast<char>(random_());
    }
    return bytes;
  }

 private:
  std::uint64_t Number() { return random_() >> (random_() % 64); }

  void Fill(std::uint32_t lines, const std::function<void()>& add) {
    const std::uint32_t choices[] = {0,     1,     lines,
                                     lines, lines, static_cast<std::uint32_t>(random_() % 20)};
    for (std::uint32_t i = choices[random_() % (random_() % 8 == 0 ? 6 : 5)]; i > 0; --i) add();
  }

  std::mt19937_64 random_;
};

TEST(ContributionsDecoder, AgreesWithProtobufOnRandomFacts) {
  RandomFact facts(1);
  for (int i = 0; i < 5'000; ++i) ExpectAgreement(facts.Next().SerializeAsString());
}

TEST(ContributionsDecoder, AgreesWithProtobufOnDamagedFacts) {
  RandomFact facts(2);
  for (int i = 0; i < 20'000; ++i) {
    ExpectAgreement(facts.Damage(facts.Next().SerializeAsString()));
  }
}

}  // namespace
}  // namespace paritrana::scoring
