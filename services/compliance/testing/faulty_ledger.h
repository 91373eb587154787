// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>

#include "services/compliance/application/contribution_ledger.h"

namespace paritrana::compliance::testing {

// What goes wrong with a commit, so that its caller hears UNAVAILABLE.
enum class CommitFault {
  kNone,
  kBefore,  // the process ends before it: nothing counts
  kAfter,   // the answer is lost: all of it counts
};

// A ledger whose next commit can be made to fail. Thread-safe.
class FaultyLedger : public ContributionLedger {
 public:
  // `ledger` must outlive this one.
  explicit FaultyLedger(ContributionLedger& ledger) : ledger_(ledger) {}

  // Of one transaction, whichever commits first.
  void FailNextCommit(CommitFault fault) { fault_ = fault; }

  absl::StatusOr<std::unique_ptr<LedgerTransaction>> Begin(EmployerId payer,
                                                           absl::Time deadline) override;

 private:
  class Transaction;

  ContributionLedger& ledger_;
  std::atomic<CommitFault> fault_ = CommitFault::kNone;
};

}  // namespace paritrana::compliance::testing
