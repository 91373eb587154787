// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/payer_turns.h"

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "libs/base/reason.h"

namespace paritrana::compliance {
namespace {

// Many more than connections to the database, so that two payers rarely share one.
constexpr std::uint32_t kPlaces = 1024;

}  // namespace

struct PayerTurns::Place {
  absl::Mutex mutex;
  bool free ABSL_GUARDED_BY(mutex) = true;
};

PayerTurns::PayerTurns() : places_(std::make_unique<Place[]>(kPlaces)) {}
PayerTurns::~PayerTurns() = default;

PayerTurns::Turn::~Turn() {
  if (place_ == nullptr) return;
  absl::MutexLock lock(&place_->mutex);
  place_->free = true;
}

absl::StatusOr<PayerTurns::Turn> PayerTurns::Wait(EmployerId payer, absl::Time deadline) {
  Place& place = places_[ShardOf(payer.value(), kPlaces).value()];
  absl::MutexLock lock(&place.mutex);
  if (!place.mutex.AwaitWithDeadline(absl::Condition(&place.free), deadline)) {
    return MakeError("DEADLINE_EXCEEDED");
  }
  place.free = false;
  return Turn(&place);
}

}  // namespace paritrana::compliance
