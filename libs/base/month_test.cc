// SPDX-License-Identifier: Apache-2.0
#include "libs/base/month.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"

namespace paritrana {
namespace {

class NotAMonth : public ::testing::TestWithParam<const char*> {};

TEST_P(NotAMonth, IsRefused) {
  const auto month = Month::Parse(GetParam());
  ASSERT_FALSE(month.ok());
  EXPECT_EQ(ReasonOf(month.status())->name, "MONTH_INVALID");
}

INSTANTIATE_TEST_SUITE_P(Month, NotAMonth,
                         ::testing::Values("", "2024", "2024-1", "2024-13", "2024-00", "2024/12",
                                           "2024-12-01", " 2024-12", "1976-12", "2200-01",
                                           "20a4-12", "-024-12", "2024-+1"));

TEST(Month, ParsesWhatItPrints) {
  for (const char* text : {"1977-01", "2024-12", "2199-12"}) {
    EXPECT_EQ(Month::Parse(text)->ToString(), text);
  }
}

TEST(Month, CountsAcrossYears) {
  const Month december(2024, 12);
  EXPECT_EQ((december + 1).ToString(), "2025-01");
  EXPECT_EQ((december - 12).ToString(), "2023-12");
  EXPECT_EQ(Month(2025, 2) - december, 2);
  EXPECT_LT(december, Month(2025, 1));
  EXPECT_EQ(december.number(), 2024 * 12 + 11);
}

}  // namespace
}  // namespace paritrana
