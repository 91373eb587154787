// SPDX-License-Identifier: Apache-2.0
#include "libs/kafka/kafka_log.h"
#include "libs/testing/kafka_broker.h"
#include "services/scoring/app.h"
#include "services/scoring/testing/app_scenarios.h"

namespace paritrana::scoring::testing {

using paritrana::events::Record;

// Gives each test topics of its own on one broker: puts a prefix before their names.
class PrefixedProducer : public paritrana::events::LogProducer {
 public:
  PrefixedProducer(std::unique_ptr<LogProducer> producer, std::string prefix)
      : producer_(std::move(producer)), prefix_(std::move(prefix)) {}

  absl::Status Send(const Record& record, Ack ack) override {
    Record renamed = record;
    renamed.topic = prefix_ + record.topic;
    return producer_->Send(renamed, std::move(ack));
  }
  absl::Status Flush(absl::Duration timeout) override { return producer_->Flush(timeout); }

 private:
  std::unique_ptr<LogProducer> producer_;
  std::string prefix_;
};

class PrefixedLog : public paritrana::events::Log {
 public:
  PrefixedLog(std::unique_ptr<Log> log, std::string prefix)
      : log_(std::move(log)), prefix_(std::move(prefix)) {}

  absl::StatusOr<std::unique_ptr<paritrana::events::LogProducer>> NewProducer() override {
    auto producer = log_->NewProducer();
    if (!producer.ok()) return producer.status();
    return std::make_unique<PrefixedProducer>(*std::move(producer), prefix_);
  }
  absl::StatusOr<std::unique_ptr<paritrana::events::LogReader>> NewReader(
      const std::string& topic, const std::vector<paritrana::events::StartOffset>& start) override {
    return log_->NewReader(prefix_ + topic, start);
  }
  absl::Status EnsureTopic(const std::string& topic,
                           const paritrana::events::TopicOptions& options) override {
    return log_->EnsureTopic(prefix_ + topic, options);
  }
  absl::StatusOr<std::vector<paritrana::events::PartitionBounds>> Bounds(
      const std::string& topic, absl::Duration timeout) override {
    return log_->Bounds(prefix_ + topic, timeout);
  }

 private:
  std::unique_ptr<Log> log_;
  std::string prefix_;
};

std::unique_ptr<paritrana::events::Log> NewKafkaLog() {
  static int tests = 0;
  auto& broker = paritrana::testing::KafkaBroker::Shared();
  auto log = paritrana::kafka::Connect({broker.bootstrap_servers(), "scoring-test"}).value();
  return std::make_unique<PrefixedLog>(std::move(log), "t" + std::to_string(++tests) + ".");
}

INSTANTIATE_TEST_SUITE_P(OverKafka, AppScenarios, ::testing::Values(&NewKafkaLog));

}  // namespace paritrana::scoring::testing
