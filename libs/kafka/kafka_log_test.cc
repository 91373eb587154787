// SPDX-License-Identifier: Apache-2.0
#include "libs/kafka/kafka_log.h"

#include "libs/testing/kafka_broker.h"
#include "libs/testing/log_conformance.h"

namespace paritrana::testing {
namespace {

std::unique_ptr<events::Log> MakeKafkaLog() {
  auto log = kafka::Connect(
      {.bootstrap_servers = KafkaBroker::Shared().bootstrap_servers(), .client_id = "test"});
  return *std::move(log);
}

INSTANTIATE_TEST_SUITE_P(Kafka, LogConformance, ::testing::Values(&MakeKafkaLog));

constexpr absl::Duration kTimeout = absl::Seconds(60);

TEST(KafkaLog, LosesAndDoublesNothingWhenTheBrokerIsKilled) {
  KafkaBroker& broker = KafkaBroker::Shared();
  const auto log =
      *kafka::Connect({.bootstrap_servers = broker.bootstrap_servers(), .client_id = "test"});
  ASSERT_EQ(log->EnsureTopic("facts", {.partitions = 1}), absl::OkStatus());
  auto producer = *log->NewProducer();
  constexpr int kRecords = 2000;
  std::atomic<int> acked = 0;
  for (int i = 0; i < kRecords; ++i) {
    events::Record record;
    record.topic = "facts";
    record.value = absl::StrCat(i);
    ASSERT_TRUE(producer->Send(record, [&](const absl::Status& s) { acked += s.ok(); }).ok());
    if (i != kRecords / 2) continue;
    broker.Kill();
    broker.StartAgain();
  }
  ASSERT_EQ(producer->Flush(kTimeout), absl::OkStatus());
  EXPECT_EQ(acked, kRecords);
  const auto reader = *log->NewReader("facts", {{.partition = 0, .offset = 0}});
  for (int next = 0; next < kRecords;) {
    const auto passed = reader->Poll(kTimeout, 500, [&](const events::RecordView& view) {
      EXPECT_EQ(view.value, absl::StrCat(next++));
    });
    ASSERT_TRUE(passed.ok() && *passed > 0) << passed.status();
  }
  EXPECT_EQ(log->Bounds("facts", kTimeout)->at(0).end, kRecords);
}

}  // namespace
}  // namespace paritrana::testing
