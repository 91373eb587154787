// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/line_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "libs/base/reason.h"

namespace paritrana::compliance {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr PostingMonths kMonths = {Month(2024, 12), Month(2025, 1)};
constexpr std::int64_t kInt64Max = std::numeric_limits<std::int64_t>::max();

DeclaredLine GoodLine() {
  DeclaredLine line;
  line.line_id = "L-1";
  line.worker = {WorkerNumber::Kind::kNik, "3174011708900001"};
  line.segment = 1;
  line.reported_wage_rupiah = 5'000'000;
  line.amounts = {{1, 12'000, 0}, {3, 185'000, 100'000}};
  return line;
}

// "REASON field" of each finding; also proves that the reason is in the table.
std::vector<std::string> FindingsOf(const DeclaredLine& line) {
  std::vector<std::string> texts;
  for (const Finding& finding : CheckLine(line, kMonths).findings) {
    EXPECT_NE(FindReason(finding.reason), nullptr) << finding.reason;
    texts.push_back(std::string(finding.reason) + " " + finding.field);
  }
  return texts;
}

TEST(CheckLine, RefusesALineIdThatCannotStandInAUrl) {
  DeclaredLine line = GoodLine();
  for (const std::string& id : {std::string(), std::string("a b"), std::string(65, 'x')}) {
    line.line_id = id;
    EXPECT_THAT(FindingsOf(line), ElementsAre("FIELD_MALFORMED line_id"));
  }
}

TEST(CheckLine, RefusesASegmentThatDoesNotExist) {
  DeclaredLine line = GoodLine();
  for (const int segment : {-1, 0, 5}) {
    line.segment = segment;
    EXPECT_THAT(FindingsOf(line), ElementsAre("SEGMENT_INVALID segment"));
  }
}

TEST(CheckLine, RefusesMonthsThatAreNone) {
  DeclaredLine line = GoodLine();
  line.covered_from = "2024-13";
  EXPECT_THAT(FindingsOf(line), ElementsAre("MONTH_INVALID covered_from"));
  line.covered_from = "2024-12";
  line.covered_to = "Desember";
  EXPECT_THAT(FindingsOf(line), ElementsAre("MONTH_INVALID covered_to"));
}

TEST(CheckLine, RefusesARangeThatEndsBeforeItBegins) {
  DeclaredLine line = GoodLine();
  line.covered_from = "2024-12";
  line.covered_to = "2024-11";
  EXPECT_THAT(FindingsOf(line), ElementsAre("COVERED_RANGE_INVALID covered_to"));
}

TEST(CheckLine, RefusesMonthsFurtherThanSixtyBackOrTwentyFourAhead) {
  DeclaredLine line = GoodLine();
  line.covered_from = "2019-12";
  EXPECT_THAT(FindingsOf(line), ElementsAre("COVERED_RANGE_INVALID covered_from"));
  line.covered_from = "2025-01";
  line.covered_to = "2027-02";
  EXPECT_THAT(FindingsOf(line), ElementsAre("COVERED_RANGE_INVALID covered_to"));
}

TEST(CheckLine, RefusesANegativeAbsurdOrMissingAmount) {
  DeclaredLine line = GoodLine();
  line.amounts = {{1, -1, 0}};
  EXPECT_THAT(FindingsOf(line), ElementsAre("AMOUNT_NEGATIVE amounts[0].employer_rupiah"));
  line.amounts = {{1, 0, kShareRupiahPerMonthMax + 1}};
  EXPECT_THAT(FindingsOf(line), ElementsAre("AMOUNT_ABSURD amounts[0].employee_rupiah"));
  line.amounts = {{1, 0, 0}};
  EXPECT_THAT(FindingsOf(line), ElementsAre("AMOUNT_MISSING amounts"));
}

TEST(CheckLine, LeavesAmountsThatAreNotGivenToTheRules) {
  DeclaredLine line = GoodLine();
  line.amounts.clear();
  line.programmes = {1, 2};
  const CheckedLine checked = CheckLine(line, kMonths);
  ASSERT_TRUE(checked.declaration);
  EXPECT_FALSE(checked.declaration->amounts_given);
  EXPECT_EQ(checked.declaration->programmes, ProgrammeSet({Programme::kJkk, Programme::kJkm}));
  line.programmes = {1, 9, 1};
  EXPECT_THAT(FindingsOf(line),
              ElementsAre("PROGRAMME_UNKNOWN programmes[1]", "PROGRAMME_REPEATED programmes[2]"));
}

TEST(CheckLine, RefusesAnActionThatIsUnknownOrDoesNotFitThePreviousLine) {
  DeclaredLine line = GoodLine();
  line.action = 4;
  EXPECT_THAT(FindingsOf(line), ElementsAre("ENUM_UNKNOWN action"));
  line.action = static_cast<int>(LineAction::kCorrect);
  EXPECT_THAT(FindingsOf(line), ElementsAre("LINE_ACTION_NOT_ALLOWED previous"));
  line.previous = {true, "a b", ""};
  EXPECT_THAT(FindingsOf(line),
              ElementsAre("FIELD_MALFORMED previous.run", "FIELD_MALFORMED previous.line_id"));
  line.previous = {true, "", "L-1"};
  EXPECT_THAT(FindingsOf(line), ElementsAre());
  line.action = 0;
  EXPECT_THAT(FindingsOf(line), ElementsAre("LINE_ACTION_NOT_ALLOWED previous"));
}

TEST(CheckLine, ReadsOnlyTheIdsOfADeletion) {
  DeclaredLine line;
  line.line_id = "L-2";
  line.action = static_cast<int>(LineAction::kDelete);
  line.previous = {true, "", "L-1"};
  line.segment = 99;
  const CheckedLine checked = CheckLine(line, kMonths);
  EXPECT_TRUE(checked.passed());
  EXPECT_FALSE(checked.declaration);
}

TEST(CheckLine, RefusesAPayrollNumberThatIsTooLongOrInvisible) {
  DeclaredLine line = GoodLine();
  const std::string number(41, '7');
  line.payroll_number = number;
  EXPECT_THAT(FindingsOf(line), ElementsAre("FIELD_TOO_LONG payroll_number"));
  line.payroll_number = "K\t7";
  EXPECT_THAT(FindingsOf(line), ElementsAre("FIELD_MALFORMED payroll_number"));
}

TEST(CheckLine, RefusesAnAgeOrMembershipNumberOutOfRange) {
  DeclaredLine line = GoodLine();
  line.age_years = 121;
  line.membership_no = 0x8000'0000;
  EXPECT_THAT(FindingsOf(line),
              ElementsAre("FIELD_OUT_OF_RANGE membership_no", "FIELD_OUT_OF_RANGE age_years"));
}

TEST(CheckLine, RefusesASumBeyondSixtyFourBits) {
  DeclaredLine line = GoodLine();
  line.amounts = {{1, kInt64Max, 1}};
  EXPECT_THAT(FindingsOf(line),
              ElementsAre("AMOUNT_ABSURD amounts[0].employer_rupiah", "AMOUNT_OVERFLOW amounts"));
}

TEST(CheckLine, RefusesAProgrammeThatIsUnknownOrStandsTwice) {
  DeclaredLine line = GoodLine();
  line.amounts = {{6, 1'000, 0}, {0, 1'000, 0}};
  EXPECT_THAT(FindingsOf(line), ElementsAre("PROGRAMME_UNKNOWN amounts[0].programme",
                                            "PROGRAMME_UNKNOWN amounts[1].programme"));
  line.amounts = {{1, 1'000, 0}, {1, 1'000, 0}};
  EXPECT_THAT(FindingsOf(line), ElementsAre("PROGRAMME_REPEATED amounts[1].programme"));
}

TEST(CheckLine, RefusesANegativeOrAbsurdWage) {
  DeclaredLine line = GoodLine();
  line.reported_wage_rupiah = -1;
  EXPECT_THAT(FindingsOf(line), ElementsAre("WAGE_INVALID reported_wage_rupiah"));
  line.reported_wage_rupiah = kReportedWageRupiahMax + 1;
  EXPECT_THAT(FindingsOf(line), ElementsAre("WAGE_INVALID reported_wage_rupiah"));
}

TEST(CheckLine, NamesEveryFaultOfALine) {
  DeclaredLine line = GoodLine();
  line.segment = 9;
  line.reported_wage_rupiah = -1;
  line.amounts = {{9, -1, 0}};
  EXPECT_THAT(FindingsOf(line),
              ElementsAre("SEGMENT_INVALID segment", "WAGE_INVALID reported_wage_rupiah",
                          "AMOUNT_NEGATIVE amounts[0].employer_rupiah",
                          "PROGRAMME_UNKNOWN amounts[0].programme"));
}

TEST(CheckLine, TakesThePeriodWhenNoMonthIsGiven) {
  const CheckedLine checked = CheckLine(GoodLine(), kMonths);
  ASSERT_TRUE(checked.declaration);
  EXPECT_EQ(checked.declaration->covered, (CoveredRange{kMonths.period, kMonths.period}));
}

TEST(CheckLine, TakesTheFirstMonthWhenNoLastIsGiven) {
  DeclaredLine line = GoodLine();
  line.covered_from = "2024-03";
  const CheckedLine checked = CheckLine(line, kMonths);
  ASSERT_TRUE(checked.declaration);
  EXPECT_EQ(checked.declaration->covered, (CoveredRange{Month(2024, 3), Month(2024, 3)}));
}

TEST(CheckLine, AcceptsTheWholeRangeFromSixtyBackToTwentyFourAhead) {
  DeclaredLine line = GoodLine();
  line.covered_from = "2020-01";
  line.covered_to = "2027-01";
  EXPECT_THAT(FindingsOf(line), IsEmpty());
}

TEST(CheckLine, AddsUpBothSharesOfAllProgrammes) {
  const CheckedLine checked = CheckLine(GoodLine(), kMonths);
  ASSERT_TRUE(checked.declaration);
  EXPECT_EQ(checked.declaration->total, Rupiah(297'000));
  EXPECT_EQ(checked.declaration->amounts[2], (Shares{Rupiah(185'000), Rupiah(100'000)}));
  EXPECT_EQ(checked.declaration->amounts[1], Shares{});
}

TEST(CheckLine, MeasuresAnAmountAgainstTheNumberOfMonthsItPaysFor) {
  DeclaredLine line = GoodLine();
  line.amounts = {{1, 12 * kShareRupiahPerMonthMax, 0}};
  EXPECT_THAT(FindingsOf(line), ElementsAre("AMOUNT_ABSURD amounts[0].employer_rupiah"));
  line.covered_from = "2024-01";
  line.covered_to = "2024-12";
  EXPECT_THAT(FindingsOf(line), IsEmpty());
}

}  // namespace
}  // namespace paritrana::compliance
