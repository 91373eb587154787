// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/base/month.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/rule_book.h"

// The books of a month: what all payers owed for it when they were closed.
namespace paritrana::compliance {

// Numbers are those of the contract (paritrana.compliance.v1.BooksState).
enum class BooksState : std::uint8_t { kOpen = 1, kClosing = 2, kClosed = 3 };

// What a close has gone over so far.
struct BooksTotals {
  std::uint64_t employers = 0;
  std::uint64_t obligations = 0;  // one an employer and segment
  Rupiah rupiah;                  // of the obligations
  std::uint64_t lines = 0;        // recounted
  std::uint64_t missing = 0;      // employers that were expected to declare and had not
  std::uint64_t mismatches = 0;   // payers and segments whose accruals and lines did not agree

  friend bool operator==(const BooksTotals&, const BooksTotals&) = default;
};

struct Books {
  Month month;
  BooksState state = BooksState::kOpen;
  absl::CivilDay as_of;  // the last day they take in
  std::string requested_by;
  absl::Time requested_at;
  std::optional<absl::Time> closed_at;
  std::uint64_t employers_total = 0;        // when the close began
  std::optional<EmployerId> last_employer;  // of the last block that is done
  BooksTotals totals;
  absl::Time resumed_at;  // when the close was begun or last taken up
  std::uint64_t employers_when_resumed = 0;
  std::string problem;  // reason of the last failure; empty while all is well
};

// The last day that the books of a month take in: the day by which private employers must have paid
// for their wage earners. Other payers' days lie before it. RULE_UNKNOWN.
absl::StatusOr<absl::CivilDay> LastDayOfBooks(const contribution::RuleBook& book, Month month);

// Whether the books of `month` may be closed after those of `newest`, if there are any; those of
// `newest` itself may. BOOKS_ORDER.
absl::Status CheckOrder(const std::optional<Books>& newest, Month month);

// BOOKS_TOO_EARLY on the last day of the books and before.
absl::Status CheckPassed(absl::CivilDay last_day, absl::CivilDay today);

// How fast a close goes, and how long it still takes at this rate; both 0 where nothing can be
// said.
struct ClosePace {
  std::uint64_t employers_per_second = 0;
  std::uint64_t remaining_seconds = 0;
};
ClosePace PaceOf(const Books& books, absl::Time now);

}  // namespace paritrana::compliance
