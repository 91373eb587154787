// SPDX-License-Identifier: Apache-2.0
#include "libs/events/fact_consumer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "libs/events/fact_recorder_for_test.h"
#include "libs/testing/memory_log.h"

namespace paritrana::events {
namespace {

using ::testing::ElementsAre;

const std::string kTopic = "test.facts.v1";

Position At(std::uint32_t shard, std::uint64_t sequence) {
  return {.epoch = Epoch(1), .marks = {{Shard(shard), Sequence(sequence)}}};
}

absl::Time Soon() { return absl::Now() + absl::Seconds(20); }

class FactConsumerTest : public ::testing::Test {
 protected:
  void MakeTopic() {
    ASSERT_TRUE(log_.EnsureTopic(kTopic, {.partitions = 2}).ok());
    producer_ = *log_.NewProducer();
  }

  void Send(std::uint32_t shard, std::uint64_t sequence, const std::string& body) {
    Record record;
    record.topic = kTopic;
    record.partition = static_cast<std::int32_t>(shard);
    record.value = FactBytes(shard, sequence, body);
    ASSERT_TRUE(producer_->Send(record, [](const auto&) {}).ok());
  }

  template <typename Condition>
  static bool Eventually(Condition condition) {
    for (const absl::Time deadline = Soon(); absl::Now() < deadline;) {
      if (condition()) return true;
      absl::SleepFor(absl::Milliseconds(1));
    }
    return false;
  }

  testing::MemoryLog log_;
  std::unique_ptr<LogProducer> producer_;
  metrics::Registry metrics_;
  FactRecorder handler_;
  FactConsumer consumer_{log_, handler_, metrics_, {.topic = kTopic, .shards = {}}};
};

TEST_F(FactConsumerTest, WaitsUntilTheTopicExists) {
  consumer_.Start();
  EXPECT_FALSE(consumer_.Ready().ok());
  MakeTopic();
  Send(0, 1, "a");
  EXPECT_EQ(consumer_.WaitFor(At(0, 1), Soon()), absl::OkStatus());
  EXPECT_THAT(handler_.applied(0), ElementsAre("a"));
  EXPECT_TRUE(Eventually([this] { return consumer_.Ready().ok(); }));
}

TEST_F(FactConsumerTest, GivesUpWaitingAtTheDeadline) {
  MakeTopic();
  consumer_.Start();
  EXPECT_EQ(consumer_.WaitFor(At(0, 1), absl::Now()).code(), absl::StatusCode::kDeadlineExceeded);
}

TEST_F(FactConsumerTest, CancelsWaitersWhenItStops) {
  MakeTopic();
  consumer_.Start();
  std::thread stopper([this] { consumer_.Stop(); });
  EXPECT_EQ(consumer_.WaitFor(At(0, 1), absl::InfiniteFuture()).code(),
            absl::StatusCode::kCancelled);
  stopper.join();
}

TEST_F(FactConsumerTest, BeginsAgainAfterAnErrorOfTheLog) {
  MakeTopic();
  consumer_.Start();
  Send(0, 1, "a");
  ASSERT_EQ(consumer_.WaitFor(At(0, 1), Soon()), absl::OkStatus());
  log_.FailReads(absl::FailedPreconditionError("injected"));
  Send(0, 2, "b");
  auto& restarts = metrics_.GetCounter("events_consumer_restarts_total", "", {{"topic", kTopic}});
  ASSERT_TRUE(Eventually([&] { return restarts.value() >= 1; }));
  log_.FailReads(absl::OkStatus());
  EXPECT_EQ(consumer_.WaitFor(At(0, 2), Soon()), absl::OkStatus());
  EXPECT_THAT(handler_.applied(0), ElementsAre("a", "b"));
}

TEST_F(FactConsumerTest, BeginsAgainAfterAnErrorOfTheHandler) {
  MakeTopic();
  handler_.FailApply(absl::UnavailableError("injected"));
  consumer_.Start();
  Send(0, 1, "a");
  ASSERT_TRUE(Eventually([this] { return handler_.calls() >= 2; }));
  handler_.FailApply(absl::OkStatus());
  EXPECT_EQ(consumer_.WaitFor(At(0, 1), Soon()), absl::OkStatus());
  EXPECT_THAT(handler_.applied(0), ElementsAre("a"));
}

TEST_F(FactConsumerTest, ShowsAStoppedShardAndGoesOnWithOneResentFact) {
  MakeTopic();
  consumer_.Start();
  Send(0, 1, "a");
  Send(0, 2, "bad");
  Send(0, 3, "c");
  Send(1, 1, "other");
  ASSERT_EQ(consumer_.WaitFor(At(1, 1), Soon()), absl::OkStatus());
  ASSERT_TRUE(Eventually([this] { return !consumer_.stopped_shards().empty(); }));
  EXPECT_EQ(consumer_.stopped_shards()[0].waits_for, Sequence(2));
  EXPECT_FALSE(consumer_.Ready().ok());
  Send(0, 2, "b");
  EXPECT_EQ(consumer_.WaitFor(At(0, 3), Soon()), absl::OkStatus());
  EXPECT_THAT(handler_.applied(0), ElementsAre("a", "b", "c"));
  EXPECT_TRUE(Eventually([this] { return consumer_.Ready().ok(); }));
}

TEST_F(FactConsumerTest, GoesOnFromTheMarksAfterARestart) {
  MakeTopic();
  Send(0, 1, "a");
  consumer_.Start();
  ASSERT_EQ(consumer_.WaitFor(At(0, 1), Soon()), absl::OkStatus());
  consumer_.Stop();
  Send(0, 2, "b");
  FactConsumer next(log_, handler_, metrics_, {.topic = kTopic, .shards = {}});
  next.Start();
  EXPECT_EQ(next.WaitFor(At(0, 2), Soon()), absl::OkStatus());
  EXPECT_THAT(handler_.applied(0), ElementsAre("a", "b"));
}

TEST_F(FactConsumerTest, ReadsOnlyItsOwnShards) {
  MakeTopic();
  FactConsumer own(log_, handler_, metrics_, {.topic = kTopic, .shards = {Shard(1)}});
  own.Start();
  Send(0, 1, "not mine");
  Send(1, 1, "mine");
  ASSERT_EQ(own.WaitFor(At(1, 1), Soon()), absl::OkStatus());
  EXPECT_TRUE(handler_.applied(0).empty());
}

}  // namespace
}  // namespace paritrana::events
