// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/books/close_books.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/day.h"
#include "services/compliance/domain/dues/due_terms.h"

namespace paritrana::compliance {
namespace {

// Employers of one block: with 45 lines each some ten thousand lines a transaction, far below what
// a statement may take, and large enough that the round trips do not show.
constexpr std::size_t kEmployersPerBlock = 500;

}  // namespace

CloseBooksHandler::CloseBooksHandler(BooksLedger& ledger, const contribution::RuleBook& rules,
                                     const Clock& clock, std::vector<CloseStep*> steps)
    : ledger_(ledger), rules_(rules), clock_(clock), steps_(std::move(steps)) {}

absl::StatusOr<Books> CloseBooksHandler::Start(Month month, const std::string& requested_by,
                                               absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const absl::CivilDay as_of, LastDayOfBooks(rules_, month));
  const absl::Time now = clock_.Now();
  PARITRANA_RETURN_IF_ERROR(CheckPassed(as_of, DayInWib(now)));
  return ledger_.Begin({month, as_of, requested_by, now}, deadline);
}

absl::StatusOr<Books> CloseBooksHandler::Get(Month month, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(std::optional<Books> books, ledger_.Find(month, deadline));
  if (books) return *std::move(books);
  Books open;
  open.month = month;
  PARITRANA_ASSIGN_OR_RETURN(open.as_of, LastDayOfBooks(rules_, month));
  return open;
}

absl::StatusOr<BooksTotals> CloseBooksHandler::Close(const CloseBlock& block, absl::Time deadline) {
  const DueDayOf due_day = [&](const PayerTerms& terms,
                               Segment segment) -> std::optional<absl::CivilDay> {
    const auto due = DueTermsOf(rules_, terms, block.month, segment);
    if (!due) return std::nullopt;
    return due->day();
  };
  PARITRANA_ASSIGN_OR_RETURN(const BooksTotals totals, ledger_.KeepBlock(block, due_day, deadline));
  for (CloseStep* step : steps_) PARITRANA_RETURN_IF_ERROR(step->Run(block, deadline));
  PARITRANA_RETURN_IF_ERROR(ledger_.FinishBlock(block, totals, deadline));
  return totals;
}

absl::StatusOr<CloseBooksHandler::Taken> CloseBooksHandler::Take(const Books& books,
                                                                 absl::Time deadline) {
  const absl::Time now = clock_.Now();
  if (resumed_ != books.month) {
    PARITRANA_RETURN_IF_ERROR(ledger_.Resume(books.month, now, deadline));
    resumed_ = books.month;
  }
  PARITRANA_ASSIGN_OR_RETURN(
      const std::vector<EmployerId> employers,
      ledger_.NextEmployers(books.last_employer, kEmployersPerBlock, deadline));
  Taken taken;
  if (employers.empty()) {
    PARITRANA_RETURN_IF_ERROR(ledger_.Finish(books.month, now, deadline));
    taken.closed = true;
    return taken;
  }
  PARITRANA_ASSIGN_OR_RETURN(
      taken.totals,
      Close({books.month, books.as_of, DayInWib(now), employers, books.last_employer}, deadline));
  return taken;
}

absl::StatusOr<CloseBooksHandler::Taken> CloseBooksHandler::TakeBlock(absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const std::optional<Books> books, ledger_.UnderWay(deadline));
  if (!books) return Taken{.idle = true, .totals = {}, .closed = false};
  absl::StatusOr<Taken> taken = Take(*books, deadline);
  if (!taken.ok()) {
    ledger_.NoteProblem(books->month, ReasonOf(taken.status())->name, deadline).IgnoreError();
  }
  return taken;
}

}  // namespace paritrana::compliance
