// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/compliance/application/dues/account_ledger.h"

namespace paritrana::compliance {

// One step of one payer's account: which account, and what becomes of it.
struct AccountStep {
  AccountQuery query;
  // Decides on what is held; nothing leaves the account as it is, and an error refuses the step.
  // May run on another thread, and again if the transaction has failed: what it notes for its
  // caller must be written anew each time.
  std::function<absl::StatusOr<std::optional<AccountChange>>(HeldAccount& held)> decide;
};

// Carries steps out, each in a transaction. Thread-safe.
class StepRunner {
 public:
  virtual ~StepRunner() = default;

  // Returns once the step is committed, refused or failed. `step` must live so long. UNAVAILABLE
  // means that nobody knows whether it took effect.
  virtual absl::Status Run(AccountStep& step, absl::Time deadline) = 0;
};

// Carries several steps of different payers out in one transaction. A step that is refused does not
// touch the others; the result is of the transaction as a whole, `outcomes` say how each step went.
absl::Status RunTogether(AccountLedger& ledger, std::span<AccountStep* const> steps,
                         absl::Time deadline, std::vector<absl::Status>& outcomes);

// Each step in a transaction of its own.
class SingleSteps final : public StepRunner {
 public:
  // The ledger must outlive this.
  explicit SingleSteps(AccountLedger& ledger) : ledger_(ledger) {}

  absl::Status Run(AccountStep& step, absl::Time deadline) override;

 private:
  AccountLedger& ledger_;
};

}  // namespace paritrana::compliance
