// SPDX-License-Identifier: Apache-2.0
#include "libs/events/internal/republish.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"

namespace paritrana::events::internal {
namespace {

constexpr absl::Duration kTimeout = absl::Seconds(30);
constexpr int kRowsPerRead = 256;

// The first error among acknowledgements, which come from a thread of the log.
class Outcome {
 public:
  void Update(const absl::Status& status) {
    absl::MutexLock lock(&mutex_);
    status_.Update(status);
  }
  absl::Status Get() const {
    absl::MutexLock lock(&mutex_);
    return status_;
  }

 private:
  mutable absl::Mutex mutex_;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
};

// Sends one record, waiting for room if need be.
absl::Status Send(LogProducer& producer, const Record& record,
                  const std::shared_ptr<Outcome>& outcome) {
  const auto ack = [outcome](const absl::Status& status) { outcome->Update(status); };
  const absl::Status status = producer.Send(record, ack);
  if (!absl::IsResourceExhausted(status)) return status;
  PARITRANA_RETURN_IF_ERROR(producer.Flush(kTimeout));
  return producer.Send(record, ack);
}

}  // namespace

absl::Status Republish(postgres::Pool& pool, Log& log, const TopicShard& key, Sequence first,
                       Sequence last) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool.Acquire(absl::Now() + kTimeout));
  PARITRANA_ASSIGN_OR_RETURN(const Counters committed, ReadCommitted(*lease, {key.first}));
  const auto counter = committed.find(key);
  if (counter == committed.end()) return absl::NotFoundError("no such topic and shard");
  PARITRANA_ASSIGN_OR_RETURN(const auto producer, log.NewProducer());
  const auto outcome = std::make_shared<Outcome>();
  for (std::uint64_t next = first.value(); next <= last.value();) {
    const std::uint64_t left = last.value() - next + 1;
    const int limit = static_cast<int>(std::min<std::uint64_t>(left, kRowsPerRead));
    PARITRANA_ASSIGN_OR_RETURN(const auto rows, ReadRows(*lease, key, Sequence(next - 1), limit));
    if (rows.empty() || rows.back().sequence.value() != next + rows.size() - 1) {
      return absl::NotFoundError(absl::StrCat("the outbox does not hold all from ", next));
    }
    for (const OutboxRow& row : rows) {
      const Record record = ToRecord(key, counter->second.epoch, row);
      PARITRANA_RETURN_IF_ERROR(Send(*producer, record, outcome));
    }
    next += rows.size();
  }
  PARITRANA_RETURN_IF_ERROR(producer->Flush(kTimeout));
  return outcome->Get();
}

}  // namespace paritrana::events::internal
