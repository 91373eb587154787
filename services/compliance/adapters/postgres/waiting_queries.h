// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/waiting_queries.h"

namespace paritrana::compliance {

// Lists waiting lines from table waiting_line. Thread-safe.
class PostgresWaitingQueries : public WaitingQueries {
 public:
  // The pool must outlive the queries.
  explicit PostgresWaitingQueries(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<WaitingPage> ListWaiting(const WaitingPageQuery& query,
                                          absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
