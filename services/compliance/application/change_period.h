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
  // Of a close only: the version the payer has seen, 0 for any; and whether waiting lines may stay.
  std::uint64_t expected_version = 0;
  bool close_with_waiting = false;
};

struct PeriodState {
  bool closed = false;
  std::uint64_t version = 0;  // grows by one with each change, from 1; 0: never posted to or closed
  std::uint64_t waiting = 0;  // lines
  bool nil_return = false;    // a nil return stands and no line counts

  friend bool operator==(const PeriodState&, const PeriodState&) = default;
};

// Keeps which periods are closed. Thread-safe.
class PeriodRegister {
 public:
  virtual ~PeriodRegister() = default;

  // Reads how a period stands now. One that nobody ever touched is open, at version 0.
  virtual absl::StatusOr<PeriodState> Find(EmployerId payer, Month month, absl::Time deadline) = 0;

  // Applies a change once: the same key again gets the first answer, also when the period has
  // changed since. A change to the state it has already changes nothing. Waits for a post of the
  // same payer that is under way. IDEMPOTENCY_KEY_REUSED if the key stood for another change,
  // PERIOD_VERSION_DIFFERS, PERIOD_HAS_WAITING_LINES.
  virtual absl::StatusOr<PeriodState> Apply(const ChangePeriod& change, absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
