// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "libs/postgres/pool.h"
#include "services/compliance/application/books/books_ledger.h"

namespace paritrana::compliance {

// Books in PostgreSQL: tables books, closed_obligation, books_mismatch and missing_declaration;
// reads employer, membership, run, submission, line, accrual and charge. Thread-safe.
class PostgresBooksLedger : public BooksLedger {
 public:
  // The pool must outlive the ledger.
  explicit PostgresBooksLedger(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::optional<Books>> Find(Month month, absl::Time deadline) override;
  absl::StatusOr<Books> Begin(const BooksWanted& wanted, absl::Time deadline) override;
  absl::StatusOr<std::optional<Books>> UnderWay(absl::Time deadline) override;
  absl::Status Resume(Month month, absl::Time now, absl::Time deadline) override;
  absl::StatusOr<std::vector<EmployerId>> NextEmployers(std::optional<EmployerId> after,
                                                        std::size_t employers_max,
                                                        absl::Time deadline) override;
  absl::StatusOr<BooksTotals> KeepBlock(const CloseBlock& block, const DueDayOf& due_day,
                                        absl::Time deadline) override;
  absl::Status FinishBlock(const CloseBlock& block, const BooksTotals& totals,
                           absl::Time deadline) override;
  absl::Status Finish(Month month, absl::Time now, absl::Time deadline) override;
  absl::Status NoteProblem(Month month, std::string_view reason, absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
