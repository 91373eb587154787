// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/period.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "services/compliance/domain/day.h"
#include "services/compliance/domain/names.h"

namespace paritrana::compliance {
namespace {

TEST(ParsePeriod, RefusesWhatIsNoMonth) {
  for (const char* text : {"", "2024", "2024-00", "2024-12-01", "12-2024"}) {
    EXPECT_EQ(ReasonOf(ParsePeriod(text, Month(2025, 1)).status())->name, "PERIOD_INVALID");
  }
}

TEST(ParsePeriod, RefusesAMonthThatHasNotBegun) {
  const auto period = ParsePeriod("2025-02", Month(2025, 1));
  EXPECT_EQ(ReasonOf(period.status())->name, "PERIOD_IN_FUTURE");
  EXPECT_TRUE(ParsePeriod("2025-01", Month(2025, 1)).ok());
}

TEST(MonthInWib, TurnsSevenHoursBeforeUtc) {
  const absl::Time turn = absl::FromUnixSeconds(1'735'664'400);  // 2024-12-31 17:00 UTC
  EXPECT_EQ(MonthInWib(turn - absl::Seconds(1)), Month(2024, 12));
  EXPECT_EQ(MonthInWib(turn), Month(2025, 1));
}

TEST(DayInWib, TurnsSevenHoursBeforeUtc) {
  const absl::Time turn = absl::FromUnixSeconds(1'735'664'400);  // 2024-12-31 17:00 UTC
  EXPECT_EQ(DayInWib(turn - absl::Seconds(1)), absl::CivilDay(2024, 12, 31));
  EXPECT_EQ(DayInWib(turn), absl::CivilDay(2025, 1, 1));
}

TEST(ToDayNumber, CountsFromTheYear1970) {
  EXPECT_EQ(ToDayNumber(absl::CivilDay(1970, 1, 2)), 1);
  EXPECT_EQ(FromDayNumber(ToDayNumber(absl::CivilDay(2026, 2, 28))), absl::CivilDay(2026, 2, 28));
}

TEST(IsName, TakesWhatCanStandInAUrl) {
  EXPECT_FALSE(IsName(""));
  EXPECT_FALSE(IsName("a/b"));
  EXPECT_FALSE(IsName(std::string(65, 'a')));
  EXPECT_TRUE(IsName("Run_1.a-Z9"));
}

}  // namespace
}  // namespace paritrana::compliance
