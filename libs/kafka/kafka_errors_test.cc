// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <string>

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "libs/kafka/kafka_log.h"
#include "libs/testing/temporary_directory.h"

// What happens without any broker.
namespace paritrana::kafka {
namespace {

KafkaOptions NobodyListens() {
  return {.bootstrap_servers = absl::StrCat("127.0.0.1:", testing::FreePort()),
          .client_id = "test",
          .producer_queue_bytes = 64 << 10};
}

events::Record RecordOf(std::size_t bytes) {
  events::Record record;
  record.topic = "t";
  record.value = std::string(bytes, 'x');
  return record;
}

TEST(KafkaWithoutBroker, RefusesASettingThatMakesNoSense) {
  KafkaOptions options = NobodyListens();
  options.compression = "pkzip";
  const auto log = Connect(options);
  ASSERT_TRUE(log.ok());
  EXPECT_EQ((*log)->NewProducer().status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(KafkaWithoutBroker, ConnectsWithoutWaiting) { EXPECT_TRUE(Connect(NobodyListens()).ok()); }

TEST(KafkaWithoutBroker, CannotTellBounds) {
  const auto log = *Connect(NobodyListens());
  EXPECT_EQ(log->Bounds("t", absl::Milliseconds(200)).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST(KafkaWithoutBroker, RefusesARecordThatIsTooLarge) {
  const auto log = *Connect(NobodyListens());
  const auto producer = *log->NewProducer();
  EXPECT_EQ(producer->Send(RecordOf(3 << 20), [](const auto&) { FAIL(); }).code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(KafkaWithoutBroker, BoundsItsQueueAndGivesUpEachRecordOnce) {
  const auto log = *Connect(NobodyListens());
  auto producer = *log->NewProducer();
  std::atomic<int> acked = 0;
  int accepted = 0;
  absl::Status status;
  while (status.ok() && accepted < 1000) {
    status = producer->Send(RecordOf(1 << 10), [&acked](const absl::Status& ack) {
      EXPECT_FALSE(ack.ok());
      ++acked;
    });
    if (status.ok()) ++accepted;
  }
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(producer->Flush(absl::Milliseconds(10)).code(), absl::StatusCode::kDeadlineExceeded);
  producer.reset();
  EXPECT_EQ(acked, accepted);
}

}  // namespace
}  // namespace paritrana::kafka
