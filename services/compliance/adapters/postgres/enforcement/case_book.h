// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/enforcement/case_book.h"

namespace paritrana::compliance {

// Cases in the tables case_file and case_event. Thread-safe.
class PostgresCaseBook : public CaseBook {
 public:
  // The pool must outlive the book.
  explicit PostgresCaseBook(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::optional<StoredCase>> FindAnswer(const KeyedRequest& call,
                                                       absl::Time deadline) override;
  absl::StatusOr<StoredCase> Open(const KeyedRequest& call, const StoredCase& opened,
                                  absl::Time deadline) override;
  absl::StatusOr<StoredCase> Append(const KeyedRequest& call, const StoredCase& read,
                                    std::span<const CaseEvent> events,
                                    absl::Time deadline) override;
  absl::StatusOr<StoredCase> Find(std::int64_t number, absl::Time deadline) override;
  absl::StatusOr<std::vector<StoredCase>> ListOf(const Subject& subject,
                                                 absl::Time deadline) override;
  absl::StatusOr<CasePage> List(const CasePageQuery& query, absl::Time deadline) override;
  absl::StatusOr<std::vector<StoredCase>> WithPlan(std::span<const EmployerId> employers,
                                                   absl::Time deadline) override;
  absl::StatusOr<FlagSet> ConfirmedFlags(const Subject& subject, absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
