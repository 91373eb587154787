// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/scoring/loader.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/ids.h"
#include "paritrana/registration/events/v1/regions.pb.h"
#include "tests/benchmark/scoring/synthetic_tree.h"

namespace paritrana::bench {
namespace {

using compliance::events::v1::ContributionsPosted;
using compliance::events::v1::EFFECT_ADD;
using compliance::events::v1::EFFECT_RETRACT;
using registration::events::v1::RegionsImported;

constexpr char kContributions[] = "compliance.contributions.v1";
constexpr char kRegions[] = "registration.regions.v1";
constexpr std::size_t kEventsKept = 1'100'000;
constexpr int kRegionsPerPart = 5'000;
constexpr std::uint64_t kRecordedAt = 1'735'689'600'000'000;
// With many lines a message, one message in so many is sent twice.
constexpr std::uint64_t kSentTwice = 33;

// Pseudonyms are random in the product: spread, and never 0.
std::uint64_t PseudonymOf(std::uint64_t participant) {
  std::uint64_t x = participant + 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return (x ^ (x >> 31)) | 1u << 31;
}

std::vector<std::uint64_t> AllKeys() {
  std::vector<std::uint64_t> keys;
  for (std::uint32_t p = 0; p < kProvinces; ++p) keys.push_back(ProvinceKey(p));
  for (std::uint32_t g = 0; g < kRegencies; ++g) {
    keys.push_back(RegencyKey(g));
    keys.push_back(DistrictKey(g));
  }
  for (std::uint32_t v = 0; v < kVillages; ++v) keys.push_back(VillageKey(v));
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace

Loader::Loader(events::Log& log, std::uint32_t lines_per_message)
    : lines_per_message_(lines_per_message), open_(kShards) {
  events::TopicOptions options;
  PARITRANA_CHECK(log.EnsureTopic(kRegions, options).ok());
  options.partitions = kShards;
  PARITRANA_CHECK(log.EnsureTopic(kContributions, options).ok());
  producer_ = log.NewProducer().value();
  position_.epoch = Epoch(1);
}

void Loader::Send(const std::string& topic, std::uint32_t partition, const std::string& bytes) {
  events::Record record;
  record.topic = topic;
  record.partition = static_cast<std::int32_t>(partition);
  record.value = bytes;
  const auto ack = [](const absl::Status& status) { PARITRANA_CHECK(status.ok()); };
  while (true) {
    const absl::Status status = producer_->Send(record, ack);
    if (status.ok()) return;
    PARITRANA_CHECK(status.code() == absl::StatusCode::kResourceExhausted);
    PARITRANA_CHECK(producer_->Flush(absl::Minutes(1)).ok());
  }
}

void Loader::LoadTree() {
  const std::vector<std::uint64_t> keys = AllKeys();
  RegionsImported part;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto* region = part.add_regions();
    region->set_key(keys[i]);
    region->set_name("Wilayah " + std::to_string(keys[i]));
    const bool last = i + 1 == keys.size();
    if (part.regions_size() < kRegionsPerPart && !last) continue;
    part.set_epoch(1);
    part.set_sequence(part.part() + 1);
    part.set_tree_version("pb1");
    part.set_last(last);
    Send(kRegions, 0, part.SerializeAsString());
    part.clear_regions();
    part.set_part(part.part() + 1);
  }
  PARITRANA_CHECK(producer_->Flush(absl::Minutes(1)).ok());
}

std::uint64_t Loader::LoadFile(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  PARITRANA_CHECK(file != nullptr);
  std::vector<Record> chunk(4'096);
  std::uint64_t records = 0;
  for (std::size_t n; (n = std::fread(chunk.data(), sizeof(Record), chunk.size(), file)) > 0;) {
    for (std::size_t i = 0; i < n; ++i) Apply(chunk[i]);
    records += n;
  }
  std::fclose(file);
  for (std::uint32_t shard = 0; shard < kShards; ++shard) FlushShard(shard);
  PARITRANA_CHECK(producer_->Flush(absl::Minutes(2)).ok());
  return records;
}

void Loader::Apply(const Record& record) {
  PARITRANA_CHECK(record.village < kVillages);
  if (record.participant >= people_.size()) people_.resize(record.participant + 1);
  Person& person = people_[record.participant];
  if (record.sequence <= person.last) return Redeliver(record);
  person.last = record.sequence;
  if (lines_per_message_ == 1) {
    const EventId id{record.participant, record.sequence};
    sending_ = &sent_[id];
    sent_order_.push_back(id);
    if (sent_order_.size() > kEventsKept) {
      sent_.erase(sent_order_.front());
      sent_order_.pop_front();
    }
  }
  if (record.village != person.village) Move(record, person);
  if (record.kind == kContribution) {
    person.live.push_back({record.sequence, record.amount, record.period});
    Add({record.participant, record.village, person.live.back(), EFFECT_ADD});
  } else if (record.kind == kReversal) {
    Reverse(record, person);
  }
  sending_ = nullptr;
}

void Loader::Redeliver(const Record& record) {
  if (lines_per_message_ > 1) return;
  const auto sent = sent_.find({record.participant, record.sequence});
  if (sent == sent_.end()) return;
  for (const Sent& message : sent->second) {
    Send(kContributions, message.shard, message.bytes);
    ++messages_;
  }
}

void Loader::Reverse(const Record& record, Person& person) {
  const auto live = std::find_if(person.live.rbegin(), person.live.rend(),
                                 [&](const Live& l) { return l.sequence == record.reference; });
  PARITRANA_CHECK(live != person.live.rend() && record.amount <= live->amount);
  Add({record.participant, record.village, *live, EFFECT_RETRACT});
  live->amount -= record.amount;
  if (live->amount > 0) {
    Add({record.participant, record.village, *live, EFFECT_ADD});
  } else {
    person.live.erase(std::next(live).base());
  }
}

void Loader::Move(const Record& record, Person& person) {
  for (const Live& live : person.live) {
    Add({record.participant, person.village, live, EFFECT_RETRACT});
    Add({record.participant, record.village, live, EFFECT_ADD});
  }
  person.village = record.village;
}

void Loader::Add(const Line& line) {
  const std::uint64_t pseudonym = PseudonymOf(line.participant);
  const std::uint32_t shard = ShardOf(pseudonym, kShards).value();
  ContributionsPosted& fact = open_[shard];
  fact.add_pseudonym(pseudonym);
  fact.add_region(VillageKey(line.village));
  fact.add_covered_from(line.contribution.period / 100 * 12 + line.contribution.period % 100 - 1);
  fact.add_amount_rupiah(static_cast<std::uint64_t>(line.contribution.amount));
  fact.add_effect(line.effect);
  ++lines_;
  if (static_cast<std::uint32_t>(fact.pseudonym_size()) >= lines_per_message_) FlushShard(shard);
}

void Loader::FlushShard(std::uint32_t shard) {
  ContributionsPosted& fact = open_[shard];
  if (fact.pseudonym_size() == 0) return;
  Sequence& sequence = position_.marks[Shard(shard)];
  sequence = Sequence(sequence.value() + 1);
  fact.set_epoch(1);
  fact.set_shard(shard);
  fact.set_sequence(sequence.value());
  fact.set_recorded_at_micros(kRecordedAt);
  fact.set_line_count(static_cast<std::uint32_t>(fact.pseudonym_size()));
  // What is the same for every line stands once.
  fact.add_covered_months(1);
  fact.add_segment(common::v1::SEGMENT_PU);
  fact.add_worker_kind(common::v1::WORKER_KIND_REGULAR);
  fact.add_employer_id(1);
  fact.add_basis(compliance::events::v1::BASIS_DECLARED);
  const std::string bytes = fact.SerializeAsString();
  Send(kContributions, shard, bytes);
  ++messages_;
  if (sending_ != nullptr) sending_->push_back({shard, bytes});
  if (lines_per_message_ > 1 && sequence.value() % kSentTwice == 0) {
    Send(kContributions, shard, bytes);
    ++messages_;
  }
  fact.Clear();
}

}  // namespace paritrana::bench
