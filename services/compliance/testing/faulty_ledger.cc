// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/faulty_ledger.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance::testing {

class FaultyLedger::Transaction : public LedgerTransaction {
 public:
  Transaction(FaultyLedger& ledger, std::unique_ptr<LedgerTransaction> real)
      : ledger_(ledger), real_(std::move(real)) {}

  absl::StatusOr<LedgerState> Read(const LedgerQuery& query) override { return real_->Read(query); }
  absl::StatusOr<std::vector<LedgerLine>> ReadLive(std::int64_t run_no, std::int64_t most,
                                                   std::int64_t& after) override {
    return real_->ReadLive(run_no, most, after);
  }
  absl::StatusOr<Position> Write(const LedgerEntry& entry) override { return real_->Write(entry); }
  absl::Status Commit() override {
    const CommitFault fault = ledger_.fault_.exchange(CommitFault::kNone);
    if (fault != CommitFault::kBefore) PARITRANA_RETURN_IF_ERROR(real_->Commit());
    return fault == CommitFault::kNone ? absl::OkStatus() : MakeError("UNAVAILABLE");
  }

 private:
  FaultyLedger& ledger_;
  std::unique_ptr<LedgerTransaction> real_;
};

absl::StatusOr<std::unique_ptr<LedgerTransaction>> FaultyLedger::Begin(EmployerId payer,
                                                                       absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(auto real, ledger_.Begin(payer, deadline));
  return std::make_unique<Transaction>(*this, std::move(real));
}

}  // namespace paritrana::compliance::testing
