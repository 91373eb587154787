// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/base/month.h"
#include "services/compliance/domain/books/paid.h"

namespace paritrana::compliance {

// Whether what is owed for a period and segment is paid for.
using PaidFor = std::function<bool(const PayerTerms& terms, const SegmentDues& dues)>;

// A period whose lines are looked at again.
struct PaidWalk {
  EmployerId payer;
  Month period;
};

// What one step of a walk did.
struct WalkStep {
  std::uint64_t lines = 0;  // looked at
  std::uint64_t added = 0;
  std::uint64_t taken_back = 0;
  bool done = false;  // the walk has come to its end
};

// What follows from accounts: which lines count as paid for, and which declarations came after all.
// Thread-safe.
class AccountFacts {
 public:
  virtual ~AccountFacts() = default;

  // The next payer, in order of ids, whose accruals are not in its account yet or whose account has
  // changed since it was last looked at. Nothing at the end.
  virtual absl::StatusOr<std::optional<EmployerId>> NextPayer(std::optional<EmployerId> after,
                                                              absl::Time deadline) = 0;

  // Notes which periods of a payer are paid for, queues those whose lines must be looked at, and
  // keeps when a missing declaration came. One transaction, in which the payer is held.
  virtual absl::Status State(EmployerId payer, const PaidFor& paid_for, absl::Time deadline) = 0;

  // The next queued period; nothing at the end.
  virtual absl::StatusOr<std::optional<PaidWalk>> NextWalk(const std::optional<PaidWalk>& after,
                                                           absl::Time deadline) = 0;

  // Looks at the next lines of a period and states what has changed, with the payer held, in one
  // transaction: cut off anywhere it has no effect.
  virtual absl::StatusOr<WalkStep> Walk(const PaidWalk& walk, std::size_t lines_max, absl::Time now,
                                        absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
