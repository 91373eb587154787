// SPDX-License-Identifier: Apache-2.0
#include "libs/kafka/internal/admin.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/kafka/internal/errors.h"
#include "libs/kafka/internal/limits.h"

namespace paritrana::kafka::internal {
namespace {

// A broker that answers at all makes a topic within a second or two.
constexpr absl::Duration kCreateTimeout = absl::Seconds(10);
constexpr absl::Duration kPollInterval = absl::Milliseconds(50);

// With three replicas a record must reach two before it is acknowledged.
constexpr int kReplicationForTwoInSync = 3;

Settings TopicSettings(const events::TopicOptions& options) {
  return {{"cleanup.policy", options.compacted ? "compact" : "delete"},
          {"retention.ms", "-1"},
          {"retention.bytes", "-1"},
          {"max.message.bytes", absl::StrCat(kRecordBytesMax)},
          {"min.insync.replicas", options.replication >= kReplicationForTwoInSync ? "2" : "1"}};
}

absl::StatusOr<NewTopic> Describe(const std::string& topic, const events::TopicOptions& options) {
  char error[256];
  NewTopic wanted(rd_kafka_NewTopic_new(topic.c_str(), options.partitions, options.replication,
                                        error, sizeof(error)));
  if (wanted == nullptr)
    return absl::InvalidArgumentError(absl::StrCat("topic ", topic, ": ", error));
  for (const auto& [name, value] : TopicSettings(options)) {
    rd_kafka_NewTopic_set_config(wanted.get(), name.c_str(), value.c_str());
  }
  return wanted;
}

// The outcome of the one topic that was asked for.
absl::Status OutcomeOf(rd_kafka_event_t* event) {
  const auto error = rd_kafka_event_error(event);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return StatusOf(error, "making a topic");
  std::size_t count = 0;
  const auto* result = rd_kafka_event_CreateTopics_result(event);
  const auto* const* topics = rd_kafka_CreateTopics_result_topics(result, &count);
  const auto outcome = rd_kafka_topic_result_error(topics[0]);
  if (outcome == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) return absl::OkStatus();
  return StatusOf(outcome, "making a topic");
}

absl::Status Create(rd_kafka_t* client, const std::string& topic,
                    const events::TopicOptions& options) {
  PARITRANA_ASSIGN_OR_RETURN(const NewTopic wanted, Describe(topic, options));
  const Queue queue(rd_kafka_queue_new(client));
  rd_kafka_NewTopic_t* topics[] = {wanted.get()};
  rd_kafka_CreateTopics(client, topics, 1, nullptr, queue.get());
  const Event event(rd_kafka_queue_poll(queue.get(), Milliseconds(kCreateTimeout)));
  if (event == nullptr) return absl::UnavailableError("Kafka does not answer");
  return OutcomeOf(event.get());
}

// The number of partitions, all of which have a leader. NOT_FOUND, UNAVAILABLE.
absl::StatusOr<int> PartitionCount(rd_kafka_t* client, const std::string& topic,
                                   absl::Duration timeout) {
  const Topic handle(rd_kafka_topic_new(client, topic.c_str(), nullptr));
  const rd_kafka_metadata_t* answer = nullptr;
  const auto error =
      rd_kafka_metadata(client, /*all_topics=*/0, handle.get(), &answer, Milliseconds(timeout));
  PARITRANA_RETURN_IF_ERROR(StatusOf(error, "looking at a topic"));
  const std::unique_ptr<const rd_kafka_metadata_t, Free<rd_kafka_metadata_destroy>> owned(answer);
  if (answer->topic_cnt != 1) return absl::UnavailableError("Kafka does not know the topic yet");
  const rd_kafka_metadata_topic_t& found = answer->topics[0];
  PARITRANA_RETURN_IF_ERROR(StatusOf(found.err, "looking at a topic"));
  for (int i = 0; i < found.partition_cnt; ++i) {
    PARITRANA_RETURN_IF_ERROR(StatusOf(found.partitions[i].err, "looking at a partition"));
  }
  return found.partition_cnt;
}

}  // namespace

absl::Status EnsureTopic(rd_kafka_t* client, const std::string& topic,
                         const events::TopicOptions& options) {
  const absl::Time deadline = absl::Now() + kCreateTimeout;
  absl::StatusOr<int> partitions = PartitionCount(client, topic, kCreateTimeout);
  if (absl::IsNotFound(partitions.status())) {
    PARITRANA_RETURN_IF_ERROR(Create(client, topic, options));
    // Made, but its leaders are still being chosen.
    partitions = PartitionCount(client, topic, kCreateTimeout);
    while (!partitions.ok() && absl::Now() < deadline) {
      absl::SleepFor(kPollInterval);
      partitions = PartitionCount(client, topic, kCreateTimeout);
    }
  }
  PARITRANA_RETURN_IF_ERROR(partitions.status());
  if (*partitions == options.partitions) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("topic ", topic, " has ", *partitions, " partitions, not ", options.partitions));
}

absl::StatusOr<std::vector<events::PartitionBounds>> Bounds(rd_kafka_t* client,
                                                            const std::string& topic,
                                                            absl::Duration timeout) {
  PARITRANA_ASSIGN_OR_RETURN(const int partitions, PartitionCount(client, topic, timeout));
  std::vector<events::PartitionBounds> bounds;
  for (int partition = 0; partition < partitions; ++partition) {
    std::int64_t first = 0;
    std::int64_t end = 0;
    PARITRANA_RETURN_IF_ERROR(
        StatusOf(rd_kafka_query_watermark_offsets(client, topic.c_str(), partition, &first, &end,
                                                  Milliseconds(timeout)),
                 "looking at a partition"));
    bounds.push_back({.first = first, .end = end});
  }
  return bounds;
}

}  // namespace paritrana::kafka::internal
