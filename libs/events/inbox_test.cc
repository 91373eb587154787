// SPDX-License-Identifier: Apache-2.0
#include "libs/events/inbox.h"

#include <string>

#include <gtest/gtest.h>

namespace paritrana::events {
namespace {

using namespace std::string_literals;  // NOLINT: "…"s keeps zero bytes

FactId Id(std::uint32_t epoch, std::uint32_t shard, std::uint64_t sequence) {
  return {Epoch(epoch), Shard(shard), Sequence(sequence)};
}

class MalformedFact : public ::testing::TestWithParam<std::string> {};

TEST_P(MalformedFact, IsRefused) {
  EXPECT_EQ(PeekFactId(GetParam()).status().code(), absl::StatusCode::kInvalidArgument);
}

INSTANTIATE_TEST_SUITE_P(
    Fronts, MalformedFact,
    ::testing::Values(""s, "garbage"s,
                      "\x08\x01"s,                                  // epoch alone
                      "\x08\x01\x10\x02"s,                          // no sequence
                      "\x10\x02\x18\x03"s,                          // no epoch
                      "\x18\x03\x10\x02\x08\x01"s,                  // out of order
                      "\x08\x01\x10\x02\x18\x00"s,                  // sequence 0
                      "\x08\x00\x10\x02\x18\x03"s,                  // epoch 0
                      "\x08\x01\x10\x02\x18\x83"s,                  // cut inside the sequence
                      "\x08\x80\x80\x80\x80\x10\x10\x02\x18\x03"s,  // epoch over 32 bits
                      "\x08\x01\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x18\x03"s));

TEST(FactId, ReadsTheFrontAndIgnoresTheRest) {
  const auto id = PeekFactId("\x08\x01\x10\x02\x18\xac\x02\x22\x03..."s);
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(*id, Id(1, 2, 300));
}

TEST(FactId, IsEncodedAsProtobufWritesIt) {
  EXPECT_EQ(EncodeFactId(Id(1, 2, 300)), "\x08\x01\x10\x02\x18\xac\x02"s);
  EXPECT_EQ(EncodeFactId(Id(1, 0, 1)), "\x08\x01\x18\x01"s);
}

TEST(FactId, ReadsBackTheLargest) {
  const FactId largest = Id(0xffffffff, 0xffffffff, ~std::uint64_t{0});
  EXPECT_EQ(*PeekFactId(EncodeFactId(largest)), largest);
}

TEST(InboxMark, DecidesByEpochFirstAndThenBySequence) {
  const InboxMark mark{.epoch = Epoch(2), .sequence = Sequence(10)};
  EXPECT_EQ(mark.Decide(Id(1, 0, 11)), InboxDecision::kOldEpoch);
  EXPECT_EQ(mark.Decide(Id(3, 0, 11)), InboxDecision::kNewEpoch);
  EXPECT_EQ(mark.Decide(Id(2, 0, 9)), InboxDecision::kSkip);
  EXPECT_EQ(mark.Decide(Id(2, 0, 10)), InboxDecision::kSkip);
  EXPECT_EQ(mark.Decide(Id(2, 0, 11)), InboxDecision::kApply);
  EXPECT_EQ(mark.Decide(Id(2, 0, 12)), InboxDecision::kGap);
}

TEST(InboxMark, TakesTheFirstFactEverAsANewEpoch) {
  EXPECT_EQ(InboxMark().Decide(Id(1, 0, 1)), InboxDecision::kNewEpoch);
}

}  // namespace
}  // namespace paritrana::events
