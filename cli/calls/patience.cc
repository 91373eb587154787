// SPDX-License-Identifier: Apache-2.0
#include "cli/calls/patience.h"

#include <utility>

#include "absl/time/clock.h"
#include "libs/base/reason.h"

namespace paritrana::cli {

Patience::Patience() : Patience(Limits{}, [](absl::Duration pause) { absl::SleepFor(pause); }) {}

Patience::Patience(Limits limits, Sleep sleep) : limits_(limits), sleep_(std::move(sleep)) {}

void Patience::Progressed() {
  answered_ = true;
  waited_ = absl::ZeroDuration();
}

bool Patience::WaitAfter(const absl::Status& error) {
  const absl::Duration most = answered_ ? limits_.without_progress : limits_.before_first_answer;
  if (!ReasonOf(error)->retryable || waited_ >= most) return false;
  sleep_(limits_.pause);
  waited_ += limits_.pause;
  return true;
}

}  // namespace paritrana::cli
