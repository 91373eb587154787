// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/resend_facts.h"

#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

// How long to let a full queue of the producer drain before offering the record again.
constexpr absl::Duration kDrainWait = absl::Milliseconds(100);

// Counts acknowledgements. Shared with the log's threads, which may outlive the call.
class Acks {
 public:
  void Take(const absl::Status& status) {
    absl::MutexLock lock(&mutex_);
    if (status.ok()) ++acknowledged_;
  }
  std::uint64_t acknowledged() const {
    absl::MutexLock lock(&mutex_);
    return acknowledged_;
  }

 private:
  mutable absl::Mutex mutex_;
  std::uint64_t acknowledged_ ABSL_GUARDED_BY(mutex_) = 0;
};

absl::Status SendWhenRoom(paritrana::events::LogProducer& producer,
                          const paritrana::events::Record& record,
                          const std::shared_ptr<Acks>& acks, absl::Time deadline) {
  while (true) {
    const absl::Status sent =
        producer.Send(record, [acks](const absl::Status& status) { acks->Take(status); });
    if (!absl::IsResourceExhausted(sent)) return sent;
    if (absl::Now() > deadline) return MakeError("DEADLINE_EXCEEDED");
    producer.Flush(kDrainWait).IgnoreError();
  }
}

absl::Status CheckRange(const FactRange& range) {
  if (range.first == 0) return MakeError("FIELD_OUT_OF_RANGE", "first_sequence");
  if (range.last < range.first || range.last - range.first > kFactsPerResendMax) {
    return MakeError("FIELD_OUT_OF_RANGE", "last_sequence");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::uint64_t> ResendFactsHandler::Resend(const FactRange& range,
                                                         absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckRange(range));
  PARITRANA_ASSIGN_OR_RETURN(const std::unique_ptr<paritrana::events::LogProducer> producer,
                             log_.NewProducer());
  const auto acks = std::make_shared<Acks>();
  PARITRANA_RETURN_IF_ERROR(
      archive_.ForEach(range, deadline, [&](const paritrana::events::Record& record) {
        return SendWhenRoom(*producer, record, acks, deadline);
      }));
  const absl::Status flushed = producer->Flush(deadline - absl::Now());
  if (!flushed.ok() || acks->acknowledged() != range.last - range.first + 1) {
    return MakeError("EVENT_LOG_UNAVAILABLE");
  }
  return acks->acknowledged();
}

}  // namespace paritrana::compliance
