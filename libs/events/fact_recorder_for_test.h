// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "libs/events/fact_handler.h"

namespace paritrana::events {

// A handler whose store is memory, for tests: remembers what was applied, and fails when told to.
// Thread-safe.
class FactRecorder : public FactHandler {
 public:
  absl::StatusOr<std::map<Shard, StoredMark>> LoadMarks() override {
    absl::MutexLock lock(&mutex_);
    if (!load_error_.ok()) return load_error_;
    return marks_;
  }

  absl::Status Apply(std::span<const Fact> facts) override {
    absl::MutexLock lock(&mutex_);
    ++calls_;
    if (!apply_error_.ok()) return apply_error_;
    for (const Fact& fact : facts) {
      if (BodyOf(fact) == "bad") return absl::InvalidArgumentError("bad body");
    }
    for (const Fact& fact : facts) {
      applied_[fact.id.shard].push_back(BodyOf(fact));
      marks_[fact.id.shard] = {{fact.id.epoch, fact.id.sequence}, fact.next_offset};
    }
    return absl::OkStatus();
  }

  absl::Status BeginEpoch(Shard shard, Epoch epoch) override {
    absl::MutexLock lock(&mutex_);
    applied_[shard].clear();
    marks_[shard] = {{epoch, Sequence()}, 0};
    return absl::OkStatus();
  }

  void FailApply(absl::Status error) {
    absl::MutexLock lock(&mutex_);
    apply_error_ = std::move(error);
  }

  std::vector<std::string> applied(std::uint32_t shard) const {
    absl::MutexLock lock(&mutex_);
    const auto found = applied_.find(Shard(shard));
    return found == applied_.end() ? std::vector<std::string>() : found->second;
  }

  StoredMark mark(std::uint32_t shard) const {
    absl::MutexLock lock(&mutex_);
    return marks_.at(Shard(shard));
  }

  int calls() const {
    absl::MutexLock lock(&mutex_);
    return calls_;
  }

 private:
  static std::string BodyOf(const Fact& fact) {
    return std::string(fact.payload.substr(EncodeFactId(fact.id).size()));
  }

  mutable absl::Mutex mutex_;
  absl::Status load_error_ ABSL_GUARDED_BY(mutex_);
  absl::Status apply_error_ ABSL_GUARDED_BY(mutex_);
  int calls_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<Shard, std::vector<std::string>> applied_ ABSL_GUARDED_BY(mutex_);
  std::map<Shard, StoredMark> marks_ ABSL_GUARDED_BY(mutex_);
};

// The bytes of a fact with a body that FactRecorder remembers.
inline std::string FactBytes(std::uint32_t shard, std::uint64_t sequence, const std::string& body,
                             std::uint32_t epoch = 1) {
  return EncodeFactId({Epoch(epoch), Shard(shard), Sequence(sequence)}) + body;
}

}  // namespace paritrana::events
