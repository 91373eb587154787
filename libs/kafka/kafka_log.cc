// SPDX-License-Identifier: Apache-2.0
#include "libs/kafka/kafka_log.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/kafka/internal/admin.h"
#include "libs/kafka/internal/client.h"
#include "libs/kafka/internal/producer.h"
#include "libs/kafka/internal/reader.h"

namespace paritrana::kafka {
namespace {

class KafkaLog : public events::Log {
 public:
  KafkaLog(KafkaOptions options, internal::Client admin)
      : options_(std::move(options)), admin_(std::move(admin)) {}

  absl::StatusOr<std::unique_ptr<events::LogProducer>> NewProducer() override {
    return internal::MakeProducer(options_);
  }

  absl::StatusOr<std::unique_ptr<events::LogReader>> NewReader(
      const std::string& topic, const std::vector<events::StartOffset>& start) override {
    return internal::MakeReader(options_, topic, start);
  }

  absl::Status EnsureTopic(const std::string& topic, const events::TopicOptions& options) override {
    return internal::EnsureTopic(admin_.get(), topic, options);
  }

  absl::StatusOr<std::vector<events::PartitionBounds>> Bounds(const std::string& topic,
                                                              absl::Duration timeout) override {
    return internal::Bounds(admin_.get(), topic, timeout);
  }

 private:
  KafkaOptions options_;
  internal::Client admin_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<events::Log>> Connect(const KafkaOptions& options) {
  PARITRANA_ASSIGN_OR_RETURN(internal::Conf conf,
                             internal::MakeConf(internal::CommonSettings(options)));
  PARITRANA_ASSIGN_OR_RETURN(internal::Client admin,
                             internal::MakeClient(RD_KAFKA_PRODUCER, std::move(conf)));
  return std::unique_ptr<events::Log>(new KafkaLog(options, std::move(admin)));
}

}  // namespace paritrana::kafka
