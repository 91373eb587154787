// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/due_date.h"

#include <utility>

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::contribution {
namespace {

using testing::ReliefOf;
using testing::ShippedBook;
using testing::ShippedRows;

DueCase Private(Month covered) { return {covered, Segment::kPu, EmployerKind::kPrivate}; }

absl::CivilDay DueOn(const DueCase& due) { return FindDueDate(ShippedBook(), due).value().day; }

std::string_view ReasonFor(const absl::Status& status) { return ReasonOf(status)->name; }

TEST(DueDate, IsUnknownForASegmentWithoutARule) {
  DueCase due = Private(Month(2026, 1));
  due.segment = Segment::kPmi;
  EXPECT_EQ(ReasonFor(FindDueDate(ShippedBook(), due).status()), "RULE_UNKNOWN");
}

TEST(DueDate, IsAnExampleForProjectsWithoutFine) {
  DueCase due = Private(Month(2025, 3));
  due.segment = Segment::kJakon;
  const DueDate date = FindDueDate(ShippedBook(), due).value();
  EXPECT_EQ(date.day, absl::CivilDay(2025, 4, 15));
  EXPECT_EQ(date.rule.confidence, Confidence::kExample);
  EXPECT_EQ(ComputeLateFine(ShippedBook(), due, Rupiah(1'000'000), 3).value().amount, Rupiah(0));
}

TEST(DueDate, IsUnknownBeforeTheFirstRule) {
  EXPECT_EQ(ReasonFor(FindDueDate(ShippedBook(), Private(Month(2015, 6))).status()),
            "RULE_UNKNOWN");
}

TEST(DueDate, AsksForTheKindOfEmployerWhereItDecides) {
  DueCase due = Private(Month(2026, 1));
  due.employer_kind = EmployerKind::kUnspecified;
  EXPECT_EQ(ReasonFor(FindDueDate(ShippedBook(), due).status()), "FIELD_REQUIRED");
  due.segment = Segment::kBpu;
  EXPECT_TRUE(FindDueDate(ShippedBook(), due).ok());
}

TEST(DueDate, EndsAShortMonthAndGoesBackToAWorkingDay) {
  const DueDate due = FindDueDate(ShippedBook(), Private(Month(2021, 1))).value();
  EXPECT_EQ(due.nominal, absl::CivilDay(2021, 2, 28));
  EXPECT_EQ(due.day, absl::CivilDay(2021, 2, 26));
}

TEST(DueDate, FollowsTheRowOfItsOwnMonthAroundPp49) {
  EXPECT_EQ(DueOn(Private(Month(2020, 7))), absl::CivilDay(2020, 8, 18 - 1));
  EXPECT_EQ(DueOn(Private(Month(2020, 8))), absl::CivilDay(2020, 9, 30));
  EXPECT_EQ(DueOn(Private(Month(2021, 2))), absl::CivilDay(2021, 3, 15));
  DueCase state = Private(Month(2020, 8));
  state.employer_kind = EmployerKind::kGovernment;
  EXPECT_EQ(DueOn(state), absl::CivilDay(2020, 9, 15));
}

TEST(DueDate, CrossesTheYear) {
  EXPECT_EQ(DueOn(Private(Month(2025, 12))), absl::CivilDay(2026, 1, 15));
}

TEST(DueDate, CountsHolidaysOfTheBookWithoutBeingTold) {
  EXPECT_EQ(DueOn(Private(Month(2026, 1))), absl::CivilDay(2026, 2, 18));
}

TEST(DueDate, CountsCollectiveLeaveAsAWorkingDayIfTheBookSaysSo) {
  RuleRows rows = ShippedRows();
  rows.collective_leave_is_holiday = false;
  const RuleBook book = RuleBook::Make(std::move(rows)).value();
  EXPECT_EQ(FindDueDate(book, Private(Month(2026, 4))).value().day, absl::CivilDay(2026, 5, 15));
  EXPECT_EQ(DueOn(Private(Month(2026, 4))), absl::CivilDay(2026, 5, 18));
}

TEST(MonthsLate, BeginWithTheFirstDayAfterTheShiftedDate) {
  const auto late = [](absl::CivilDay paid) {
    return CountMonthsLate(ShippedBook(), Private(Month(2025, 1)), paid).value();
  };
  EXPECT_EQ(late(absl::CivilDay(2024, 12, 1)), 0);
  EXPECT_EQ(late(absl::CivilDay(2025, 2, 17)), 0);
  EXPECT_EQ(late(absl::CivilDay(2025, 2, 18)), 1);
  EXPECT_EQ(late(absl::CivilDay(2025, 4, 15)), 2);
  EXPECT_EQ(late(absl::CivilDay(2025, 4, 16)), 3);
  EXPECT_EQ(late(absl::CivilDay(2026, 2, 16)), 13);
}

TEST(MonthsLate, GrowOnTheDayThatTheTermsName) {
  for (const Month month : {Month(2020, 10), Month(2020, 12), Month(2021, 1), Month(2025, 1)}) {
    const DueTerms terms = DueTerms::Find(ShippedBook(), Private(month)).value();
    for (absl::CivilDay day = terms.day() - 40; day < terms.day() + 400; ++day) {
      const absl::CivilDay next = terms.NextMonthLateOn(day);
      EXPECT_EQ(terms.MonthsLate(next), terms.MonthsLate(day) + 1) << day;
      EXPECT_EQ(terms.MonthsLate(next - 1), terms.MonthsLate(day)) << day;
    }
  }
}

TEST(MonthsLate, RefuseAThousandYears) {
  const auto status =
      CountMonthsLate(ShippedBook(), Private(Month(2025, 1)), absl::CivilDay(3000, 1, 1)).status();
  EXPECT_EQ(ReasonFor(status), "FIELD_OUT_OF_RANGE");
}

TEST(LateFineTest, RefusesWhatCannotBe) {
  const auto fine = [](std::int64_t arrears, int months) {
    return ReasonFor(
        ComputeLateFine(ShippedBook(), Private(Month(2025, 6)), Rupiah(arrears), months).status());
  };
  EXPECT_EQ(fine(-1, 1), "AMOUNT_NEGATIVE");
  EXPECT_EQ(fine(kArrearsRupiahMax + 1, 1), "AMOUNT_ABSURD");
  EXPECT_EQ(fine(1, -1), "FIELD_OUT_OF_RANGE");
  EXPECT_EQ(fine(1, kMonthsLateMax + 1), "FIELD_OUT_OF_RANGE");
}

TEST(LateFineTest, DoesNotOverflowAtItsLimits) {
  const auto fine = ComputeLateFine(ShippedBook(), Private(Month(2025, 6)),
                                    Rupiah(kArrearsRupiahMax), kMonthsLateMax);
  EXPECT_EQ(fine.value().amount.value(), kArrearsRupiahMax / 50 * kMonthsLateMax);
}

TEST(LateFineTest, RoundsHalfUpOnce) {
  const auto fine = ComputeLateFine(ShippedBook(), Private(Month(2025, 6)), Rupiah(25), 1).value();
  EXPECT_EQ(fine.amount.value(), 1);  // 0.5
}

TEST(LateFineTest, IsNotForGovernmentsAndIsForIndividualsWhoEmploy) {
  DueCase due = Private(Month(2025, 6));
  due.employer_kind = EmployerKind::kGovernment;
  EXPECT_EQ(ComputeLateFine(ShippedBook(), due, Rupiah(1'000'000), 3).value().amount.value(), 0);
  due.employer_kind = EmployerKind::kIndividual;
  EXPECT_EQ(ComputeLateFine(ShippedBook(), due, Rupiah(1'000'000), 3).value().amount.value(),
            60'000);
}

TEST(LateFineTest, TakesTheReliefsRowInItsWindowAndTheUsualOneAfter) {
  DueCase due = Private(Month(2025, 7));
  due.relief = ReliefOf("LABOUR_INTENSIVE_JKK50");
  EXPECT_EQ(ComputeLateFine(ShippedBook(), due, Rupiah(100), 1).value().rule.rule_id,
            "DUE-PU-PRIVATE-PP7-2025-02");
  due.covered = Month(2025, 8);
  EXPECT_EQ(ComputeLateFine(ShippedBook(), due, Rupiah(100), 1).value().rule.rule_id,
            "DUE-PU-PRIVATE-2021-02");
}

}  // namespace
}  // namespace paritrana::contribution
