// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/metrics/registry.h"
#include "services/scoring/application/scoring_state.h"

namespace paritrana::scoring {

// Counts everything again from the slots while the service runs, and raises the alarm (metric
// scoring_recount_differences_total, and an error in the log) when the figures kept differ.
//
// The state is locked only while it is copied. Owns one thread between Start and Stop. Thread-safe.
class SelfCheck {
 public:
  SelfCheck(SharedState& shared, metrics::Registry& metrics, absl::Duration interval);
  ~SelfCheck();  // stops

  void Start();
  void Stop();

  // Recounts now. Returns the number of cells that differ.
  std::uint64_t Recount();

  // Differences found since the start.
  std::uint64_t differences() const { return static_cast<std::uint64_t>(differences_.value()); }

 private:
  SharedState& shared_;
  metrics::Counter& differences_;
  metrics::Counter& recounts_;
  const absl::Duration interval_;
  absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace paritrana::scoring
