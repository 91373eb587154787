// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/rule_book.h"

#include <functional>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::contribution {
namespace {

using ::testing::HasSubstr;
using testing::ShippedBook;
using testing::ShippedRows;

// What Make says about the shipped rows after `spoil`.
std::string Complaint(const std::function<void(RuleRows&)>& spoil) {
  RuleRows rows = ShippedRows();
  spoil(rows);
  const absl::StatusOr<RuleBook> book = RuleBook::Make(std::move(rows));
  if (book.ok()) return "none";
  EXPECT_EQ(ReasonOf(book.status())->name, "RULES_INVALID");
  return std::string(book.status().message());
}

BoundRow& Ceiling2025(RuleRows& rows) {
  for (BoundRow& row : rows.bounds) {
    if (row.origin.rule_id == "PU-JP-CEILING-2025-03") return row;
  }
  return rows.bounds.front();
}

TEST(RuleBook, RefusesAGapAndNamesFileAndLine) {
  const std::string complaint =
      Complaint([](RuleRows& rows) { Ceiling2025(rows).validity.to = Month(2026, 1); });
  EXPECT_THAT(complaint, HasSubstr("data/rules/ceilings.csv:6: PU-JP-CEILING-2026-03"));
  EXPECT_THAT(complaint, HasSubstr("leaves a gap after PU-JP-CEILING-2025-03"));
}

TEST(RuleBook, RefusesAnOverlap) {
  EXPECT_THAT(Complaint([](RuleRows& rows) { Ceiling2025(rows).validity.to = Month(2026, 3); }),
              HasSubstr("overlaps PU-JP-CEILING-2025-03"));
  EXPECT_THAT(Complaint([](RuleRows& rows) { rows.rates.push_back(rows.rates.front()); }),
              HasSubstr("overlaps PU-JKK-I"));
}

TEST(RuleBook, RefusesARowThatEndsBeforeItBegins) {
  EXPECT_THAT(Complaint([](RuleRows& rows) { Ceiling2025(rows).validity.to = Month(2025, 2); }),
              HasSubstr("ends before it begins"));
}

TEST(RuleBook, RefusesNumbersOutsideTheirBounds) {
  EXPECT_THAT(Complaint([](RuleRows& rows) { rows.rates[0].employer_per_100000 = 100'001; }),
              HasSubstr("a rate is outside"));
  EXPECT_THAT(Complaint([](RuleRows& rows) { rows.rates[0].factor_den = 0; }),
              HasSubstr("the factor"));
  EXPECT_THAT(Complaint([](RuleRows& rows) { Ceiling2025(rows).value = 0; }),
              HasSubstr("the value is outside"));
  EXPECT_THAT(Complaint([](RuleRows& rows) { rows.due[0].day = 32; }), HasSubstr("day or offset"));
}

TEST(RuleBook, RefusesReferencesToNothing) {
  EXPECT_THAT(Complaint([](RuleRows& rows) { rows.reliefs.clear(); }), HasSubstr("unknown relief"));
  EXPECT_THAT(Complaint([](RuleRows& rows) { rows.bounds.clear(); }), HasSubstr("has no bounds"));
  EXPECT_THAT(Complaint([](RuleRows& rows) { rows.roundings.clear(); }),
              HasSubstr("no rounding rule"));
}

TEST(RuleBook, RefusesAMissingRiskClass) {
  EXPECT_THAT(Complaint([](RuleRows& rows) { rows.rates.erase(rows.rates.begin()); }),
              HasSubstr("risk classes are incomplete"));
}

TEST(RuleBook, RefusesSlicesThatDoNotMeetOrDoNotAddUp) {
  EXPECT_THAT(Complaint([](RuleRows& rows) { rows.slices[1].over += 1; }),
              HasSubstr("does not begin where the last one ends"));
  EXPECT_THAT(Complaint([](RuleRows& rows) { rows.slices[1].jkk_per_100000 += 1; }),
              HasSubstr("the totals at its top"));
  EXPECT_THAT(Complaint([](RuleRows& rows) { rows.slices.pop_back(); }),
              HasSubstr("the last slice has an end"));
}

TEST(RuleBook, RefusesADayThatIsAHolidayTwice) {
  EXPECT_THAT(Complaint([](RuleRows& rows) { rows.holidays.push_back(rows.holidays.front()); }),
              HasSubstr("stands twice"));
}

TEST(RuleBook, RefusesUnknownReliefs) {
  EXPECT_EQ(ReasonOf(ShippedBook().FindRelief("BPU50").status())->name, "RELIEF_UNKNOWN");
  EXPECT_EQ(ShippedBook().FindRelief("").value(), kNoRelief);
}

TEST(RuleBook, KnowsNothingBeforeItsFirstRow) {
  const RuleSet& rules = ShippedBook().RulesFor({.month = Month(2000, 1)});
  EXPECT_EQ(rules.Of(Programme::kJkm).state, RuleState::kNotInForce);
}

TEST(RuleBook, CanBeReadByMonthsFarAhead) {
  const RuleSet& rules = ShippedBook().RulesFor({.month = Month(2199, 12)});
  EXPECT_EQ(rules.Of(Programme::kJkm).state, RuleState::kInForce);
  EXPECT_EQ(rules.Of(Programme::kJp).state, RuleState::kBoundsUnknown);
}

TEST(RuleBook, RoundsDownIfItsRowSaysSo) {
  RuleRows rows = ShippedRows();
  rows.roundings[0].mode = RoundingRow::Mode::kDown;
  const RuleBook book = RuleBook::Make(std::move(rows)).value();
  EXPECT_EQ(book.RulesFor({.month = Month(2026, 1)}).rounding, RoundingRow::Mode::kDown);
}

TEST(Mandatory, FollowsTheSizeClass) {
  const auto of = [](SizeClass size) {
    return MandatoryProgrammes(ShippedBook(), Segment::kPu, size, Month(2026, 4)).value();
  };
  const ProgrammeSet micro = {Programme::kJkk, Programme::kJkm};
  const ProgrammeSet small = {Programme::kJkk, Programme::kJkm, Programme::kJht};
  const ProgrammeSet large = {Programme::kJkk, Programme::kJkm, Programme::kJht, Programme::kJp};
  EXPECT_EQ(of(SizeClass::kMicro), micro);
  EXPECT_EQ(of(SizeClass::kSmall), small);
  EXPECT_EQ(of(SizeClass::kMedium), large);
  EXPECT_EQ(of(SizeClass::kLarge), large);
}

TEST(Mandatory, IsUnknownWithoutASizeOrARule) {
  const auto reason = [](Segment segment, SizeClass size, Month month) {
    return ReasonOf(MandatoryProgrammes(ShippedBook(), segment, size, month).status())->name;
  };
  EXPECT_EQ(reason(Segment::kPu, SizeClass::kUnspecified, Month(2026, 4)), "RULE_UNKNOWN");
  EXPECT_EQ(reason(Segment::kPu, SizeClass::kMicro, Month(2014, 4)), "RULE_UNKNOWN");
  EXPECT_TRUE(
      MandatoryProgrammes(ShippedBook(), Segment::kJakon, SizeClass::kUnspecified, Month(2026, 4))
          .ok());
}

}  // namespace
}  // namespace paritrana::contribution
