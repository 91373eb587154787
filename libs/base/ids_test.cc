// SPDX-License-Identifier: Apache-2.0
#include "libs/base/ids.h"

#include <array>

#include <gtest/gtest.h>

namespace paritrana {
namespace {

// Golden values: computed by a second implementation of XXH64 over the eight little-endian bytes. A
// change here would send every participant to another shard.
TEST(ShardOf, NeverChanges) {
  EXPECT_EQ(ShardOf(1, 1u << 31).value(), 581212565u);
  EXPECT_EQ(ShardOf(0x0123456789abcdef, 1u << 31).value(), 513295340u);
}

TEST(ShardOf, SpreadsIdsEvenly) {
  std::array<int, 8> counts{};
  for (std::uint64_t id = 1; id <= 8'000; ++id) ++counts.at(ShardOf(id, 8).value());
  for (const int count : counts) EXPECT_NEAR(count, 1'000, 150);
}

TEST(ShardOf, RefusesAnInstallationWithoutShards) { EXPECT_DEATH(ShardOf(1, 0), "check failed"); }

TEST(StrongId, OrdersAndComparesLikeItsValue) {
  EXPECT_LT(Sequence(1), Sequence(2));
  EXPECT_EQ(Sequence(), Sequence(0));
}

}  // namespace
}  // namespace paritrana
