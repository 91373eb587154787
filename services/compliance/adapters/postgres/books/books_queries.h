// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/postgres/pool.h"
#include "services/compliance/application/books/books_queries.h"
#include "services/compliance/application/dues/books_calendar.h"

namespace paritrana::compliance {

// Reads tables missing_declaration and books_mismatch, by their keys. Thread-safe.
class PostgresBooksQueries : public BooksQueries {
 public:
  // The pool must outlive the queries.
  explicit PostgresBooksQueries(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<MissingPage> ListMissing(const MissingWanted& wanted,
                                          absl::Time deadline) override;
  absl::StatusOr<MismatchPage> ListMismatches(Month month, int rows_max,
                                              std::optional<LedgerCursor> after,
                                              absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

// The calendar of table books. A month is closed to payments as soon as its close has begun: what
// is due is kept block by block from then on. Thread-safe.
class PostgresBooksCalendar : public BooksCalendar {
 public:
  // The pool must outlive the calendar.
  explicit PostgresBooksCalendar(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::optional<absl::CivilDay>> ClosedThrough(absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace paritrana::compliance
