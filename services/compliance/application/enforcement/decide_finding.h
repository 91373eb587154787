// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "services/compliance/application/enforcement/finding_book.h"

namespace paritrana::compliance {

// Confirms or dismisses a finding.
struct DecideFinding {
  OfficerCall call;
  std::int64_t number = 0;
  bool confirm = false;
};

// The use case. Thread-safe.
class DecideFindingHandler {
 public:
  // Both must outlive the handler.
  DecideFindingHandler(FindingBook& findings, const Clock& clock)
      : findings_(findings), clock_(clock) {}

  // FINDING_UNKNOWN, FINDING_STATE_INVALID, OFFICER_REASON_REQUIRED, IDEMPOTENCY_KEY_REUSED.
  absl::StatusOr<NamedFinding> Decide(const DecideFinding& command, absl::Time deadline);

 private:
  FindingBook& findings_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
