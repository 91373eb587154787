// SPDX-License-Identifier: Apache-2.0
#include "libs/events/internal/fact_inbox.h"

#include <deque>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/events/fact_recorder_for_test.h"

namespace paritrana::events::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kTopic = "test.facts.v1";

class FactInboxTest : public ::testing::Test {
 protected:
  FactInboxTest() { Load(); }

  void Load() {
    const std::vector<PartitionBounds> bounds(2, {.first = 0, .end = 100});
    ASSERT_EQ(inbox_.Load({Shard(0), Shard(1)}, bounds), absl::OkStatus());
  }

  // Takes a record of a shard at the next offset of its partition.
  void Take(std::uint32_t shard, std::string bytes) {
    bytes_.push_back(std::move(bytes));
    inbox_.Take({static_cast<std::int32_t>(shard), offsets_[shard]++, "", bytes_.back()});
  }
  void TakeFact(std::uint32_t shard, std::uint64_t sequence, const std::string& body = "x") {
    Take(shard, FactBytes(shard, sequence, body));
  }
  void Apply() { ASSERT_EQ(inbox_.Apply(), absl::OkStatus()); }

  double Metric(const std::string& name) {
    return metrics_.GetCounter("events_consumer_" + name + "_total", "", {{"topic", kTopic}})
        .value();
  }

  metrics::Registry metrics_;
  FactRecorder handler_;
  FactInbox inbox_{kTopic, handler_, metrics_};
  std::map<std::uint32_t, std::int64_t> offsets_;
  std::deque<std::string> bytes_;
};

TEST_F(FactInboxTest, StopsOnlyTheShardWithAGap) {
  TakeFact(0, 1, "a");
  TakeFact(0, 3, "c");
  TakeFact(1, 1, "b");
  Apply();
  EXPECT_THAT(handler_.applied(0), ElementsAre("a"));
  EXPECT_THAT(handler_.applied(1), ElementsAre("b"));
  ASSERT_EQ(inbox_.stopped().size(), 1u);
  EXPECT_EQ(inbox_.stopped()[0].shard, Shard(0));
  EXPECT_EQ(inbox_.stopped()[0].waits_for, Sequence(2));
  EXPECT_EQ(Metric("gaps"), 1);
}

TEST_F(FactInboxTest, ReadsAgainWhatItPassedOverOnceTheMissingFactComes) {
  TakeFact(0, 1, "a");
  TakeFact(0, 3, "c");  // at offset 1
  TakeFact(0, 4, "d");
  Apply();
  EXPECT_FALSE(inbox_.MustReadAgain());
  TakeFact(0, 2, "b");
  Apply();
  EXPECT_TRUE(inbox_.MustReadAgain());
  EXPECT_THAT(inbox_.stopped(), IsEmpty());
  EXPECT_EQ(inbox_.StartOffsets()[0].offset, 1);
  EXPECT_FALSE(inbox_.MustReadAgain());
  TakeFact(0, 3, "c");
  TakeFact(0, 4, "d");
  TakeFact(0, 2, "b");
  Apply();
  EXPECT_THAT(handler_.applied(0), ElementsAre("a", "b", "c", "d"));
}

TEST_F(FactInboxTest, StoresAnOffsetFromWhichNothingIsMissed) {
  TakeFact(0, 1);
  TakeFact(0, 3);  // at offset 1
  TakeFact(0, 2);
  Apply();
  EXPECT_EQ(handler_.mark(0).next_offset, 1);
}

TEST_F(FactInboxTest, StopsAShardAtAnUndecodableFactAndLetsOthersPass) {
  TakeFact(0, 1, "a");
  TakeFact(0, 2, "bad");
  TakeFact(0, 3, "c");
  TakeFact(1, 1, "b");
  Apply();
  EXPECT_THAT(handler_.applied(0), ElementsAre("a"));
  EXPECT_THAT(handler_.applied(1), ElementsAre("b"));
  ASSERT_EQ(inbox_.stopped().size(), 1u);
  EXPECT_EQ(inbox_.stopped()[0].why, "bad body");
  EXPECT_EQ(Metric("undecodable"), 1);
}

TEST_F(FactInboxTest, GoesOnWhenTheUndecodableFactIsSentAgainWellFormed) {
  TakeFact(0, 1, "bad");
  TakeFact(0, 2, "b");  // at offset 1
  Apply();
  TakeFact(0, 1, "a");
  Apply();
  EXPECT_TRUE(inbox_.MustReadAgain());
  EXPECT_EQ(inbox_.StartOffsets()[0].offset, 1);
  TakeFact(0, 2, "b");
  Apply();
  EXPECT_THAT(handler_.applied(0), ElementsAre("a", "b"));
  EXPECT_THAT(inbox_.stopped(), IsEmpty());
}

TEST_F(FactInboxTest, CountsARecordThatIsNoFactAndMissesNothing) {
  TakeFact(0, 1, "a");
  Take(0, "garbage");
  Take(0, FactBytes(1, 2, "of another shard"));
  Apply();
  EXPECT_EQ(inbox_.stopped().size(), 1u);
  TakeFact(0, 2, "b");
  Apply();
  EXPECT_THAT(handler_.applied(0), ElementsAre("a", "b"));
  EXPECT_THAT(inbox_.stopped(), IsEmpty());
  EXPECT_FALSE(inbox_.MustReadAgain());
  EXPECT_EQ(Metric("undecodable"), 2);
}

TEST_F(FactInboxTest, ReportsAPassingErrorAndBeginsAgainFromTheStoredMarks) {
  TakeFact(0, 1, "a");
  handler_.FailApply(absl::UnavailableError("injected"));
  EXPECT_EQ(inbox_.Apply().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(inbox_.position().marks.at(Shard(0)), Sequence(0));
  handler_.FailApply(absl::OkStatus());
  Load();
  TakeFact(0, 1, "a");
  Apply();
  EXPECT_THAT(handler_.applied(0), ElementsAre("a"));
}

TEST_F(FactInboxTest, SkipsWhatWasApplied) {
  for (const std::uint64_t sequence : {1, 1, 2, 1, 2, 3}) TakeFact(0, sequence);
  Apply();
  EXPECT_EQ(handler_.applied(0).size(), 3u);
  EXPECT_EQ(Metric("skipped"), 3);
  EXPECT_EQ(Metric("applied"), 3);
}

TEST_F(FactInboxTest, HandsOverInOneBatch) {
  TakeFact(0, 1);
  Apply();  // begins the epochs
  TakeFact(1, 1);
  Apply();
  const int before = handler_.calls();
  for (std::uint64_t sequence = 2; sequence < 10; ++sequence) {
    TakeFact(0, sequence);
    TakeFact(1, sequence);
  }
  Apply();
  EXPECT_EQ(handler_.calls(), before + 1);
}

TEST_F(FactInboxTest, RebuildsAShardInANewEpoch) {
  TakeFact(0, 1, "old");
  TakeFact(1, 1, "kept");
  Take(0, FactBytes(0, 1, "new", 2));
  TakeFact(0, 2, "left over");
  Apply();
  EXPECT_THAT(handler_.applied(0), ElementsAre("new"));
  EXPECT_THAT(handler_.applied(1), ElementsAre("kept"));
}

TEST_F(FactInboxTest, ForgetsNothingWhenAnEpochDoesNotBeginAtOne) {
  TakeFact(0, 1, "a");
  Take(0, FactBytes(0, 7, "strange", 2));
  Apply();
  EXPECT_THAT(handler_.applied(0), ElementsAre("a"));
  EXPECT_EQ(inbox_.stopped().size(), 1u);
}

TEST_F(FactInboxTest, StartsAtTheOldestRecordWhenTheStoredOffsetIsNotInTheLog) {
  TakeFact(0, 1);
  Apply();
  const std::vector<PartitionBounds> bounds(2, {.first = 40, .end = 50});
  ASSERT_EQ(inbox_.Load({Shard(0), Shard(1)}, bounds), absl::OkStatus());
  EXPECT_EQ(inbox_.StartOffsets()[0].offset, 40);
}

}  // namespace
}  // namespace paritrana::events::internal
