// SPDX-License-Identifier: Apache-2.0
// From a payment to heads: what compliance states, read by scoring's own decoder into its state,
// once by a method that counts what was declared and once by one that counts what was paid.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "services/compliance/testing/books_kit.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/payment_desk.h"
#include "services/scoring/adapters/events/contributions_decoder.h"
#include "services/scoring/application/scoring_state.h"
#include "services/scoring/testing/small_tree.h"

namespace paritrana {
namespace {

using compliance::testing::BooksKit;
using compliance::testing::kTestShards;
using compliance::testing::LinesOf;
using compliance::testing::PaymentDesk;
using compliance::testing::TestService;

class PaidBasisRanking : public ::testing::Test {
 protected:
  PaidBasisRanking() { service_.KnowWorkers(3); }

  // Heads in Bontang in December 2024, counted anew from all facts that were stated.
  std::uint64_t Heads(scoring::Basis basis) {
    scoring::ScoringState state(scoring::MonthWindow(Month(2024, 1), 12), kTestShards, basis);
    std::vector<scoring::RegionFact> regions;
    for (const char* code : {"64", "64.74", "64.74.01", "64.74.01.1001"}) {
      regions.push_back({scoring::testing::Code(code), code, 0, 0});
    }
    state.MergeTree("1", regions);
    for (std::uint32_t shard = 0; shard < kTestShards; ++shard) ReadShard(Shard(shard), state);
    EXPECT_EQ(state.parked_lines(), 0u);
    return state.tally().at(scoring::testing::At(*state.tree(), "64.74"), 11).heads;
  }

  void Pay(const std::string& reference, std::int64_t rupiah) {
    desk_.Post(PaymentDesk::Payment(reference, rupiah, "2025-01-01"));
    ASSERT_EQ(desk_.reason(), "OK");
    kit_.Work();
  }

  TestService service_;
  PaymentDesk desk_{service_};
  BooksKit kit_{service_, {}, &desk_.refresher()};

 private:
  void ReadShard(Shard shard, scoring::ScoringState& state) {
    std::uint64_t sequence = 0;
    for (const std::string& payload :
         service_.Query("SELECT encode(payload, 'hex') FROM outbox WHERE topic = "
                        "'compliance.contributions.v1' AND shard = " +
                        std::to_string(shard.value()) + " ORDER BY sequence")) {
      scoring::ContributionsDecoder decoder;
      ASSERT_TRUE(decoder.Decode(absl::HexStringToBytes(payload)).ok());
      const events::FactId id = {Epoch(1), shard, Sequence(++sequence)};
      state.Apply(id, decoder.lines(), decoder.recorded_at_micros());
      EXPECT_EQ(state.shard(shard).mark.sequence, Sequence(sequence));
    }
  }
};

TEST_F(PaidBasisRanking, CountsWhatWasPaidFromThePaymentToItsReversal) {
  const auto outcome = compliance::testing::PostWhole(service_.submissions(), "S1", LinesOf(1, 3));
  ASSERT_EQ(outcome.reason, "OK");
  kit_.Work();
  EXPECT_EQ(Heads(scoring::Basis::kDeclared), 3u);
  EXPECT_EQ(Heads(scoring::Basis::kPaid), 0u);
  Pay("P1", 81'000);
  EXPECT_EQ(Heads(scoring::Basis::kDeclared), 3u);
  EXPECT_EQ(Heads(scoring::Basis::kPaid), 3u);
  desk_.Reverse(PaymentDesk::Reversal("P1"));
  ASSERT_EQ(desk_.reason(), "OK");
  kit_.Work();
  EXPECT_EQ(Heads(scoring::Basis::kDeclared), 3u);
  EXPECT_EQ(Heads(scoring::Basis::kPaid), 0u);
  Pay("P2", 81'000);
  EXPECT_EQ(Heads(scoring::Basis::kPaid), 3u);
}

}  // namespace
}  // namespace paritrana
