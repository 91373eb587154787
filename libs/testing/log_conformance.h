// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/events/log.h"

// What every event log must do. A test of an implementation includes this file and instantiates the
// suite:
//
//   INSTANTIATE_TEST_SUITE_P(Memory, LogConformance, ::testing::Values(&MakeMemoryLog));
namespace paritrana::testing {

using LogFactory = std::function<std::unique_ptr<events::Log>()>;

class LogConformance : public ::testing::TestWithParam<LogFactory> {
 protected:
  static constexpr absl::Duration kTimeout = absl::Seconds(20);

  // Makes a topic of its own for each test, as implementations may share one broker.
  std::string NewTopic(int partitions) {
    static std::atomic<int> count = 0;
    std::string topic = absl::StrCat("conformance.", absl::ToUnixNanos(absl::Now()), ".", ++count);
    EXPECT_EQ(log_->EnsureTopic(topic, {.partitions = partitions}), absl::OkStatus());
    return topic;
  }

  static events::Record RecordOf(const std::string& topic, int partition, std::string value) {
    events::Record record;
    record.topic = topic;
    record.partition = partition;
    record.value = std::move(value);
    return record;
  }

  // Sends and waits for the acknowledgements; counts those that were OK.
  int SendAll(const std::vector<events::Record>& records) {
    auto producer = log_->NewProducer();
    std::atomic<int> good = 0;
    for (const events::Record& record : records) {
      const auto ack = [&good](const absl::Status& status) { good += status.ok() ? 1 : 0; };
      EXPECT_EQ((*producer)->Send(record, ack), absl::OkStatus());
    }
    EXPECT_EQ((*producer)->Flush(kTimeout), absl::OkStatus());
    producer->reset();
    return good;
  }

  // Reads until `count` records have come or an error; as "partition:offset:value".
  std::vector<std::string> Read(events::LogReader& reader, std::size_t count) {
    std::vector<std::string> read;
    const absl::Time deadline = absl::Now() + kTimeout;
    while (read.size() < count && absl::Now() < deadline) {
      const auto passed = reader.Poll(absl::Seconds(1), 100, [&read](const auto& view) {
        read.push_back(
            absl::StrCat(view.partition, ":", view.offset, ":", std::string(view.value)));
      });
      EXPECT_TRUE(passed.ok()) << passed.status();
    }
    return read;
  }

  // Polls until there is an error.
  absl::Status ReadError(events::LogReader& reader) {
    const absl::Time deadline = absl::Now() + kTimeout;
    while (absl::Now() < deadline) {
      const auto passed = reader.Poll(absl::Seconds(1), 100, [](const auto&) {});
      if (!passed.ok()) return passed.status();
    }
    return absl::OkStatus();
  }

  std::unique_ptr<events::Log> log_ = GetParam()();
};

TEST_P(LogConformance, HasNoBoundsOfAnUnknownTopic) {
  EXPECT_EQ(log_->Bounds("conformance.unknown", kTimeout).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_P(LogConformance, CannotReadAnUnknownTopic) {
  const auto reader = log_->NewReader("conformance.unknown", {{.partition = 0, .offset = 0}});
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(ReadError(**reader).code(), absl::StatusCode::kNotFound);
}

TEST_P(LogConformance, CannotReadFromAnOffsetThatIsNotInTheLog) {
  const std::string topic = NewTopic(1);
  const auto reader = log_->NewReader(topic, {{.partition = 0, .offset = 5}});
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(ReadError(**reader).code(), absl::StatusCode::kFailedPrecondition);
}

TEST_P(LogConformance, RefusesToChangeTheNumberOfPartitions) {
  const std::string topic = NewTopic(2);
  EXPECT_EQ(log_->EnsureTopic(topic, {.partitions = 2}), absl::OkStatus());
  EXPECT_EQ(log_->EnsureTopic(topic, {.partitions = 3}).code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_P(LogConformance, AcknowledgesASendToAnUnknownTopicWithAnError) {
  EXPECT_EQ(SendAll({RecordOf("conformance.unknown", 0, "x")}), 0);
}

TEST_P(LogConformance, TellsTheBoundsOfEachPartition) {
  const std::string topic = NewTopic(2);
  ASSERT_EQ(SendAll({RecordOf(topic, 1, "a"), RecordOf(topic, 1, "b")}), 2);
  const auto bounds = log_->Bounds(topic, kTimeout);
  ASSERT_TRUE(bounds.ok()) << bounds.status();
  ASSERT_EQ(bounds->size(), 2u);
  EXPECT_EQ(bounds->at(0).end, 0);
  EXPECT_EQ(bounds->at(1).first, 0);
  EXPECT_EQ(bounds->at(1).end, 2);
}

TEST_P(LogConformance, PollsNothingFromAnEmptyPartition) {
  const std::string topic = NewTopic(1);
  const auto reader = log_->NewReader(topic, {{.partition = 0, .offset = 0}});
  ASSERT_TRUE(reader.ok());
  const auto passed = (*reader)->Poll(absl::Milliseconds(10), 10, [](const auto&) { FAIL(); });
  ASSERT_TRUE(passed.ok()) << passed.status();
  EXPECT_EQ(*passed, 0);
}

TEST_P(LogConformance, ReadsOnlyWhatWasAskedForAndInOrder) {
  const std::string topic = NewTopic(3);
  std::vector<events::Record> records;
  for (const char* value : {"a", "b", "c", "d"}) {
    for (int partition = 0; partition < 3; ++partition) {
      records.push_back(RecordOf(topic, partition, value));
    }
  }
  ASSERT_EQ(SendAll(records), 12);
  const auto reader =
      log_->NewReader(topic, {{.partition = 0, .offset = 2}, {.partition = 2, .offset = 3}});
  ASSERT_TRUE(reader.ok());
  EXPECT_THAT(Read(**reader, 3), ::testing::UnorderedElementsAre("0:2:c", "0:3:d", "2:3:d"));
}

TEST_P(LogConformance, WakesAReaderThatWaitsAtTheEnd) {
  const std::string topic = NewTopic(1);
  const auto reader = log_->NewReader(topic, {{.partition = 0, .offset = 0}});
  ASSERT_TRUE(reader.ok());
  ASSERT_EQ(SendAll({RecordOf(topic, 0, "later")}), 1);
  EXPECT_THAT(Read(**reader, 1), ::testing::ElementsAre("0:0:later"));
}

TEST_P(LogConformance, KeepsTheViewsUntilTheNextPoll) {
  const std::string topic = NewTopic(1);
  ASSERT_EQ(SendAll({RecordOf(topic, 0, "first"), RecordOf(topic, 0, "second")}), 2);
  const auto reader = log_->NewReader(topic, {{.partition = 0, .offset = 0}});
  ASSERT_TRUE(reader.ok());
  std::vector<events::RecordView> views;
  while (views.empty()) {
    ASSERT_TRUE(
        (*reader)->Poll(kTimeout, 1, [&](const auto& view) { views.push_back(view); }).ok());
  }
  EXPECT_EQ(views[0].value, "first");
}

TEST_P(LogConformance, PassesAtMostWhatWasAskedFor) {
  const std::string topic = NewTopic(1);
  std::vector<events::Record> records(10, RecordOf(topic, 0, "x"));
  ASSERT_EQ(SendAll(records), 10);
  const auto reader = log_->NewReader(topic, {{.partition = 0, .offset = 0}});
  int largest = 0;
  for (int total = 0; total < 10;) {
    const auto passed = (*reader)->Poll(kTimeout, 3, [](const auto&) {});
    ASSERT_TRUE(passed.ok()) << passed.status();
    largest = std::max(largest, *passed);
    total += *passed;
  }
  EXPECT_LE(largest, 3);
}

TEST_P(LogConformance, KeepsBytesAndKeys) {
  const std::string topic = NewTopic(1);
  events::Record record = RecordOf(topic, 0, std::string("\0\xff\n", 3));
  record.key = std::string("k\0y", 3);
  record.headers = {{"ce_id", "1"}, {"empty", ""}};
  ASSERT_EQ(SendAll({record}), 1);
  const auto reader = log_->NewReader(topic, {{.partition = 0, .offset = 0}});
  std::string key;
  std::string value;
  while (value.empty()) {
    ASSERT_TRUE((*reader)
                    ->Poll(kTimeout, 1,
                           [&](const auto& view) {
                             key = view.key;
                             value = view.value;
                           })
                    .ok());
  }
  EXPECT_EQ(key, record.key);
  EXPECT_EQ(value, record.value);
}

}  // namespace paritrana::testing
