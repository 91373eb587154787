// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "libs/postgres/pool.h"
#include "services/compliance/application/submission_queries.h"

namespace paritrana::compliance {

// Answers from PostgreSQL. Payers once found are remembered: an employer's id never changes, and
// every call asks for it. Thread-safe.
class PostgresSubmissionQueries : public SubmissionQueries {
 public:
  // Both must outlive the queries.
  PostgresSubmissionQueries(postgres::Pool& pool, const identity::Vault& vault)
      : pool_(pool), vault_(vault) {}

  absl::StatusOr<EmployerId> FindPayer(std::string_view employer_ref, absl::Time deadline) override;
  absl::StatusOr<std::optional<Submission>> FindSubmission(const SubmissionKey& key,
                                                           absl::Time deadline) override;
  absl::StatusOr<LinePage> ListLines(const LinePageQuery& query, absl::Time deadline) override;

 private:
  std::optional<EmployerId> Remembered(const std::string& employer_ref);
  void Remember(const std::string& employer_ref, EmployerId payer);

  postgres::Pool& pool_;
  const identity::Vault& vault_;
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, EmployerId> payers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paritrana::compliance
