// SPDX-License-Identifier: Apache-2.0
#include "libs/base/date.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"

namespace paritrana {
namespace {

class NotADate : public ::testing::TestWithParam<const char*> {};

TEST_P(NotADate, IsRefused) {
  const auto date = ParseDate(GetParam());
  ASSERT_FALSE(date.ok());
  EXPECT_EQ(ReasonOf(date.status())->name, "DATE_INVALID");
}

INSTANTIATE_TEST_SUITE_P(Date, NotADate,
                         ::testing::Values("", "2024-02-30", "2023-02-29", "2024-1-31",
                                           "31-01-2024", "2024-13-01", "2024-00-10", "2024-01-00",
                                           "1899-12-31", "3001-01-01", "2024-01-3x"));

TEST(Date, ParsesWhatItPrints) {
  for (const char* text : {"1900-01-01", "2024-02-29", "3000-12-31"}) {
    EXPECT_EQ(FormatDate(*ParseDate(text)), text);
  }
}

}  // namespace
}  // namespace paritrana
