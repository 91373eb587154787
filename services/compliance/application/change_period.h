// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/base/month.h"

namespace paritrana::compliance {

// Closes a payer's period to further submissions, or opens it again.
struct ChangePeriod {
  std::string idempotency_key;
  EmployerId payer;
  Month month;
  bool close = false;
  absl::Time now;
};

struct PeriodState {
  bool closed = false;
  std::uint64_t version = 0;  // grows by one with each change, from 1; 0: never closed
};

// Keeps which periods are closed. Thread-safe.
class PeriodRegister {
 public:
  virtual ~PeriodRegister() = default;

  // Applies a change once: the same key again gets the first answer, also when the period has
  // changed since. A change to the state it has already changes nothing. Waits for a post of the
  // same payer that is under way. IDEMPOTENCY_KEY_REUSED if the key stood for another change.
  virtual absl::StatusOr<PeriodState> Apply(const ChangePeriod& change, absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
