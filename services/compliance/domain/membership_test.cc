// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/membership.h"

#include <gtest/gtest.h>

#include "absl/time/civil_time.h"

namespace paritrana::compliance {
namespace {

std::int32_t Day(int year, int month, int day) {
  return static_cast<std::int32_t>(absl::CivilDay(year, month, day) - absl::CivilDay(1970, 1, 1));
}

Membership Spell(std::int32_t start_day, std::int32_t end_day = 0) {
  Membership membership;
  membership.membership_no = 1;
  membership.start_day = start_day;
  membership.end_day = end_day;
  return membership;
}

bool Fits(const Membership& membership, const CoveredRange& covered) {
  return compliance::Fits(membership, Segment::kPu, covered);
}

constexpr CoveredRange kMay = {Month(2024, 5), Month(2024, 5)};
constexpr CoveredRange kMayToJuly = {Month(2024, 5), Month(2024, 7)};

TEST(Fits, NotALineOfAnotherSegment) {
  EXPECT_FALSE(compliance::Fits(Spell(Day(2020, 1, 1)), Segment::kBpu, kMay));
}

TEST(Fits, NotAMonthBeforeTheFirstDay) {
  EXPECT_FALSE(Fits(Spell(Day(2024, 6, 1)), kMay));
  EXPECT_TRUE(Fits(Spell(Day(2024, 5, 31)), kMay));
}

TEST(Fits, NotAMonthAfterTheLastDay) {
  EXPECT_FALSE(Fits(Spell(Day(2020, 1, 1), Day(2024, 4, 30)), kMay));
  EXPECT_TRUE(Fits(Spell(Day(2020, 1, 1), Day(2024, 5, 1)), kMay));
}

TEST(Fits, MustCoverEveryMonthOfARange) {
  EXPECT_FALSE(Fits(Spell(Day(2024, 6, 1)), kMayToJuly));
  EXPECT_FALSE(Fits(Spell(Day(2024, 5, 1), Day(2024, 6, 30)), kMayToJuly));
  EXPECT_TRUE(Fits(Spell(Day(2024, 5, 1), Day(2024, 7, 1)), kMayToJuly));
}

TEST(CountingRegion, IsTheWorkplaceElseTheRegistration) {
  Membership membership;
  membership.registration_region = 3174;
  EXPECT_EQ(membership.counting_region(), 3174u);
  membership.workplace_region = 6474;
  EXPECT_EQ(membership.counting_region(), 6474u);
}

}  // namespace
}  // namespace paritrana::compliance
