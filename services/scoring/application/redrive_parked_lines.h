// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "services/scoring/application/rankings_publisher.h"
#include "services/scoring/application/scoring_state.h"

namespace paritrana::scoring {

// What a redrive did.
struct RedriveResult {
  std::uint64_t applied = 0;
  std::uint64_t still_parked = 0;
};

// Tries parked lines again. The same key gives the same answer, without trying again, for the last
// kKeysKept calls. Thread-safe.
class RedriveParkedLines {
 public:
  static constexpr std::size_t kKeysKept = 100;

  RedriveParkedLines(SharedState& shared, RankingsPublisher& publisher)
      : shared_(shared), publisher_(publisher) {}

  // IDEMPOTENCY_KEY_INVALID unless the key has 1 to 100 visible ASCII letters.
  absl::StatusOr<RedriveResult> Handle(const std::string& idempotency_key);

 private:
  SharedState& shared_;
  RankingsPublisher& publisher_;
  absl::Mutex mutex_;
  std::deque<std::pair<std::string, RedriveResult>> answers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paritrana::scoring
