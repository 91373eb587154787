// SPDX-License-Identifier: Apache-2.0
#include "cli/calls/patience.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "libs/base/reason.h"
#include "libs/base/retry_after.h"

namespace paritrana::cli {

Patience::Patience() : Patience(Limits{}, [](absl::Duration pause) { absl::SleepFor(pause); }) {}

Patience::Patience(Limits limits, Sleep sleep) : limits_(limits), sleep_(std::move(sleep)) {}

void Patience::Progressed() {
  answered_ = true;
  waited_ = absl::ZeroDuration();
}

bool Patience::WaitAfter(const absl::Status& error) {
  // A service that names a time has answered, and coming earlier would only be refused again.
  const std::optional<absl::Duration> named = RetryAfterOf(error);
  if (named) answered_ = true;
  const absl::Duration pause = std::max(limits_.pause, named.value_or(absl::ZeroDuration()));
  const absl::Duration most = answered_ ? limits_.without_progress : limits_.before_first_answer;
  if (!ReasonOf(error)->retryable || waited_ >= most) return false;
  sleep_(pause);
  waited_ += pause;
  return true;
}

}  // namespace paritrana::cli
