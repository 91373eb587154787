// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/identity/identity.h"
#include "libs/postgres/pool.h"
#include "services/compliance/application/run_queries.h"

namespace paritrana::compliance {

// Answers from PostgreSQL: tables run, submission and line. Thread-safe.
class PostgresRunQueries : public RunQueries {
 public:
  // Both must outlive the queries.
  PostgresRunQueries(postgres::Pool& pool, const identity::Vault& vault)
      : pool_(pool), vault_(vault) {}

  absl::StatusOr<RunView> FindRun(const PayerPeriod& period, const std::string& run,
                                  absl::Time deadline) override;
  absl::StatusOr<NumberedPage<RunView>> ListRuns(const PayerPeriod& period, const PageWanted& page,
                                                 absl::Time deadline) override;
  absl::StatusOr<NumberedPage<NamedSubmission>> ListSubmissions(const PayerPeriod& period,
                                                                const std::string& run,
                                                                const PageWanted& page,
                                                                absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
  const identity::Vault& vault_;
};

}  // namespace paritrana::compliance
