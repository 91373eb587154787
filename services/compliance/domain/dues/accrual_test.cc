// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/dues/accrual.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace paritrana::compliance {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Month kJanuary(2025, 1);

AmountsByProgramme Amounts(std::int64_t jkk_employer, std::int64_t jht_employee = 0) {
  AmountsByProgramme amounts{};
  amounts[contribution::IndexOf(Programme::kJkk)].employer = Rupiah(jkk_employer);
  amounts[contribution::IndexOf(Programme::kJht)].employee = Rupiah(jht_employee);
  return amounts;
}

CoveredRange Months(int months) { return {kJanuary, kJanuary + (months - 1)}; }

TEST(AmountsOfMonth, HasNothingOutsideTheRange) {
  const AmountsByProgramme nothing{};
  for (const Segment segment : {Segment::kPu, Segment::kPmi}) {
    EXPECT_EQ(AmountsOfMonth(Amounts(12), Months(2), segment, kJanuary - 1), nothing);
    EXPECT_EQ(AmountsOfMonth(Amounts(12), Months(2), segment, kJanuary + 2), nothing);
  }
}

TEST(AmountsOfMonth, LeavesTheRemainderOfEachShareInTheFirstMonth) {
  const AmountsByProgramme amounts = Amounts(100, 7);
  const auto part = [&](int month) {
    return AmountsOfMonth(amounts, Months(3), Segment::kPu, kJanuary + month);
  };
  EXPECT_EQ(part(0), Amounts(34, 3));
  EXPECT_EQ(part(1), Amounts(33, 2));
  EXPECT_EQ(part(2), Amounts(33, 2));
}

TEST(AmountsOfMonth, KeepsThePackageOfMigrantWorkersWhole) {
  const AmountsByProgramme package = Amounts(370'000);
  EXPECT_EQ(AmountsOfMonth(package, Months(24), Segment::kPmi, kJanuary), package);
  EXPECT_EQ(AmountsOfMonth(package, Months(24), Segment::kPmi, kJanuary + 1), Amounts(0));
}

TEST(AccrualSum, AddsUpToTheLinesWhateverTheRange) {
  std::minstd_rand random(20'260'101);
  for (int round = 0; round < 1'000; ++round) {
    const AmountsByProgramme amounts = Amounts(random() % 1'000'000, random() % 100);
    const int months = static_cast<int>(random() % 60) + 1;
    const auto segment = static_cast<Segment>(random() % 4 + 1);
    AccrualSum sum;
    sum.Add(segment, Months(months), amounts);
    ASSERT_THAT(sum.changes(), SizeIs(months));
    std::int64_t jkk = 0, jht = 0;
    for (const auto& [key, accrual] : sum.changes()) {
      EXPECT_EQ(accrual.lines, 1);
      jkk += accrual.amounts[contribution::IndexOf(Programme::kJkk)].employer.value();
      jht += accrual.amounts[contribution::IndexOf(Programme::kJht)].employee.value();
    }
    ASSERT_EQ(Amounts(jkk, jht), amounts);
  }
}

TEST(AccrualSum, KeepsSegmentsAndMonthsApart) {
  AccrualSum sum;
  EXPECT_THAT(sum.changes(), IsEmpty());
  sum.Add(Segment::kPu, Months(1), Amounts(5));
  sum.Add(Segment::kPu, Months(2), Amounts(8));
  sum.Add(Segment::kBpu, Months(1), Amounts(3));
  ASSERT_THAT(sum.changes(), SizeIs(3));
  EXPECT_EQ(sum.changes().at({Segment::kPu, kJanuary}), (Accrual{2, Amounts(9)}));
  EXPECT_EQ(sum.changes().at({Segment::kPu, kJanuary + 1}), (Accrual{1, Amounts(4)}));
  EXPECT_EQ(sum.changes().at({Segment::kBpu, kJanuary}), (Accrual{1, Amounts(3)}));
}

TEST(AccrualSum, MayComeToNothingOrLess) {
  AccrualSum sum;
  sum.Add(Segment::kPu, Months(1), Amounts(5));
  sum.TakeBack(Segment::kPu, Months(1), Amounts(5));
  EXPECT_EQ(sum.changes().at({Segment::kPu, kJanuary}), Accrual{});
  sum.TakeBack(Segment::kPu, Months(1), Amounts(4));
  EXPECT_EQ(sum.changes().at({Segment::kPu, kJanuary}), (Accrual{-1, Amounts(-4)}));
}

}  // namespace
}  // namespace paritrana::compliance
