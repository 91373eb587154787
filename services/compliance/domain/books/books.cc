// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/books/books.h"

#include <algorithm>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/due_date.h"

namespace paritrana::compliance {

absl::StatusOr<absl::CivilDay> LastDayOfBooks(const contribution::RuleBook& book, Month month) {
  const contribution::DueCase due{month, contribution::Segment::kPu,
                                  contribution::EmployerKind::kPrivate};
  PARITRANA_ASSIGN_OR_RETURN(const contribution::DueDate date,
                             contribution::FindDueDate(book, due));
  return date.day;
}

absl::Status CheckOrder(const std::optional<Books>& newest, Month month) {
  if (!newest || newest->month == month) return absl::OkStatus();
  const bool follows = newest->state == BooksState::kClosed && newest->month + 1 == month;
  return follows ? absl::OkStatus() : MakeError("BOOKS_ORDER", "month");
}

absl::Status CheckPassed(absl::CivilDay last_day, absl::CivilDay today) {
  return today > last_day ? absl::OkStatus() : MakeError("BOOKS_TOO_EARLY", "month");
}

ClosePace PaceOf(const Books& books, absl::Time now) {
  ClosePace pace;
  const std::int64_t milliseconds = absl::ToInt64Milliseconds(now - books.resumed_at);
  const std::uint64_t done = books.totals.employers - books.employers_when_resumed;
  if (books.state != BooksState::kClosing || milliseconds <= 0 || done == 0) return pace;
  pace.employers_per_second = done * 1'000 / static_cast<std::uint64_t>(milliseconds);
  const std::uint64_t left =
      books.employers_total - std::min(books.employers_total, books.totals.employers);
  pace.remaining_seconds = left * static_cast<std::uint64_t>(milliseconds) / done / 1'000;
  return pace;
}

}  // namespace paritrana::compliance
