// SPDX-License-Identifier: Apache-2.0
#include "libs/kafka/internal/reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/kafka/internal/client.h"
#include "libs/kafka/internal/errors.h"
#include "libs/kafka/internal/limits.h"

namespace paritrana::kafka::internal {
namespace {

Settings ReaderSettings(const KafkaOptions& options) {
  Settings settings = CommonSettings(options);
  const Settings own = {
      {"enable.auto.commit", "false"},
      {"enable.auto.offset.store", "false"},
      // A start that is not in the log is an error, never silently another place.
      {"auto.offset.reset", "error"},
      {"check.crcs", "true"},
      {"queued.max.messages.kbytes", absl::StrCat(kReadAheadKilobytes)},
      {"fetch.error.backoff.ms", "100"},
      {"allow.auto.create.topics", "false"},
  };
  settings.insert(settings.end(), own.begin(), own.end());
  return settings;
}

std::string_view Bytes(const void* data, std::size_t size) {
  return {static_cast<const char*>(data), data == nullptr ? 0 : size};
}

// librdkafka tells of a missing topic here and not in the queue. It calls on the thread that polls.
// A broker that does not answer is no error of the reader: it connects again by itself.
void OnError(rd_kafka_t* /*client*/, int error, const char* /*reason*/, void* opaque) {
  const absl::Status status = StatusOf(static_cast<rd_kafka_resp_err_t>(error), "reading");
  if (!absl::IsUnavailable(status)) static_cast<absl::Status*>(opaque)->Update(status);
}

class Reader : public events::LogReader {
 public:
  // `error` is what OnError writes to.
  Reader(std::unique_ptr<absl::Status> error, Client client, const std::string& topic)
      : error_(std::move(error)),
        client_(std::move(client)),
        topic_(rd_kafka_topic_new(client_.get(), topic.c_str(), nullptr)),
        queue_(rd_kafka_queue_new(client_.get())) {}

  ~Reader() override {
    batch_.clear();
    for (const std::int32_t partition : started_) rd_kafka_consume_stop(topic_.get(), partition);
  }

  absl::Status Start(const std::vector<events::StartOffset>& start) {
    for (const auto& [partition, offset] : start) {
      if (rd_kafka_consume_start_queue(topic_.get(), partition, offset, queue_.get()) != 0) {
        return StatusOf(rd_kafka_last_error(), "starting to read");
      }
      started_.push_back(partition);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<int> Poll(absl::Duration timeout, int max_records,
                           const std::function<void(const events::RecordView&)>& sink) override {
    batch_.clear();
    if (error_->ok()) Fetch(timeout, max_records);
    int passed = 0;
    for (const Message& message : batch_) {
      if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        error_->Update(StatusOf(message->err, "reading"));
        continue;
      }
      sink({.partition = message->partition,
            .offset = message->offset,
            .key = Bytes(message->key, message->key_len),
            .value = Bytes(message->payload, message->len)});
      ++passed;
    }
    // Records first: an error that came with some is returned by the next call.
    if (passed > 0 || error_->ok()) return passed;
    return std::exchange(*error_, absl::OkStatus());
  }

 private:
  // Waits for one record and takes what else is there: a batch call alone would wait until the
  // batch is full.
  void Fetch(absl::Duration timeout, int max_records) {
    rd_kafka_message_t* first = rd_kafka_consume_queue(queue_.get(), Milliseconds(timeout));
    if (first == nullptr) return;
    batch_.emplace_back(first);
    raw_.resize(static_cast<std::size_t>(max_records - 1));
    const ssize_t more = rd_kafka_consume_batch_queue(queue_.get(), 0, raw_.data(), raw_.size());
    for (ssize_t i = 0; i < more; ++i) batch_.emplace_back(raw_[static_cast<std::size_t>(i)]);
  }

  std::unique_ptr<absl::Status> error_;
  Client client_;
  Topic topic_;
  Queue queue_;
  std::vector<std::int32_t> started_;
  std::vector<rd_kafka_message_t*> raw_;
  std::vector<Message> batch_;  // what the views of the last Poll point into
};

}  // namespace

absl::StatusOr<std::unique_ptr<events::LogReader>> MakeReader(
    const KafkaOptions& options, const std::string& topic,
    const std::vector<events::StartOffset>& start) {
  PARITRANA_ASSIGN_OR_RETURN(Conf conf, MakeConf(ReaderSettings(options)));
  auto error = std::make_unique<absl::Status>();
  rd_kafka_conf_set_opaque(conf.get(), error.get());
  rd_kafka_conf_set_error_cb(conf.get(), &OnError);
  PARITRANA_ASSIGN_OR_RETURN(Client client, MakeClient(RD_KAFKA_CONSUMER, std::move(conf)));
  auto reader = std::make_unique<Reader>(std::move(error), std::move(client), topic);
  PARITRANA_RETURN_IF_ERROR(reader->Start(start));
  return std::unique_ptr<events::LogReader>(std::move(reader));
}

}  // namespace paritrana::kafka::internal
