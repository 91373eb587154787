// SPDX-License-Identifier: Apache-2.0
#include "libs/kafka/internal/producer.h"

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/kafka/internal/client.h"
#include "libs/kafka/internal/errors.h"
#include "libs/kafka/internal/limits.h"

namespace paritrana::kafka::internal {
namespace {

constexpr absl::Duration kPollInterval = absl::Milliseconds(100);
// Time for the acknowledgements of given-up records to be called.
constexpr absl::Duration kGiveUpTimeout = absl::Seconds(1);

Settings ProducerSettings(const KafkaOptions& options) {
  Settings settings = CommonSettings(options);
  const Settings own = {
      {"enable.idempotence", "true"},
      {"acks", "all"},
      // Never give a record up: "timed out" would mean "maybe written".
      {"message.timeout.ms", "0"},
      {"message.max.bytes", absl::StrCat(kRecordBytesMax)},
      {"queue.buffering.max.kbytes", absl::StrCat(options.producer_queue_bytes / 1024)},
      {"linger.ms", absl::StrCat(Milliseconds(options.linger))},
      {"compression.codec", options.compression},
  };
  settings.insert(settings.end(), own.begin(), own.end());
  return settings;
}

// librdkafka carries the acknowledgement of a record as this pointer, from Send to delivery.
void Deliver(rd_kafka_t* client, const rd_kafka_message_t* message, void* /*opaque*/) {
  const std::unique_ptr<events::LogProducer::Ack> ack(
      static_cast<events::LogProducer::Ack*>(message->_private));
  (*ack)(ProducerStatusOf(client, message->err, "delivery"));
}

rd_kafka_vu_t Part(rd_kafka_vtype_t type) {
  rd_kafka_vu_t part{};
  part.vtype = type;
  return part;
}

rd_kafka_vu_t MemoryPart(rd_kafka_vtype_t type, const std::string& bytes) {
  rd_kafka_vu_t part = Part(type);
  part.u.mem.ptr = const_cast<char*>(bytes.data());
  part.u.mem.size = bytes.size();
  return part;
}

// A record in the form of rd_kafka_produceva. The parts point into the record.
std::vector<rd_kafka_vu_t> PartsOf(const events::Record& record, void* ack) {
  std::vector<rd_kafka_vu_t> parts(4);
  parts[0] = Part(RD_KAFKA_VTYPE_TOPIC);
  parts[0].u.cstr = record.topic.c_str();
  parts[1] = Part(RD_KAFKA_VTYPE_PARTITION);
  parts[1].u.i32 = record.partition;
  parts[2] = Part(RD_KAFKA_VTYPE_MSGFLAGS);
  parts[2].u.i = RD_KAFKA_MSG_F_COPY;
  parts[3] = Part(RD_KAFKA_VTYPE_OPAQUE);
  parts[3].u.ptr = ack;
  parts.push_back(MemoryPart(RD_KAFKA_VTYPE_VALUE, record.value));
  if (!record.key.empty()) parts.push_back(MemoryPart(RD_KAFKA_VTYPE_KEY, record.key));
  for (const auto& [name, value] : record.headers) {
    rd_kafka_vu_t header = Part(RD_KAFKA_VTYPE_HEADER);
    header.u.header.name = name.c_str();
    header.u.header.val = value.data();
    header.u.header.size = static_cast<ssize_t>(value.size());
    parts.push_back(header);
  }
  return parts;
}

class Producer : public events::LogProducer {
 public:
  explicit Producer(Client client) : client_(std::move(client)), poller_([this] { CallAcks(); }) {}

  ~Producer() override {
    rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_flush(client_.get(), Milliseconds(kGiveUpTimeout));
    stopping_ = true;
    poller_.join();
  }

  absl::Status Send(const events::Record& record, Ack ack) override {
    auto owned = std::make_unique<Ack>(std::move(ack));
    const std::vector<rd_kafka_vu_t> parts = PartsOf(record, owned.get());
    const std::unique_ptr<rd_kafka_error_t, Free<rd_kafka_error_destroy>> error(
        rd_kafka_produceva(client_.get(), parts.data(), parts.size()));
    if (error != nullptr) {
      return ProducerStatusOf(client_.get(), rd_kafka_error_code(error.get()), "sending");
    }
    owned.release();  // Deliver owns it now
    return absl::OkStatus();
  }

  absl::Status Flush(absl::Duration timeout) override {
    const auto error = rd_kafka_flush(client_.get(), Milliseconds(timeout));
    if (error == RD_KAFKA_RESP_ERR__TIMED_OUT) {
      return absl::DeadlineExceededError("records are not acknowledged yet");
    }
    return StatusOf(error, "flushing");
  }

 private:
  void CallAcks() {
    while (!stopping_) rd_kafka_poll(client_.get(), Milliseconds(kPollInterval));
  }

  Client client_;
  std::atomic<bool> stopping_ = false;
  std::thread poller_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<events::LogProducer>> MakeProducer(const KafkaOptions& options) {
  PARITRANA_ASSIGN_OR_RETURN(Conf conf, MakeConf(ProducerSettings(options)));
  rd_kafka_conf_set_dr_msg_cb(conf.get(), &Deliver);
  PARITRANA_ASSIGN_OR_RETURN(Client client, MakeClient(RD_KAFKA_PRODUCER, std::move(conf)));
  return std::unique_ptr<events::LogProducer>(new Producer(std::move(client)));
}

}  // namespace paritrana::kafka::internal
