// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/books/books.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::compliance {
namespace {

using contribution::testing::ShippedBook;

Books BooksOf(Month month, BooksState state) {
  Books books;
  books.month = month;
  books.state = state;
  return books;
}

TEST(BooksOfAMonth, EndOnItsDueDayAsTheRulesOfThenHaveIt) {
  EXPECT_EQ(*LastDayOfBooks(ShippedBook(), Month(2024, 12)), absl::CivilDay(2025, 1, 15));
  // 15 March 2025 is a Saturday.
  EXPECT_EQ(*LastDayOfBooks(ShippedBook(), Month(2025, 2)), absl::CivilDay(2025, 3, 17));
  // The moved due day of 2020.
  EXPECT_EQ(*LastDayOfBooks(ShippedBook(), Month(2020, 8)), absl::CivilDay(2020, 9, 30));
  EXPECT_EQ(ReasonOf(LastDayOfBooks(ShippedBook(), Month(2001, 1)).status())->name, "RULE_UNKNOWN");
}

TEST(BooksOfAMonth, CanNotBeClosedOnTheirLastDay) {
  const absl::CivilDay last(2025, 1, 15);
  EXPECT_EQ(ReasonOf(CheckPassed(last, last))->name, "BOOKS_TOO_EARLY");
  EXPECT_TRUE(CheckPassed(last, last + 1).ok());
}

TEST(BooksOfAMonth, AreClosedMonthByMonth) {
  const Month december(2024, 12);
  EXPECT_TRUE(CheckOrder(std::nullopt, december).ok());
  const auto after = [&](Month month, BooksState state) {
    const absl::Status status = CheckOrder(BooksOf(month, state), december);
    return status.ok() ? "" : std::string(ReasonOf(status)->name);
  };
  EXPECT_EQ(after(Month(2024, 11), BooksState::kClosed), "");
  EXPECT_EQ(after(december, BooksState::kClosed), "");
  EXPECT_EQ(after(Month(2024, 11), BooksState::kClosing), "BOOKS_ORDER");
  EXPECT_EQ(after(Month(2024, 10), BooksState::kClosed), "BOOKS_ORDER");
  EXPECT_EQ(after(Month(2025, 1), BooksState::kClosed), "BOOKS_ORDER");
}

TEST(PaceOfAClose, CountsFromWhereItWasTakenUp) {
  Books books = BooksOf(Month(2024, 12), BooksState::kClosing);
  books.employers_total = 1'000;
  books.employers_when_resumed = 500;
  books.totals.employers = 600;
  const absl::Time begin = books.resumed_at = absl::FromUnixSeconds(1'000'000);
  EXPECT_EQ(PaceOf(books, begin + absl::Seconds(2)).employers_per_second, 50u);
  EXPECT_EQ(PaceOf(books, begin + absl::Seconds(2)).remaining_seconds, 8u);
  EXPECT_EQ(PaceOf(books, begin).employers_per_second, 0u);
  books.totals.employers = 1'100;  // some were registered meanwhile
  EXPECT_EQ(PaceOf(books, begin + absl::Seconds(2)).remaining_seconds, 0u);
  books.state = BooksState::kClosed;
  EXPECT_EQ(PaceOf(books, begin + absl::Seconds(2)).employers_per_second, 0u);
}

}  // namespace
}  // namespace paritrana::compliance
