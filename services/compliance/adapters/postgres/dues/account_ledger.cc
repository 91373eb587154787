// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/dues/account_ledger.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/dues/account_reads.h"
#include "services/compliance/adapters/postgres/dues/account_writes.h"

namespace paritrana::compliance {
namespace {

class PostgresAccountTransaction : public AccountTransaction {
 public:
  PostgresAccountTransaction(postgres::Pool::Lease lease, postgres::Transaction transaction)
      : lease_(std::move(lease)), transaction_(std::move(transaction)) {}

  absl::StatusOr<std::vector<HeldAccount>> Hold(std::span<const AccountQuery> queries) override {
    return HoldAccounts(*lease_, queries);
  }

  absl::Status Write(std::span<const AccountChange> changes) override {
    return WriteAccounts(*lease_, changes);
  }

  absl::Status Commit() override { return transaction_.Commit(); }

 private:
  postgres::Pool::Lease lease_;
  postgres::Transaction transaction_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<AccountTransaction>> PostgresAccountLedger::Begin(
    absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(postgres::Pool::Lease lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(postgres::Transaction transaction,
                             postgres::Transaction::Begin(*lease));
  return std::make_unique<PostgresAccountTransaction>(std::move(lease), std::move(transaction));
}

}  // namespace paritrana::compliance
