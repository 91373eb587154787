// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "services/gateway/application/backends.h"

namespace paritrana::gateway {

// What "default" means where a month is asked for: the edition's, as scoring tells it.
//
// Kept for some seconds; while scoring is out of reach the last known one goes on. Thread-safe.
class DefaultMonth {
 public:
  using Done = std::function<void(absl::StatusOr<std::string>)>;

  DefaultMonth(Backends& backends, const Clock& clock) : backends_(backends), clock_(clock) {}

  // Finds the month, "2024-12"; `done` is called once, perhaps at once.
  void Get(Done done);

 private:
  void Keep(const std::string& month);
  std::string Known(absl::Duration age_max) const;

  Backends& backends_;
  const Clock& clock_;
  mutable absl::Mutex mutex_;
  std::string month_ ABSL_GUARDED_BY(mutex_);
  absl::Time learnt_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

}  // namespace paritrana::gateway
