// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/faulty_accounts.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance::testing {

class FaultyAccounts::Transaction : public AccountTransaction {
 public:
  Transaction(FaultyAccounts& accounts, std::unique_ptr<AccountTransaction> real)
      : accounts_(accounts), real_(std::move(real)) {}

  absl::StatusOr<std::vector<HeldAccount>> Hold(std::span<const AccountQuery> queries) override {
    return real_->Hold(queries);
  }
  absl::Status Write(std::span<const AccountChange> changes) override {
    return real_->Write(changes);
  }
  absl::Status Commit() override {
    const CommitFault fault = accounts_.fault_.exchange(CommitFault::kNone);
    if (fault != CommitFault::kBefore) PARITRANA_RETURN_IF_ERROR(real_->Commit());
    return fault == CommitFault::kNone ? absl::OkStatus() : MakeError("UNAVAILABLE");
  }

 private:
  FaultyAccounts& accounts_;
  std::unique_ptr<AccountTransaction> real_;
};

absl::StatusOr<std::unique_ptr<AccountTransaction>> FaultyAccounts::Begin(absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(auto real, ledger_.Begin(deadline));
  return std::make_unique<Transaction>(*this, std::move(real));
}

}  // namespace paritrana::compliance::testing
