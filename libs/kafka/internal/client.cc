// SPDX-License-Identifier: Apache-2.0
#include "libs/kafka/internal/client.h"

#include <algorithm>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "libs/logging/log.h"

namespace paritrana::kafka::internal {
namespace {

constexpr absl::Duration kDestroyTimeout = absl::Seconds(5);

// Levels of syslog: 4 is a warning, smaller is worse.
constexpr int kSyslogWarning = 4;

void ToOurLog(const rd_kafka_t* /*client*/, int level, const char* facility, const char* text) {
  if (level > kSyslogWarning) return;
  logging::Warning("Kafka client",
                   {{"facility", std::string(facility)}, {"text", std::string(text)}});
}

}  // namespace

void DestroyClient::operator()(rd_kafka_t* client) const {
  const auto done = std::make_shared<absl::Notification>();
  std::thread destroyer([client, done] {
    rd_kafka_destroy(client);
    done->Notify();
  });
  if (done->WaitForNotificationWithTimeout(kDestroyTimeout)) {
    destroyer.join();
  } else {
    destroyer.detach();
    logging::Warning("a Kafka client does not end; left behind");
  }
}

Settings CommonSettings(const KafkaOptions& options) {
  return {
      {"bootstrap.servers", options.bootstrap_servers},
      {"client.id", options.client_id},
      // A restarted broker is found again within a second.
      {"reconnect.backoff.ms", "50"},
      {"reconnect.backoff.max.ms", "1000"},
      {"socket.nagle.disable", "true"},
      {"socket.keepalive.enable", "true"},
      // A topic that has just been made is unknown for a moment; after this it is an error.
      {"topic.metadata.propagation.max.ms", "2000"},
      {"log.connection.close", "false"},
  };
}

absl::StatusOr<Conf> MakeConf(const Settings& settings) {
  Conf conf(rd_kafka_conf_new());
  for (const auto& [name, value] : settings) {
    char error[256];
    if (rd_kafka_conf_set(conf.get(), name.c_str(), value.c_str(), error, sizeof(error)) !=
        RD_KAFKA_CONF_OK) {
      return absl::InvalidArgumentError(absl::StrCat("Kafka setting ", name, ": ", error));
    }
  }
  rd_kafka_conf_set_log_cb(conf.get(), &ToOurLog);
  return conf;
}

absl::StatusOr<Client> MakeClient(rd_kafka_type_t type, Conf conf) {
  char error[256];
  Client client(rd_kafka_new(type, conf.get(), error, sizeof(error)));
  if (client == nullptr) return absl::InvalidArgumentError(absl::StrCat("Kafka client: ", error));
  conf.release();  // the client owns it now
  return client;
}

int Milliseconds(absl::Duration duration) {
  return static_cast<int>(
      std::clamp<std::int64_t>(absl::ToInt64Milliseconds(duration), 0, 1 << 30));
}

}  // namespace paritrana::kafka::internal
