// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/position.h"

namespace paritrana::compliance {

// What a caller has seen written in registration and wants compliance to know before it judges.
struct FactsWanted {
  Position participants;
  Position employers;
};

// Waits for the copy of registration's facts. Waiting holds no connection to the database and burns
// no time. Thread-safe.
class FactWaiter {
 public:
  virtual ~FactWaiter() = default;

  // Returns at once when nothing is wanted. POSITION_NOT_REACHED if the copy has not come so far by
  // `deadline`: the same call may succeed later.
  virtual absl::Status WaitFor(const FactsWanted& wanted, absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
