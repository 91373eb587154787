// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/shares.h"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "libs/base/reason.h"
#include "libs/contribution/calculation.h"
#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::contribution {
namespace {

using testing::ReliefOf;
using testing::ShippedBook;

constexpr ProgrammeSet kAll = {Programme::kJkk, Programme::kJkm, Programme::kJht, Programme::kJp,
                               Programme::kJkp};

MonthlyCase Pu(Month month, std::int64_t wage, ProgrammeSet programmes = kAll) {
  MonthlyCase made;
  made.month = month;
  made.segment = Segment::kPu;
  made.risk_class = RiskClass::kII;
  made.programmes = programmes;
  made.income = Rupiah(wage);
  return made;
}

MonthlyCase Bpu(Month month, std::int64_t income) {
  MonthlyCase made = Pu(month, income, {Programme::kJkk, Programme::kJkm, Programme::kJht});
  made.segment = Segment::kBpu;
  made.risk_class = RiskClass::kNone;
  return made;
}

ShareTable Compute(const MonthlyCase& month) {
  ShareTable table;
  ComputeShares(ShippedBook(), month, table);
  return table;
}

std::int64_t Employer(const ShareTable& table, Programme programme) {
  return table.shares[IndexOf(programme)].employer.value();
}
std::int64_t Employee(const ShareTable& table, Programme programme) {
  return table.shares[IndexOf(programme)].employee.value();
}

TEST(Shares, RefuseWhatNoPersonEarns) {
  EXPECT_EQ(Compute(Pu(Month(2026, 4), -1)).error, ShareError::kIncomeNegative);
  EXPECT_EQ(Compute(Pu(Month(2026, 4), kIncomeRupiahMax + 1)).error, ShareError::kIncomeAbsurd);
  EXPECT_EQ(Compute(Pu(Month(2026, 4), kIncomeRupiahMax)).error, ShareError::kNone);
}

TEST(Shares, RefuseACaseWithoutProgrammes) {
  EXPECT_EQ(Compute(Pu(Month(2026, 4), 1, {})).error, ShareError::kProgrammesMissing);
}

TEST(Shares, RefuseMigrantWorkersWhoHavePackages) {
  MonthlyCase pmi = Pu(Month(2026, 4), 1);
  pmi.segment = Segment::kPmi;
  EXPECT_EQ(Compute(pmi).error, ShareError::kSegmentWithoutWage);
}

TEST(Shares, NeedARiskClassForJkkOnly) {
  MonthlyCase month = Pu(Month(2026, 4), 5'000'000);
  month.risk_class = RiskClass::kNone;
  const ShareTable table = Compute(month);
  EXPECT_EQ(table.error, ShareError::kClassNeeded);
  EXPECT_EQ(table.refused, ProgrammeSet{Programme::kJkk});
  EXPECT_EQ(Employer(table, Programme::kJkm), 15'000);
}

TEST(Shares, RefuseJpWithoutACeilingAndComputeTheRest) {
  for (const Month month : {Month(2022, 2), Month(2027, 3)}) {
    const ShareTable table = Compute(Pu(month, 5'000'000));
    EXPECT_EQ(table.error, ShareError::kCeilingUnknown);
    EXPECT_EQ(table.refused, ProgrammeSet{Programme::kJp});
    EXPECT_EQ(Employer(table, Programme::kJht), 185'000);
    EXPECT_EQ(Employer(table, Programme::kJp), 0);
  }
  EXPECT_EQ(Compute(Pu(Month(2022, 3), 5'000'000)).error, ShareError::kNone);
  EXPECT_EQ(Compute(Pu(Month(2027, 2), 5'000'000)).error, ShareError::kNone);
}

TEST(Shares, RefuseMonthsBeforeTheFirstRule) {
  EXPECT_EQ(Compute(Pu(Month(2015, 6), 1)).error, ShareError::kNotInForce);
  EXPECT_EQ(Compute(Pu(Month(1990, 1), 1)).error, ShareError::kNotInForce);
}

TEST(Shares, SayWhenTheSegmentHasNoneOfTheProgrammes) {
  MonthlyCase month = Bpu(Month(2026, 4), 1'000'000);
  month.programmes = {Programme::kJp};
  EXPECT_EQ(Compute(month).error, ShareError::kNothingApplies);
}

TEST(Shares, LeaveOutAProgrammeTheSegmentDoesNotHave) {
  MonthlyCase month = Bpu(Month(2025, 7), 1'000'000);
  month.programmes.Add(Programme::kJp);
  const ShareTable table = Compute(month);
  EXPECT_EQ(table.error, ShareError::kNone);
  EXPECT_FALSE(table.computed.Has(Programme::kJp));
}

TEST(Shares, CountAgeOnTheFirstDayOfTheMonth) {
  MonthlyCase month = Pu(Month(2026, 4), 10'000'000, {Programme::kJp});
  month.age = Age::FromBirthDate(absl::CivilDay(1967, 4, 2));
  EXPECT_EQ(Employer(Compute(month), Programme::kJp), 200'000);
  month.age = Age::FromBirthDate(absl::CivilDay(1967, 4, 1));
  EXPECT_EQ(Employer(Compute(month), Programme::kJp), 0);
  month.month = Month(2026, 5);
  month.age = Age::FromBirthDate(absl::CivilDay(1967, 4, 2));
  EXPECT_EQ(Employer(Compute(month), Programme::kJp), 0);
}

TEST(Shares, KeepJpForThreeYearsOfDeferral) {
  MonthlyCase month = Pu(Month(2026, 4), 10'000'000, {Programme::kJp});
  month.pension_deferred = true;
  for (const int age : {59, 60, 61}) {
    month.age = Age::OnFirstOf(month.month, age);
    EXPECT_EQ(Employee(Compute(month), Programme::kJp), 100'000) << age;
  }
  month.age = Age::OnFirstOf(month.month, 62);
  EXPECT_EQ(Employee(Compute(month), Programme::kJp), 0);
}

TEST(Shares, NeedNoCeilingFromPensionAgeOn) {
  MonthlyCase month = Pu(Month(2021, 6), 10'000'000, {Programme::kJp});
  month.age = Age::OnFirstOf(month.month, 57);
  EXPECT_EQ(Compute(month).error, ShareError::kNone);
}

TEST(Shares, TakeTheNormalRateOutsideOfAReliefsWindow) {
  MonthlyCase month = Bpu(Month(2026, 3), 1'000'000);
  month.relief = ReliefOf("BPU50_OTHER");
  EXPECT_EQ(Employee(Compute(month), Programme::kJkk), 10'000);
  month.month = Month(2026, 4);
  EXPECT_EQ(Employee(Compute(month), Programme::kJkk), 5'000);
  EXPECT_EQ(Employee(Compute(month), Programme::kJkm), 3'400);
  EXPECT_EQ(Employee(Compute(month), Programme::kJht), 20'000);
  month.month = Month(2027, 1);
  EXPECT_EQ(Employee(Compute(month), Programme::kJkm), 6'800);
}

TEST(Shares, GiveSponsoredMembersNoReliefOf2026) {
  MonthlyCase month = Bpu(Month(2026, 5), 1'000'000);
  month.relief = ReliefOf("BPU50_TRANSPORT");
  month.sponsored = true;
  EXPECT_EQ(Employee(Compute(month), Programme::kJkk), 10'000);
  month.relief = ReliefOf("COVID_PP49_2020");
  month.month = Month(2020, 9);
  EXPECT_EQ(Employee(Compute(month), Programme::kJkk), 100);
}

TEST(Shares, BoundBpuAtBothEnds) {
  EXPECT_EQ(Employee(Compute(Bpu(Month(2025, 7), 0)), Programme::kJkk), 10'000);
  EXPECT_EQ(Employee(Compute(Bpu(Month(2025, 7), 0)), Programme::kJht), 20'000);
  EXPECT_EQ(Employee(Compute(Bpu(Month(2025, 7), 20'700'001)), Programme::kJkk), 207'000);
  EXPECT_EQ(Employee(Compute(Bpu(Month(2025, 7), 3'000'000)), Programme::kJkk), 30'000);
}

TEST(RangeShares, RefuseAnEndBeforeTheBeginningAndEndlessRanges) {
  ShareTable table;
  const MonthlyCase first = Pu(Month(2026, 4), 1'000'000, {Programme::kJkm});
  EXPECT_EQ(ComputeRangeShares(ShippedBook(), first, Month(2026, 3), table),
            ShareError::kRangeInvalid);
  EXPECT_EQ(ComputeRangeShares(ShippedBook(), first, first.month + kRangeMonthsMax, table),
            ShareError::kRangeInvalid);
}

TEST(RangeShares, RefuseAProgrammeThatOneMonthRefuses) {
  ShareTable table;
  const MonthlyCase first = Pu(Month(2027, 1), 1'000'000, {Programme::kJkm, Programme::kJp});
  EXPECT_EQ(ComputeRangeShares(ShippedBook(), first, Month(2027, 3), table),
            ShareError::kCeilingUnknown);
  EXPECT_EQ(Employer(table, Programme::kJp), 0);
  EXPECT_FALSE(table.computed.Has(Programme::kJp));
  EXPECT_EQ(Employer(table, Programme::kJkm), 9'000);
}

TEST(RangeShares, ChangeRulesInTheMiddle) {
  ShareTable table;
  const MonthlyCase first = Pu(Month(2026, 2), 12'000'000, {Programme::kJp});
  ASSERT_EQ(ComputeRangeShares(ShippedBook(), first, Month(2026, 3), table), ShareError::kNone);
  EXPECT_EQ(Employer(table, Programme::kJp), 210'948 + 221'726);
}

// Any case that a file may hold.
MonthlyCase AnyCase() {
  MonthlyCase month;
  month.month =
      Month::FromNumber(*rc::gen::inRange(Month(2015, 1).number(), Month(2028, 12).number()));
  month.segment = *rc::gen::element(Segment::kPu, Segment::kPu, Segment::kBpu, Segment::kJakon);
  month.risk_class = static_cast<RiskClass>(*rc::gen::inRange(0, kRiskClassLast + 1));
  for (const Programme programme : kProgrammes) {
    if (*rc::gen::arbitrary<bool>()) month.programmes.Add(programme);
  }
  const auto reliefs = static_cast<int>(ShippedBook().rows().reliefs.size());
  month.relief = Relief(static_cast<std::uint8_t>(*rc::gen::inRange(0, reliefs + 1)));
  month.sponsored = *rc::gen::arbitrary<bool>();
  month.pension_deferred = *rc::gen::arbitrary<bool>();
  if (*rc::gen::arbitrary<bool>()) {
    month.age = Age::OnFirstOf(month.month, *rc::gen::inRange(15, 75));
  }
  month.income = Rupiah(*rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 30'000'000),
                                        rc::gen::inRange<std::int64_t>(0, kIncomeRupiahMax + 1)));
  return month;
}

TEST(SharesProperty, NeverFallWhenTheWageRises) {
  rc::check("monotone in wage", [] {
    MonthlyCase month = AnyCase();
    const ShareTable low = Compute(month);
    month.income = Rupiah(*rc::gen::inRange(month.income.value(), kIncomeRupiahMax + 1));
    const ShareTable high = Compute(month);
    for (std::size_t i = 0; i < low.shares.size(); ++i) {
      RC_ASSERT(low.shares[i].employer <= high.shares[i].employer);
      RC_ASSERT(low.shares[i].employee <= high.shares[i].employee);
    }
  });
}

TEST(SharesProperty, AreThoseOfTheExplainedCalculation) {
  rc::check("fast and explained agree", [] {
    const MonthlyCase month = AnyCase();
    ShareTable table;
    const ShareError error = ComputeShares(ShippedBook(), month, table);
    const absl::StatusOr<Calculation> calculation = Calculate(ShippedBook(), month);
    if (!calculation.ok()) {
      RC_ASSERT(ReasonOf(calculation.status())->name == ReasonName(error));
      return;
    }
    std::int64_t employer = 0;
    std::int64_t employee = 0;
    for (const ProgrammeLine& line : calculation->lines) {
      RC_ASSERT(line.shares == table.shares[IndexOf(line.programme)]);
      RC_ASSERT(line.refusal.empty() == table.computed.Has(line.programme));
      employer += line.shares.employer.value();
      employee += line.shares.employee.value();
    }
    RC_ASSERT(calculation->total_employer.value() == employer);
    RC_ASSERT(calculation->total_employee.value() == employee);
  });
}

TEST(SharesProperty, NeverPassTheCeiling) {
  rc::check("bounded", [] {
    MonthlyCase month = AnyCase();
    month.programmes = kAll;
    const ShareTable table = Compute(month);
    for (const BoundRow& bound : ShippedBook().rows().bounds) {
      const bool here = bound.kind == BoundRow::Kind::kWageCeiling &&
                        bound.programme == Programme::kJp && month.segment == Segment::kPu &&
                        bound.validity.Has(month.month);
      if (here) RC_ASSERT(Employer(table, Programme::kJp) <= (bound.value * 2 + 50) / 100);
      if (here) RC_ASSERT(Employee(table, Programme::kJp) <= (bound.value + 50) / 100);
    }
    if (month.segment == Segment::kBpu) RC_ASSERT(Employee(table, Programme::kJkk) <= 207'000);
  });
}

TEST(SharesProperty, OfARangeAreTheSumOfItsMonths) {
  rc::check("range is sum", [] {
    const MonthlyCase first = AnyCase();
    const int months = *rc::gen::inRange(1, kRangeMonthsMax + 1);
    ShareTable range;
    ComputeRangeShares(ShippedBook(), first, first.month + (months - 1), range);
    AmountsByProgramme sum{};
    MonthlyCase month = first;
    for (int i = 0; i < months; ++i, month.month = month.month + 1) {
      const ShareTable one = Compute(month);
      for (std::size_t p = 0; p < sum.size(); ++p) {
        sum[p].employer = *Rupiah::Add(sum[p].employer, one.shares[p].employer);
        sum[p].employee = *Rupiah::Add(sum[p].employee, one.shares[p].employee);
      }
    }
    for (const Programme programme : kProgrammes) {
      if (range.refused.Has(programme)) sum[IndexOf(programme)] = {};
    }
    RC_ASSERT(range.shares == sum);
  });
}

// On the last month before a row and the first month of it, another row or none holds.
TEST(SharesOnEitherSide, OfEveryEffectiveDateFollowTheirOwnRow) {
  const RuleRows& rows = ShippedBook().rows();
  for (std::size_t i = 0; i < rows.rates.size(); ++i) {
    const RateRow& row = rows.rates[i];
    RuleKey key{row.validity.from, row.segment, row.risk_class};
    key.relief = ReliefOf(row.relief_code);
    const auto row_in = [&](Month month) {
      key.month = month;
      return ShippedBook().RulesFor(key).Of(row.programme).row;
    };
    const auto number = static_cast<std::int32_t>(i);
    EXPECT_EQ(row_in(row.validity.from), number) << row.origin.rule_id;
    EXPECT_NE(row_in(row.validity.from - 1), number) << row.origin.rule_id;
    if (row.validity.to == Validity::kOpen) continue;
    EXPECT_EQ(row_in(row.validity.to), number) << row.origin.rule_id;
    EXPECT_NE(row_in(row.validity.to + 1), number) << row.origin.rule_id;
  }
}

TEST(SharesOnEitherSide, OfEveryCeilingFollowTheirOwnRow) {
  for (const BoundRow& row : ShippedBook().rows().bounds) {
    if (row.programme != Programme::kJp || row.kind != BoundRow::Kind::kWageCeiling) continue;
    const auto jp = [&](Month month) {
      return Employee(Compute(Pu(month, 50'000'000, {Programme::kJp})), Programme::kJp);
    };
    EXPECT_EQ(jp(row.validity.from), (row.value + 50) / 100) << row.origin.rule_id;
    EXPECT_EQ(jp(row.validity.to), (row.value + 50) / 100) << row.origin.rule_id;
    EXPECT_NE(jp(row.validity.from - 1), (row.value + 50) / 100) << row.origin.rule_id;
  }
}

TEST(SharesOnEitherSide, OfEveryPensionAgeFollowTheirOwnRow) {
  const auto pensioned = [](Month month, std::int64_t age) {
    MonthlyCase one = Pu(month, 1'000'000, {Programme::kJp});
    one.age = Age::OnFirstOf(month, static_cast<int>(age));
    return IsPensioned(ShippedBook().RulesFor(KeyOf(one)), one);
  };
  for (const BoundRow& row : ShippedBook().rows().bounds) {
    if (row.kind != BoundRow::Kind::kPensionAge) continue;
    for (const Month month : {row.validity.from, row.validity.to}) {
      EXPECT_TRUE(pensioned(month, row.value)) << row.origin.rule_id;
      EXPECT_FALSE(pensioned(month, row.value - 1)) << row.origin.rule_id;
    }
  }
  EXPECT_TRUE(pensioned(Month(2024, 12), 58));
  EXPECT_FALSE(pensioned(Month(2025, 1), 58));
}

}  // namespace
}  // namespace paritrana::contribution
