// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

// The event log as the platform sees it: partitions of records, appended at the end, read in order,
// never changed.
//
// Two implementations live behind these interfaces: Kafka (libs/kafka) and memory
// (libs/testing/memory_log.h), and one conformance suite (libs/testing/log_conformance.h) holds
// both to the same behaviour.
namespace paritrana::events {

// One record. `key` and `value` are bytes.
struct Record {
  std::string topic;
  std::int32_t partition = 0;
  std::string key;
  std::string value;
  std::vector<std::pair<std::string, std::string>> headers;
  std::int64_t offset = -1;  // set by the log when read
};

// Appends records.
//
// Thread-safe. Records sent from one thread to one partition keep their order, also through
// internal retries. An acknowledgement is called exactly once per accepted record, from a thread of
// the log, and must not block; OK means durable on all in-sync replicas; an error means *maybe
// durable* (the same record may be sent again: its identity is in its payload). The destructor
// gives up what is unacknowledged, with an error, and waits for these acknowledgements: hold no
// lock then that they take. After an acknowledgement with a FATAL error
// (absl::StatusCode::kAborted) the producer takes no more records: make a new one and resend from
// the first unacknowledged.
class LogProducer {
 public:
  using Ack = std::function<void(const absl::Status&)>;

  virtual ~LogProducer() = default;

  // Takes one record, copying nothing after return. RESOURCE_EXHAUSTED if the queue is full: wait
  // and send again (the acknowledgement is then not called). ABORTED after a fatal error.
  virtual absl::Status Send(const Record& record, Ack ack) = 0;

  // Waits until every accepted record has been acknowledged, at most `timeout`. DEADLINE_EXCEEDED
  // otherwise.
  virtual absl::Status Flush(absl::Duration timeout) = 0;
};

// One record as read: views into the log's own memory, so that the hot path copies nothing. Valid
// until the next call of Poll or the end of the reader.
struct RecordView {
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  std::string_view key;
  std::string_view value;
};

// Reads partitions of one topic from given offsets on.
//
// Not thread-safe: one thread polls. Reconnects by itself; an error that Poll returns is worth a
// retry unless it is FAILED_PRECONDITION (an offset that is no longer, or not yet, in the log) or
// NOT_FOUND (no such topic or partition).
class LogReader {
 public:
  virtual ~LogReader() = default;

  // Waits up to `timeout` for records and passes at most `max_records` to `sink`, in order within a
  // partition. Returns the number passed, 0 when none came. The views stay valid until the next
  // call.
  virtual absl::StatusOr<int> Poll(absl::Duration timeout, int max_records,
                                   const std::function<void(const RecordView&)>& sink) = 0;
};

// Where a reader starts in one partition.
struct StartOffset {
  std::int32_t partition = 0;
  std::int64_t offset = 0;  // first offset to read
};

// One end of a partition.
struct PartitionBounds {
  std::int64_t first = 0;  // oldest offset still in the log
  std::int64_t end = 0;    // offset the next record will get
};

struct TopicOptions {
  int partitions = 1;
  int replication = 1;
  bool compacted = false;  // keep the newest record of each key; else keep everything forever
};

// A connection to an event log: makes producers and readers, looks at topics. Thread-safe.
class Log {
 public:
  virtual ~Log() = default;

  virtual absl::StatusOr<std::unique_ptr<LogProducer>> NewProducer() = 0;

  virtual absl::StatusOr<std::unique_ptr<LogReader>> NewReader(
      const std::string& topic, const std::vector<StartOffset>& start) = 0;

  // Creates the topic if there is none. FAILED_PRECONDITION if it exists with another number of
  // partitions.
  virtual absl::Status EnsureTopic(const std::string& topic, const TopicOptions& options) = 0;

  // Bounds of each partition of a topic, in order. NOT_FOUND if there is no such topic.
  virtual absl::StatusOr<std::vector<PartitionBounds>> Bounds(const std::string& topic,
                                                              absl::Duration timeout) = 0;
};

}  // namespace paritrana::events
