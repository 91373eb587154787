// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/enforcement/reference_imports.h"

namespace paritrana::compliance {

// Reference data in the tables headcount, minimum_wage and obliged_undertaking. A newer source
// takes the place of an older one; the last of two rows of one import counts. Thread-safe.
class PostgresReferenceBook : public ReferenceBook {
 public:
  // The pool must outlive the book.
  explicit PostgresReferenceBook(postgres::Pool& pool) : pool_(pool) {}

  absl::Status KeepHeadcounts(const DataSource& source, std::span<const Placed<HeadcountRow>> rows,
                              absl::Time now, absl::Time deadline,
                              std::vector<RowVerdict>& verdicts) override;
  absl::Status KeepMinimumWages(const DataSource& source,
                                std::span<const Placed<MinimumWageRow>> rows, absl::Time now,
                                absl::Time deadline, std::vector<RowVerdict>& verdicts) override;
  absl::Status KeepUndertakings(const DataSource& source,
                                std::span<const Placed<UndertakingRow>> rows, absl::Time now,
                                absl::Time deadline, std::vector<RowVerdict>& verdicts) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
