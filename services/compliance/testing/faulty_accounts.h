// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>

#include "services/compliance/application/dues/account_ledger.h"
#include "services/compliance/testing/faulty_ledger.h"

namespace paritrana::compliance::testing {

// Accounts whose next commit can be made to fail. Thread-safe.
class FaultyAccounts : public AccountLedger {
 public:
  // `ledger` must outlive this one.
  explicit FaultyAccounts(AccountLedger& ledger) : ledger_(ledger) {}

  // Of one transaction, whichever commits first.
  void FailNextCommit(CommitFault fault) { fault_ = fault; }
  // Nothing of a fault that nobody came to remains.
  void Heal() { fault_ = CommitFault::kNone; }

  absl::StatusOr<std::unique_ptr<AccountTransaction>> Begin(absl::Time deadline) override;

 private:
  class Transaction;

  AccountLedger& ledger_;
  std::atomic<CommitFault> fault_ = CommitFault::kNone;
};

}  // namespace paritrana::compliance::testing
