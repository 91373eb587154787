// SPDX-License-Identifier: Apache-2.0
#include "cli/synth/apportion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paritrana::synth {
namespace {

using ::testing::ElementsAre;

TEST(Apportion, GivesNothingToWeightsThatAreAllZero) {
  EXPECT_THAT(Apportion(5, {0, 0}), ElementsAre(0, 0));
}

TEST(Apportion, GivesTheRestToTheLargestRemainders) {
  EXPECT_THAT(Apportion(10, {5, 3, 1}), ElementsAre(6, 3, 1));
}

TEST(Apportion, GivesEqualRemaindersToTheEarlierWeight) {
  EXPECT_THAT(Apportion(2, {1, 1, 1}), ElementsAre(1, 1, 0));
}

TEST(Apportion, StaysExactWhereAProductLeaves64Bits) {
  EXPECT_THAT(Apportion(4'000'000'000'000'000'000, {3'000'000'000'000, 1'000'000'000'000}),
              ElementsAre(3'000'000'000'000'000'000, 1'000'000'000'000'000'000));
}

}  // namespace
}  // namespace paritrana::synth
