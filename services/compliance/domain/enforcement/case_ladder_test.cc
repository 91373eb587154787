// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/case_ladder.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "services/compliance/testing/enforcement/rules.h"

namespace paritrana::compliance {
namespace {

using absl::CivilDay;
using contribution::testing::ShippedBook;
using testing::ShippedEnforcement;

LadderRow Clock(int days, LadderRow::Days kind = LadderRow::Days::kWorking) {
  LadderRow row;
  row.origin.rule_id = "TEST";
  row.respond_days = days;
  row.days = kind;
  row.validity.from = Month(2013, 12);
  return row;
}

std::vector<LadderRow> WholeLadder() {
  std::vector<LadderRow> rows;
  for (int step = 1; step <= kCaseStepLast; ++step) {
    rows.push_back(Clock(10));
    rows.back().step = static_cast<CaseStep>(step);
  }
  return rows;
}

std::string ReasonOfLadder(std::vector<LadderRow> rows) {
  const auto ladder = CaseLadder::Make(std::move(rows));
  return ladder.ok() ? "OK" : std::string(ReasonOf(ladder.status())->name);
}

struct ClockCase {
  const char* what;
  CivilDay taken_on;
  int days;
  CivilDay respond_by;
};

TEST(CaseClock, CountsWorkingDaysAcrossWeekendsAndHolidaysOfTheBook) {
  const ClockCase cases[] = {
      {"no wait ends on the day itself", CivilDay(2026, 3, 2), 0, CivilDay(2026, 3, 2)},
      {"the day of the step does not count", CivilDay(2026, 3, 2), 1, CivilDay(2026, 3, 3)},
      {"a Friday is followed by a Monday", CivilDay(2026, 3, 6), 1, CivilDay(2026, 3, 9)},
      {"a step on a Saturday", CivilDay(2026, 3, 7), 1, CivilDay(2026, 3, 9)},
      {"two weeks without a holiday", CivilDay(2026, 3, 2), 10, CivilDay(2026, 3, 16)},
      {"Nyepi and its leave", CivilDay(2026, 3, 16), 3, CivilDay(2026, 3, 23)},
      {"Ascension, its leave and a weekend", CivilDay(2026, 5, 11), 10, CivilDay(2026, 5, 27)},
      {"Independence Day on a Monday", CivilDay(2026, 8, 14), 1, CivilDay(2026, 8, 18)},
  };
  for (const ClockCase& c : cases) {
    EXPECT_EQ(RespondBy(ShippedBook(), Clock(c.days), c.taken_on, {}), c.respond_by) << c.what;
  }
}

TEST(CaseClock, CountsCalendarDaysWithoutLookingAtWeekends) {
  const LadderRow row = Clock(30, LadderRow::Days::kCalendar);
  EXPECT_EQ(RespondBy(ShippedBook(), row, CivilDay(2026, 3, 6), {}), CivilDay(2026, 4, 5));
}

TEST(CaseClock, LeavesStoppedDaysOut) {
  const std::vector<ClockStop> week = {{CivilDay(2026, 3, 4), CivilDay(2026, 3, 11)}};
  EXPECT_EQ(RespondBy(ShippedBook(), Clock(2), CivilDay(2026, 3, 2), week), CivilDay(2026, 3, 11));
  const std::vector<ClockStop> twice = {{CivilDay(2026, 3, 3), CivilDay(2026, 3, 5)},
                                        {CivilDay(2026, 3, 5), CivilDay(2026, 3, 10)}};
  EXPECT_EQ(RespondBy(ShippedBook(), Clock(1), CivilDay(2026, 3, 2), twice), CivilDay(2026, 3, 10));
}

TEST(CaseClock, HasNoEndWhileItStands) {
  const std::vector<ClockStop> open = {{CivilDay(2026, 3, 4), std::nullopt}};
  EXPECT_EQ(RespondBy(ShippedBook(), Clock(2), CivilDay(2026, 3, 2), open), std::nullopt);
  EXPECT_EQ(RespondBy(ShippedBook(), Clock(1), CivilDay(2026, 3, 2), open), CivilDay(2026, 3, 3));
}

TEST(CaseClock, SaysHowManyDaysAreLeft) {
  EXPECT_EQ(DaysLeft(ShippedBook(), Clock(10), CivilDay(2026, 5, 12), CivilDay(2026, 5, 18)), 2);
  EXPECT_EQ(DaysLeft(ShippedBook(), Clock(10), CivilDay(2026, 5, 18), CivilDay(2026, 5, 18)), 0);
  EXPECT_EQ(DaysLeft(ShippedBook(), Clock(10), CivilDay(2026, 6, 1), CivilDay(2026, 5, 18)), 0);
}

TEST(CaseLadder, RefusesLaddersThatCannotBe) {
  EXPECT_EQ(ReasonOfLadder(WholeLadder()), "OK");
  auto rows = WholeLadder();
  rows.pop_back();
  EXPECT_EQ(ReasonOfLadder(rows), "RULES_INVALID") << "a step lacks";
  rows = WholeLadder();
  rows.push_back(rows[2]);
  EXPECT_EQ(ReasonOfLadder(rows), "RULES_INVALID") << "a step is doubled";
  rows = WholeLadder();
  rows[1].respond_days = -1;
  EXPECT_EQ(ReasonOfLadder(rows), "RULES_INVALID") << "a wait below zero";
  rows = WholeLadder();
  rows[1].fine_per_100000 = 100;
  EXPECT_EQ(ReasonOfLadder(rows), "RULES_INVALID") << "a fine outside of its step";
  rows = WholeLadder();
  rows[3].validity.to = Month(2012, 1);
  EXPECT_EQ(ReasonOfLadder(rows), "RULES_INVALID") << "ends before it begins";
}

TEST(CaseLadder, ShipsTheDecreesClocks) {
  const CaseLadder& ladder = ShippedEnforcement().ladder;
  const CivilDay day(2026, 3, 2);
  EXPECT_EQ(ladder.RowFor(CaseStep::kWarning1, day)->respond_days, 10);
  EXPECT_EQ(ladder.RowFor(CaseStep::kWarning2, day)->days, LadderRow::Days::kWorking);
  EXPECT_EQ(ladder.RowFor(CaseStep::kFine, day)->fine_per_100000, 100);
  EXPECT_EQ(ladder.RowFor(CaseStep::kNotice, day)->origin.confidence,
            contribution::Confidence::kExample);
  EXPECT_EQ(ladder.RowFor(CaseStep::kNotice, CivilDay(2013, 11, 30)), nullptr);
}

TEST(AdministrativeFine, IsRoundedHalfUpAndIsNotTheLateFine) {
  const LadderRow* row = ShippedEnforcement().ladder.RowFor(CaseStep::kFine, CivilDay(2026, 3, 2));
  EXPECT_EQ(ComputeAdministrativeFine(*row, Rupiah(57'000'000))->amount, Rupiah(57'000));
  EXPECT_EQ(ComputeAdministrativeFine(*row, Rupiah(1'499))->amount, Rupiah(1));
  EXPECT_EQ(ComputeAdministrativeFine(*row, Rupiah(1'500))->amount, Rupiah(2));
  EXPECT_EQ(ReasonOf(ComputeAdministrativeFine(*row, Rupiah(-1)).status())->name, "AMOUNT_ABSURD");
}

}  // namespace
}  // namespace paritrana::compliance
