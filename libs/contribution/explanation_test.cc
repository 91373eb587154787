// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/contribution/placement.h"
#include "libs/contribution/project.h"
#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::contribution {
namespace {

using ::testing::HasSubstr;
using testing::ReliefOf;
using testing::ShippedBook;

MonthlyCase Wage(std::int64_t wage, Programme programme) {
  MonthlyCase month;
  month.month = Month(2026, 4);
  month.risk_class = RiskClass::kIV;
  month.programmes = {programme};
  month.income = Rupiah(wage);
  return month;
}

std::string English(const MonthlyCase& month) {
  return Explain(Calculate(ShippedBook(), month).value(), Language::kEnglish);
}

TEST(Explanation, NamesARefusal) {
  MonthlyCase month = Wage(5'000'000, Programme::kJp);
  month.month = Month(2027, 3);
  EXPECT_THAT(English(month), HasSubstr("JP: RULE_CEILING_UNKNOWN"));
}

TEST(Explanation, ShowsCeilingRatesAndLegalBasis) {
  MonthlyCase month = Wage(15'000'000, Programme::kJp);
  month.age = Age::OnFirstOf(month.month, 40);
  EXPECT_EQ(English(month),
            "JP: 11,086,300 (ceiling PU-JP-CEILING-2026-03) x 2 % = 221,726 employer, x 1 % = "
            "110,863 employee [PU-JP, PP 45/2015 art.28-29]");
}

TEST(Explanation, ShowsTheAmountBeforeRounding) {
  EXPECT_THAT(English(Wage(4'321'987, Programme::kJkk)),
              HasSubstr("x 1.27 % = 54,889.2349, rounded 54,889 employer"));
}

TEST(Explanation, ShowsReliefsThatHoldAndSaysWhenOneDoesNot) {
  MonthlyCase month = Wage(1'000'000, Programme::kJkm);
  month.segment = Segment::kBpu;
  month.relief = ReliefOf("BPU50_OTHER");
  EXPECT_THAT(English(month), HasSubstr("fixed 6,800 x 1/2 (relief BPU50_OTHER) = 3,400 employee"));
  month.month = Month(2026, 3);
  EXPECT_THAT(English(month), HasSubstr("the relief does not hold here, normal rate"));
}

TEST(Explanation, SaysWhatItAssumes) {
  MonthlyCase month = Wage(3'000'000, Programme::kJkk);
  month.segment = Segment::kBpu;
  EXPECT_THAT(English(month), HasSubstr("provisional"));
  month.month = Month(2026, 12);
  EXPECT_THAT(English(month), HasSubstr("a month after the sources were read"));
}

TEST(Explanation, SpeaksIndonesian) {
  const Calculation calculation =
      Calculate(ShippedBook(), Wage(10'000'000, Programme::kJkm)).value();
  EXPECT_THAT(Explain(calculation, Language::kIndonesian),
              HasSubstr("10.000.000 x 0,3 % = 30.000 pemberi kerja"));
}

TEST(Explanation, ShowsSlicesAndPackages) {
  const ProgrammeSet both = {Programme::kJkk, Programme::kJkm};
  const auto project =
      Calculate(ShippedBook(), ProjectCase{Month(2026, 5), both, Rupiah(250'000'000)});
  EXPECT_THAT(Explain(*project, Language::kEnglish),
              HasSubstr("slice 1 100,000,000 x 0.21 % + slice 2 150,000,000 x 0.17 % = 465,000"));
  const auto package =
      Calculate(ShippedBook(), PlacementCase{Month(2024, 8), both, {false, 12, 2}, {}});
  EXPECT_THAT(Explain(*package, Language::kEnglish), HasSubstr("2 extra months x 13,500"));
}

TEST(Explanation, HasATextForEveryNote) {
  for (int note = 1; note <= static_cast<int>(Note::kSplitNotPublished); ++note) {
    EXPECT_FALSE(TextOf(static_cast<Note>(note), Language::kEnglish).empty());
    EXPECT_FALSE(TextOf(static_cast<Note>(note), Language::kIndonesian).empty());
  }
}

}  // namespace
}  // namespace paritrana::contribution
