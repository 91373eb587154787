// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/dues/dues_queries.h"

namespace paritrana::compliance {

// Answers from PostgreSQL: what was declared from tables accrual and charge, what was paid from
// table payment, each by its key's first column, the payer. Thread-safe.
class PostgresDuesQueries : public DuesQueries {
 public:
  // The pool must outlive the queries.
  explicit PostgresDuesQueries(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<AccountRecord> ReadAccount(EmployerId payer, absl::Time deadline) override;
  absl::StatusOr<PeriodRecord> ReadPeriod(EmployerId payer, Month period,
                                          absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
