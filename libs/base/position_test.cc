// SPDX-License-Identifier: Apache-2.0
#include "libs/base/position.h"

#include <gtest/gtest.h>

namespace paritrana {
namespace {

Position At(std::uint32_t epoch, std::map<std::uint32_t, std::uint64_t> marks) {
  Position position{Epoch(epoch), {}};
  for (const auto& [shard, sequence] : marks) position.marks[Shard(shard)] = Sequence(sequence);
  return position;
}

TEST(Position, DoesNotCoverWhatLiesAhead) {
  EXPECT_FALSE(At(1, {{0, 4}}).Covers(At(1, {{0, 5}})));
  EXPECT_FALSE(At(1, {{0, 9}}).Covers(At(1, {{0, 5}, {1, 1}})));
  EXPECT_FALSE(At(1, {{0, 9}}).Covers(At(2, {{0, 1}})));
}

TEST(Position, CoversWhatLiesBehind) {
  EXPECT_TRUE(At(1, {{0, 5}, {1, 2}}).Covers(At(1, {{0, 5}})));
  EXPECT_TRUE(At(2, {}).Covers(At(1, {{0, 5}})));
}

TEST(Position, AsksForNothingWhenEmpty) {
  EXPECT_TRUE(At(1, {}).Covers(At(1, {{0, 0}})));
  EXPECT_TRUE(Position{}.Covers(At(3, {})));
}

TEST(Position, MergesToTheFurtherOfEachShard) {
  Position position = At(1, {{0, 5}, {1, 1}});
  position.Merge(At(1, {{0, 3}, {1, 2}, {2, 7}}));
  EXPECT_EQ(position, At(1, {{0, 5}, {1, 2}, {2, 7}}));
}

TEST(Position, MergesToTheLaterEpochWhole) {
  Position position = At(1, {{0, 5}});
  position.Merge(At(2, {{1, 1}}));
  EXPECT_EQ(position, At(2, {{1, 1}}));
  position.Merge(At(1, {{0, 9}}));
  EXPECT_EQ(position, At(2, {{1, 1}}));
}

}  // namespace
}  // namespace paritrana
