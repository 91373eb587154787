// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/application/dues/account_step.h"

namespace paritrana::compliance {

// What a payer's account came to after it was refreshed.
struct RefreshedAccount {
  // Version of the account, 0 if the payer has none: nothing was ever declared or paid.
  std::uint64_t version = 0;
  // True if the refresh made this version: accruals were taken in, or money moved.
  bool changed = false;
};

// Takes what was declared since the last time into a payer's account: advances are allocated to new
// obligations, what a correction took away is released. Thread-safe.
class AccountRefresher {
 public:
  virtual ~AccountRefresher() = default;

  // Refreshes the account of one payer, holding it against payments meanwhile, and marks the
  // accruals it has seen as no longer pending, in the same transaction. Harmless to repeat.
  // UNAVAILABLE, DEADLINE_EXCEEDED and ABORTED may be tried again.
  virtual absl::StatusOr<RefreshedAccount> Refresh(EmployerId payer, absl::Time now,
                                                   absl::Time deadline) = 0;
};

// Refreshes accounts by replaying them. Thread-safe; blocks for the time of a transaction.
class ReplayingRefresher final : public AccountRefresher {
 public:
  // Both must outlive the refresher.
  ReplayingRefresher(StepRunner& runner, const contribution::RuleBook& rules)
      : runner_(runner), rules_(rules) {}

  absl::StatusOr<RefreshedAccount> Refresh(EmployerId payer, absl::Time now,
                                           absl::Time deadline) override;

 private:
  StepRunner& runner_;
  const contribution::RuleBook& rules_;
};

}  // namespace paritrana::compliance
