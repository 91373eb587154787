// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/compliance/application/books/close_step.h"
#include "services/compliance/domain/amount_check.h"
#include "services/compliance/domain/books/books.h"
#include "services/compliance/domain/vocabulary.h"

namespace paritrana::compliance {

// Who asks for the books of a month to be closed.
struct BooksWanted {
  Month month;
  absl::CivilDay as_of;
  std::string requested_by;
  absl::Time now;
};

// The day by which a payer of these terms must have paid for the month in a segment; nothing where
// no rule is known.
using DueDayOf =
    std::function<std::optional<absl::CivilDay>(const PayerTerms& terms, Segment segment)>;

// Where the books of months are kept. Thread-safe.
class BooksLedger {
 public:
  virtual ~BooksLedger() = default;

  // The books of a month; nothing if nobody asked to close them.
  virtual absl::StatusOr<std::optional<Books>> Find(Month month, absl::Time deadline) = 0;

  // Begins to close the books of a month, or finds them begun. BOOKS_ORDER.
  virtual absl::StatusOr<Books> Begin(const BooksWanted& wanted, absl::Time deadline) = 0;

  // The books that are being closed: one month at most.
  virtual absl::StatusOr<std::optional<Books>> UnderWay(absl::Time deadline) = 0;

  // Notes that a close goes on from where it is.
  virtual absl::Status Resume(Month month, absl::Time now, absl::Time deadline) = 0;

  // The next employers in order of id.
  virtual absl::StatusOr<std::vector<EmployerId>> NextEmployers(std::optional<EmployerId> after,
                                                                std::size_t employers_max,
                                                                absl::Time deadline) = 0;

  // Keeps what the employers of a block owed, what does not agree, and who had not declared, in one
  // transaction that sees one moment. Doing it again takes the place of what was kept before.
  virtual absl::StatusOr<BooksTotals> KeepBlock(const CloseBlock& block, const DueDayOf& due_day,
                                                absl::Time deadline) = 0;

  // Counts a block as done.
  virtual absl::Status FinishBlock(const CloseBlock& block, const BooksTotals& totals,
                                   absl::Time deadline) = 0;

  // Looks once more at who had not declared: a declaration may have been under way while its
  // employer's block was closed. Then closes the books for good.
  virtual absl::Status Finish(Month month, absl::Time now, absl::Time deadline) = 0;

  // Keeps why a close stopped.
  virtual absl::Status NoteProblem(Month month, std::string_view reason, absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
