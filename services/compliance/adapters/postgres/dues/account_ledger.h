// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "libs/postgres/pool.h"
#include "services/compliance/application/dues/account_ledger.h"

namespace paritrana::compliance {

// Accounts in PostgreSQL: tables payer_account, account_version, payment and allocation, with
// accrual and employer, which others write.
//
// A transaction makes two round trips and a commit, however many accounts it holds. Whoever holds
// an account waits for others who do; postings of lines neither wait nor are waited for.
// Thread-safe.
class PostgresAccountLedger : public AccountLedger {
 public:
  // The pool must outlive the ledger.
  explicit PostgresAccountLedger(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::unique_ptr<AccountTransaction>> Begin(absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
