// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/domain/table_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paritrana::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SharedBytes Bytes(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

TableUpdate Snapshot(std::uint64_t version, std::string text) {
  return {version, Bytes(std::move(text)), 0, nullptr};
}

TableUpdate Delta(std::uint64_t base, std::uint64_t version, std::string text) {
  return {version, Bytes("snapshot of " + std::to_string(version)), base, Bytes(std::move(text))};
}

std::vector<std::string> Texts(const CatchUp& catch_up) {
  std::vector<std::string> texts;
  for (const SharedBytes& bytes : catch_up.events) texts.push_back(*bytes);
  return texts;
}

TEST(TableHistory, IgnoresVersionsThatAreNotNewer) {
  TableHistory history(4);
  EXPECT_TRUE(history.Add(Snapshot(5, "five")));
  EXPECT_FALSE(history.Add(Snapshot(5, "again")));
  EXPECT_FALSE(history.Add(Snapshot(4, "older")));
  EXPECT_THAT(Texts(history.After(0)), ElementsAre("five"));
}

TEST(TableHistory, SendsNothingToAViewerWhoHasSeenMore) {
  TableHistory history(4);
  history.Add(Snapshot(5, "five"));
  EXPECT_THAT(Texts(history.After(7)), IsEmpty());
  EXPECT_EQ(history.After(7).version, 7u);
}

TEST(TableHistory, SendsASnapshotFirstAndThenDeltas) {
  TableHistory history(4);
  history.Add(Snapshot(5, "five"));
  history.Add(Delta(5, 9, "to 9"));
  EXPECT_THAT(Texts(history.After(0)), ElementsAre("snapshot of 9"));
  EXPECT_THAT(Texts(history.After(5)), ElementsAre("to 9"));
  EXPECT_THAT(Texts(history.After(9)), IsEmpty());
}

TEST(TableHistory, ResumesOverSeveralDeltas) {
  TableHistory history(4);
  history.Add(Snapshot(5, "five"));
  history.Add(Delta(5, 6, "to 6"));
  history.Add(Delta(6, 8, "to 8"));
  const CatchUp catch_up = history.After(5);
  EXPECT_THAT(Texts(catch_up), ElementsAre("to 6", "to 8"));
  EXPECT_EQ(catch_up.version, 8u);
}

TEST(TableHistory, SendsASnapshotToAViewerBeyondTheKeptDeltas) {
  TableHistory history(2);
  history.Add(Snapshot(1, "one"));
  for (std::uint64_t v = 2; v <= 5; ++v) history.Add(Delta(v - 1, v, "d" + std::to_string(v)));
  EXPECT_THAT(Texts(history.After(2)), ElementsAre("snapshot of 5"));
  EXPECT_THAT(Texts(history.After(3)), ElementsAre("d4", "d5"));
}

TEST(TableHistory, SendsASnapshotToAVersionItNeverHad) {
  TableHistory history(4);
  history.Add(Snapshot(5, "five"));
  history.Add(Delta(5, 9, "to 9"));
  EXPECT_THAT(Texts(history.After(7)), ElementsAre("snapshot of 9"));
}

TEST(TableHistory, PrefersTheSnapshotWhenDeltasWouldBeMoreBytes) {
  TableHistory history(4);
  history.Add(Snapshot(1, "one"));
  history.Add(Delta(1, 2, "a long delta"));
  history.Add(Delta(2, 3, "another long delta"));
  EXPECT_THAT(Texts(history.After(1)), ElementsAre("snapshot of 3"));
}

TEST(TableHistory, ForgetsDeltasOverABreak) {
  TableHistory history(4);
  history.Add(Snapshot(1, "one"));
  history.Add(Delta(1, 2, "d2"));
  history.Add(Snapshot(7, "seven"));
  EXPECT_THAT(Texts(history.After(1)), ElementsAre("seven"));
  history.Add(Delta(3, 9, "not from 7"));
  EXPECT_THAT(Texts(history.After(7)), ElementsAre("snapshot of 9"));
}

}  // namespace
}  // namespace paritrana::gateway
