// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace paritrana::cli {

// Decides whether a call that failed is made again. Every call of this tool carries ids of its own,
// so that repeating one never counts twice. Not thread-safe.
class Patience {
 public:
  struct Limits {
    // A service that never answered is most likely not there.
    absl::Duration before_first_answer = absl::Seconds(5);
    // One that did is being restarted.
    absl::Duration without_progress = absl::Seconds(60);
    absl::Duration pause = absl::Milliseconds(250);
  };
  // Waits; tests make it return at once.
  using Sleep = std::function<void(absl::Duration)>;

  Patience();
  explicit Patience(Limits limits, Sleep sleep);

  // Something was answered: the waiting starts anew.
  void Progressed();

  // Waits a little, or as long as the error says, and returns true if `error` is worth another try,
  // else false at once.
  bool WaitAfter(const absl::Status& error);

 private:
  Limits limits_;
  Sleep sleep_;
  absl::Duration waited_;
  bool answered_ = false;
};

}  // namespace paritrana::cli
