// SPDX-License-Identifier: Apache-2.0
#include "libs/testing/memory_log.h"

#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace paritrana::testing {
namespace {

absl::Status NoSuchPartition(const std::string& topic) {
  return absl::NotFoundError(absl::StrCat("no such topic or partition: ", topic));
}

}  // namespace

class MemoryProducer : public events::LogProducer {
 public:
  explicit MemoryProducer(MemoryLog& log) : log_(log), thread_([this] { Acknowledge(); }) {}

  ~MemoryProducer() override {
    {
      absl::MutexLock lock(&mutex_);
      stopping_ = true;
    }
    thread_.join();
  }

  absl::Status Send(const events::Record& record, Ack ack) override {
    absl::MutexLock lock(&mutex_);
    if (fatal_) return absl::AbortedError("the producer had a fatal error");
    const absl::Status status = log_.Append(record);
    fatal_ = absl::IsAborted(status);
    pending_.emplace_back(std::move(ack), status);
    return absl::OkStatus();
  }

  absl::Status Flush(absl::Duration timeout) override {
    absl::MutexLock lock(&mutex_);
    const auto idle = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return pending_.empty(); };
    if (mutex_.AwaitWithTimeout(absl::Condition(&idle), timeout)) return absl::OkStatus();
    return absl::DeadlineExceededError("records are not acknowledged yet");
  }

 private:
  void Acknowledge() {
    absl::MutexLock lock(&mutex_);
    const auto wanted = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return stopping_ || !pending_.empty();
    };
    while (true) {
      mutex_.Await(absl::Condition(&wanted));
      if (pending_.empty()) return;
      const auto [ack, status] = pending_.front();
      mutex_.Unlock();
      ack(status);
      mutex_.Lock();
      pending_.pop_front();
    }
  }

  MemoryLog& log_;
  absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool fatal_ ABSL_GUARDED_BY(mutex_) = false;
  std::deque<std::pair<Ack, absl::Status>> pending_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

class MemoryReader : public events::LogReader {
 public:
  MemoryReader(MemoryLog& log, std::string topic, std::vector<events::StartOffset> next)
      : log_(log), topic_(std::move(topic)), next_(std::move(next)) {}

  absl::StatusOr<int> Poll(absl::Duration timeout, int max_records,
                           const std::function<void(const events::RecordView&)>& sink) override {
    const auto ready = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(log_.mutex_) {
      return !log_.read_error_.ok() || !CheckStart().ok() || HasRecords();
    };
    std::vector<events::RecordView> views;
    {
      absl::MutexLock lock(&log_.mutex_);
      log_.mutex_.AwaitWithTimeout(absl::Condition(&ready), timeout);
      if (!log_.read_error_.ok()) return log_.read_error_;
      if (absl::Status status = CheckStart(); !status.ok()) return status;
      views = Take(static_cast<std::size_t>(max_records));
    }
    for (const events::RecordView& view : views) sink(view);
    return static_cast<int>(views.size());
  }

 private:
  absl::Status CheckStart() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(log_.mutex_) {
    for (const auto& [partition, offset] : next_) {
      const auto* records = log_.Find(topic_, partition);
      if (records == nullptr) return NoSuchPartition(topic_);
      if (offset < 0 || offset > static_cast<std::int64_t>(records->size())) {
        return absl::FailedPreconditionError("the offset is not in the log");
      }
    }
    return absl::OkStatus();
  }

  bool HasRecords() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(log_.mutex_) {
    for (const auto& [partition, offset] : next_) {
      if (offset < static_cast<std::int64_t>(log_.Find(topic_, partition)->size())) return true;
    }
    return false;
  }

  std::vector<events::RecordView> Take(std::size_t most)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(log_.mutex_) {
    std::vector<events::RecordView> views;
    for (auto& [partition, offset] : next_) {
      const auto* records = log_.Find(topic_, partition);
      for (; offset < static_cast<std::int64_t>(records->size()) && views.size() < most; ++offset) {
        const events::Record& record = (*records)[static_cast<std::size_t>(offset)];
        views.push_back({partition, offset, record.key, record.value});
      }
    }
    return views;
  }

  MemoryLog& log_;
  const std::string topic_;
  std::vector<events::StartOffset> next_;
};

absl::StatusOr<std::unique_ptr<events::LogProducer>> MemoryLog::NewProducer() {
  return std::unique_ptr<events::LogProducer>(new MemoryProducer(*this));
}

absl::StatusOr<std::unique_ptr<events::LogReader>> MemoryLog::NewReader(
    const std::string& topic, const std::vector<events::StartOffset>& start) {
  return std::unique_ptr<events::LogReader>(new MemoryReader(*this, topic, start));
}

absl::Status MemoryLog::EnsureTopic(const std::string& topic, const events::TopicOptions& options) {
  absl::MutexLock lock(&mutex_);
  const auto [found, is_new] = topics_.try_emplace(topic, options.partitions);
  if (static_cast<int>(found->second.size()) == options.partitions) return absl::OkStatus();
  return absl::FailedPreconditionError("the topic has another number of partitions");
}

absl::StatusOr<std::vector<events::PartitionBounds>> MemoryLog::Bounds(const std::string& topic,
                                                                       absl::Duration /*timeout*/) {
  absl::MutexLock lock(&mutex_);
  if (!read_error_.ok()) return read_error_;
  const auto found = topics_.find(topic);
  if (found == topics_.end()) return NoSuchPartition(topic);
  std::vector<events::PartitionBounds> bounds;
  for (const Partition& partition : found->second) {
    bounds.push_back({.first = 0, .end = static_cast<std::int64_t>(partition.size())});
  }
  return bounds;
}

void MemoryLog::FailSends(int count, absl::Status error, bool written) {
  absl::MutexLock lock(&mutex_);
  failing_sends_ = count;
  send_error_ = std::move(error);
  failed_is_written_ = written;
}

void MemoryLog::FailReads(absl::Status error) {
  absl::MutexLock lock(&mutex_);
  read_error_ = std::move(error);
}

std::vector<events::Record> MemoryLog::Records(const std::string& topic,
                                               std::int32_t partition) const {
  absl::MutexLock lock(&mutex_);
  const Partition* found = Find(topic, partition);
  if (found == nullptr) return {};
  return {found->begin(), found->end()};
}

absl::Status MemoryLog::Append(const events::Record& record) {
  absl::MutexLock lock(&mutex_);
  if (Find(record.topic, record.partition) == nullptr) return NoSuchPartition(record.topic);
  const bool fails = failing_sends_ > 0;
  if (fails) --failing_sends_;
  if (!fails || failed_is_written_) {
    Partition& partition = topics_[record.topic][static_cast<std::size_t>(record.partition)];
    partition.push_back(record);
    partition.back().offset = static_cast<std::int64_t>(partition.size()) - 1;
  }
  return fails ? send_error_ : absl::OkStatus();
}

const MemoryLog::Partition* MemoryLog::Find(const std::string& topic,
                                            std::int32_t partition) const {
  const auto found = topics_.find(topic);
  if (found == topics_.end() || partition < 0 ||
      partition >= static_cast<std::int32_t>(found->second.size())) {
    return nullptr;
  }
  return &found->second[static_cast<std::size_t>(partition)];
}

}  // namespace paritrana::testing
