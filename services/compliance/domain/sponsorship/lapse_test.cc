// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/sponsorship/lapse.h"

#include <gtest/gtest.h>

#include <vector>

namespace paritrana::compliance {
namespace {

constexpr std::int64_t kCost = 16'800;

// Ten heads enrolled for each month of 2024; those of the first `paid` months are paid.
std::vector<ProgrammeMonth> Year(int paid) {
  std::vector<ProgrammeMonth> months;
  for (int i = 1; i <= 12; ++i) {
    ProgrammeMonth month = {Month(2024, i), 10, 0, 0, kCost};
    if (i <= paid) {
      month.heads = 10;
      month.rupiah = 10 * kCost;
    }
    months.push_back(month);
  }
  return months;
}

TEST(ProjectLapse, EndsWithTheEnrolmentsWhileTheMoneyReaches) {
  const auto months = Year(3);
  const Lapse lapse = ProjectLapse(months, Rupiah(12 * 10 * kCost), Month(2024, 4));
  EXPECT_EQ(lapse.cause, LapseCause::kPeriod);
  EXPECT_EQ(lapse.last_covered, Month(2024, 12));
  EXPECT_EQ(lapse.falling_out, 10);
  EXPECT_EQ(lapse.remaining, 9 * 10 * kCost);
  EXPECT_EQ(lapse.shortfall, 0);
}

TEST(ProjectLapse, EndsWithTheMoneyBeforeTheEnrolments) {
  const auto months = Year(3);
  const Lapse lapse = ProjectLapse(months, Rupiah(6 * 10 * kCost), Month(2024, 4));
  EXPECT_EQ(lapse.cause, LapseCause::kBudget);
  EXPECT_EQ(lapse.last_covered, Month(2024, 6));
  EXPECT_EQ(lapse.falling_out, 10);
  EXPECT_EQ(lapse.shortfall, 6 * 10 * kCost);
}

TEST(ProjectLapse, CountsThoseWhomTheRestStillReaches) {
  const auto months = Year(3);
  const Lapse lapse = ProjectLapse(months, Rupiah(6 * 10 * kCost + 4 * kCost - 1), Month(2024, 4));
  EXPECT_EQ(lapse.last_covered, Month(2024, 6));
  EXPECT_EQ(lapse.falling_out, 7);
}

TEST(ProjectLapse, IsAlreadyThereWhenTheBudgetIsOverspent) {
  const auto months = Year(3);
  const Lapse lapse = ProjectLapse(months, Rupiah(2 * 10 * kCost), Month(2024, 4));
  EXPECT_EQ(lapse.last_covered, Month(2024, 3));
  EXPECT_EQ(lapse.falling_out, 10);
  EXPECT_EQ(lapse.remaining, -10 * kCost);
}

TEST(ProjectLapse, DoesNotPayMissedMonthsAfterwards) {
  const auto months = Year(0);
  const Lapse lapse = ProjectLapse(months, Rupiah(3 * 10 * kCost), Month(2024, 10));
  EXPECT_EQ(lapse.cause, LapseCause::kPeriod);
  EXPECT_EQ(lapse.last_covered, Month(2024, 12));
}

TEST(ProjectLapse, CostsNothingForMonthsPaidInAdvance) {
  const auto months = Year(12);
  const Lapse lapse = ProjectLapse(months, Rupiah(12 * 10 * kCost), Month(2024, 2));
  EXPECT_EQ(lapse.cause, LapseCause::kPeriod);
  EXPECT_EQ(lapse.remaining, 0);
}

TEST(ProjectLapse, IsNoneWhenNobodyIsEnrolledAnyMore) {
  const auto months = Year(12);
  const Lapse lapse = ProjectLapse(months, Rupiah(12 * 10 * kCost), Month(2025, 1));
  EXPECT_EQ(lapse.cause, LapseCause::kNone);
  EXPECT_EQ(lapse.last_covered, Month(2024, 12));
  EXPECT_EQ(lapse.falling_out, 0);
}

TEST(CommittedRupiah, AddsUpWhatEnrolmentsCost) {
  EXPECT_EQ(CommittedRupiah(Year(5)), 12 * 10 * kCost);
}

}  // namespace
}  // namespace paritrana::compliance
