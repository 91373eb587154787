// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "services/compliance/domain/books/assessment.h"

namespace paritrana::compliance {

// An employer that is looked at.
struct EmployerToAssess {
  EmployerId id;
  bool declarations_missing = false;
  bool newest_missed = false;
};

// Assesses the employers in the order given, an answer each.
using AssessAll =
    std::function<absl::StatusOr<std::vector<Assessment>>(std::span<const EmployerToAssess>)>;

// What was last stated about employers, and whom to look at again. Thread-safe.
class AssessmentLedger {
 public:
  virtual ~AssessmentLedger() = default;

  // Takes up to `employers_max` queued employers, has them assessed, and states what has changed,
  // in one transaction: cut off anywhere it has no effect. Others in hand elsewhere are passed
  // over. Returns how many were looked at.
  virtual absl::StatusOr<std::size_t> StateNext(std::size_t employers_max, const AssessAll& assess,
                                                absl::CivilDay today, absl::Time now,
                                                absl::Time deadline) = 0;

  // Queues those of the employers that have an account or a missing declaration.
  virtual absl::Status Queue(std::span<const EmployerId> employers, absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
