// SPDX-License-Identifier: Apache-2.0
#include "libs/kafka/kafka_log.h"
#include "libs/testing/kafka_broker.h"
#include "services/scoring/app.h"
#include "services/scoring/testing/app_scenarios.h"

namespace paritrana::scoring::testing {

// One broker for each test: topics have fixed names.
class OwnBrokerLog : public paritrana::events::Log {
 public:
  absl::StatusOr<std::unique_ptr<paritrana::events::LogProducer>> NewProducer() override {
    return log_->NewProducer();
  }
  absl::StatusOr<std::unique_ptr<paritrana::events::LogReader>> NewReader(
      const std::string& topic, const std::vector<paritrana::events::StartOffset>& start) override {
    return log_->NewReader(topic, start);
  }
  absl::Status EnsureTopic(const std::string& topic,
                           const paritrana::events::TopicOptions& options) override {
    return log_->EnsureTopic(topic, options);
  }
  absl::StatusOr<std::vector<paritrana::events::PartitionBounds>> Bounds(
      const std::string& topic, absl::Duration timeout) override {
    return log_->Bounds(topic, timeout);
  }

 private:
  paritrana::testing::KafkaBroker broker_;
  std::unique_ptr<paritrana::events::Log> log_ =
      paritrana::kafka::Connect({broker_.bootstrap_servers(), "scoring-test"}).value();
};

INSTANTIATE_TEST_SUITE_P(OverKafka, AppScenarios,
                         ::testing::Values([]() -> std::unique_ptr<paritrana::events::Log> {
                           return std::make_unique<OwnBrokerLog>();
                         }));

}  // namespace paritrana::scoring::testing
