// SPDX-License-Identifier: Apache-2.0
#include "libs/events/internal/shard_progress.h"

#include <gtest/gtest.h>

namespace paritrana::events::internal {
namespace {

ShardProgress Sent(std::uint64_t count) {
  ShardProgress progress(Epoch(1), Sequence(0));
  for (std::uint64_t i = 1; i <= count; ++i) progress.OnSent(Sequence(i));
  return progress;
}

TEST(ShardProgressDeathTest, RefusesToSendOverAGap) {
  ShardProgress progress = Sent(1);
  EXPECT_DEATH(progress.OnSent(Sequence(3)), "check failed");
}

TEST(ShardProgress, StaysBeforeAMissingAcknowledgement) {
  ShardProgress progress = Sent(3);
  progress.OnAcked(Sequence(2));
  progress.OnAcked(Sequence(3));
  EXPECT_EQ(progress.acked(), Sequence(0));
  progress.OnAcked(Sequence(1));
  EXPECT_EQ(progress.acked(), Sequence(3));
}

TEST(ShardProgress, SendsAgainFromTheFirstUnacknowledged) {
  ShardProgress progress = Sent(3);
  progress.OnAcked(Sequence(1));
  progress.OnAcked(Sequence(3));
  progress.ForgetInFlight();
  EXPECT_EQ(progress.sent(), Sequence(1));
  EXPECT_FALSE(progress.in_flight());
  progress.OnSent(Sequence(2));
  progress.OnAcked(Sequence(2));
  EXPECT_EQ(progress.acked(), Sequence(2));
}

TEST(ShardProgress, KnowsWhatIsNotSavedYet) {
  ShardProgress progress = Sent(2);
  EXPECT_FALSE(progress.unsaved());
  progress.OnAcked(Sequence(1));
  EXPECT_TRUE(progress.unsaved());
  progress.OnSaved(Sequence(1));
  EXPECT_FALSE(progress.unsaved());
}

TEST(ShardProgress, TakesBackWhatTheLogRefused) {
  ShardProgress progress = Sent(2);
  progress.TakeBack(Sequence(2));
  EXPECT_EQ(progress.sent(), Sequence(1));
}

}  // namespace
}  // namespace paritrana::events::internal
