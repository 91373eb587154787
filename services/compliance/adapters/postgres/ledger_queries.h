// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/ledger_queries.h"

namespace paritrana::compliance {

// Answers from PostgreSQL: what counts from table line, what happened from tables chunk_period,
// line and entry. Goes from the period over its submissions to their lines by primary keys, so that
// reading back needs no index that posting would have to keep. Thread-safe.
class PostgresLedgerQueries : public LedgerQueries {
 public:
  // The pool must outlive the queries.
  explicit PostgresLedgerQueries(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<LedgerTotals> GetTotals(const PayerPeriod& period, absl::Time deadline) override;
  absl::StatusOr<LedgerPage<LedgerWorkerView>> ListWorkers(const PayerPeriod& period,
                                                           const LedgerPageWanted& page,
                                                           absl::Time deadline) override;
  absl::StatusOr<LedgerPage<LedgerChangeView>> ListChanges(const PayerPeriod& period,
                                                           std::uint64_t since_version,
                                                           const LedgerPageWanted& page,
                                                           absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
