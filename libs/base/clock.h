// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/time/time.h"

namespace paritrana {

// The only way product code learns the time, so that tests and simulations can give it another.
//
// Implementations are thread-safe. `libs/testing/fake_clock.h` has one that stands still.
class Clock {
 public:
  virtual ~Clock() = default;

  // Wall time, UTC.
  virtual absl::Time Now() const = 0;

  // The process's real clock; lives forever.
  static const Clock& Real();
};

}  // namespace paritrana
