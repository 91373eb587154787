// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/change_period.h"

namespace paritrana::compliance {

// Periods in PostgreSQL: tables period and idempotency_key.
//
// A change of the version that no line has part in, as a close is, leaves a version without a row
// in chunk_period. Thread-safe.
class PostgresPeriodRegister : public PeriodRegister {
 public:
  // The pool must outlive the register.
  explicit PostgresPeriodRegister(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<PeriodState> Find(EmployerId payer, Month month, absl::Time deadline) override;
  absl::StatusOr<PeriodState> Apply(const ChangePeriod& change, absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
