// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <librdkafka/rdkafka.h>

#include "absl/status/statusor.h"
#include "libs/kafka/kafka_log.h"

// Owners of librdkafka's handles, and the settings of its clients.
namespace paritrana::kafka::internal {

template <auto kFree>
struct Free {
  template <typename T>
  void operator()(T* handle) const {
    kFree(handle);
  }
};

using Conf = std::unique_ptr<rd_kafka_conf_t, Free<rd_kafka_conf_destroy>>;
using Topic = std::unique_ptr<rd_kafka_topic_t, Free<rd_kafka_topic_destroy>>;
using Queue = std::unique_ptr<rd_kafka_queue_t, Free<rd_kafka_queue_destroy>>;
using Message = std::unique_ptr<rd_kafka_message_t, Free<rd_kafka_message_destroy>>;
using Event = std::unique_ptr<rd_kafka_event_t, Free<rd_kafka_event_destroy>>;
using NewTopic = std::unique_ptr<rd_kafka_NewTopic_t, Free<rd_kafka_NewTopic_destroy>>;

// Destroying a client can hang in librdkafka 2.0.2, so it gets a thread and a deadline; a client
// that misses it is left behind, with a warning in the log.
struct DestroyClient {
  void operator()(rd_kafka_t* client) const;
};
using Client = std::unique_ptr<rd_kafka_t, DestroyClient>;

using Settings = std::vector<std::pair<std::string, std::string>>;

// Settings that every client has.
Settings CommonSettings(const KafkaOptions& options);

// Makes a configuration. INVALID_ARGUMENT names a setting that librdkafka refuses.
absl::StatusOr<Conf> MakeConf(const Settings& settings);

// Makes a client of the given kind.
absl::StatusOr<Client> MakeClient(rd_kafka_type_t type, Conf conf);

int Milliseconds(absl::Duration duration);

}  // namespace paritrana::kafka::internal
