// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "libs/events/log.h"

namespace paritrana::testing {

// An event log in memory that behaves as Kafka's does towards its callers (log_conformance.h), for
// tests in one process and for simulation. Its producers acknowledge from a thread of their own.
//
// Thread-safe. Producers and readers must end before the log. Faults are injected with the Fail…
// functions.
class MemoryLog : public events::Log {
 public:
  absl::StatusOr<std::unique_ptr<events::LogProducer>> NewProducer() override;
  absl::StatusOr<std::unique_ptr<events::LogReader>> NewReader(
      const std::string& topic, const std::vector<events::StartOffset>& start) override;
  absl::Status EnsureTopic(const std::string& topic, const events::TopicOptions& options) override;
  absl::StatusOr<std::vector<events::PartitionBounds>> Bounds(const std::string& topic,
                                                              absl::Duration timeout) override;

  // The next `count` records sent are acknowledged with `error`, and written all the same if
  // `written`: an error means "maybe durable".
  void FailSends(int count, absl::Status error, bool written);

  // Every call of Poll and Bounds fails with `error` until it is set to OK again.
  void FailReads(absl::Status error);

  // Everything in one partition, for assertions.
  std::vector<events::Record> Records(const std::string& topic, std::int32_t partition) const;

 private:
  friend class MemoryProducer;
  friend class MemoryReader;
  // A deque, because readers hold views into records while others are appended.
  using Partition = std::deque<events::Record>;

  absl::Status Append(const events::Record& record);
  const Partition* Find(const std::string& topic, std::int32_t partition) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  std::map<std::string, std::vector<Partition>> topics_ ABSL_GUARDED_BY(mutex_);
  int failing_sends_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status send_error_ ABSL_GUARDED_BY(mutex_);
  bool failed_is_written_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status read_error_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paritrana::testing
