// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/number.h"

#include <gtest/gtest.h>

namespace paritrana::workbook {
namespace {

struct Plain {
  const char* number;
  const char* plain;
};

class PlainNumberTest : public ::testing::TestWithParam<Plain> {};

TEST_P(PlainNumberTest, WritesAllDigits) {
  EXPECT_EQ(PlainNumber(GetParam().number), GetParam().plain) << GetParam().number;
}

INSTANTIATE_TEST_SUITE_P(
    Number, PlainNumberTest,
    ::testing::Values(Plain{"0", "0"}, Plain{"-0", "0"}, Plain{"5000000", "5000000"},
                      Plain{"007", "7"}, Plain{"5.0E+6", "5000000"}, Plain{"5e6", "5000000"},
                      Plain{"6.47401E+15", "6474010000000000"}, Plain{"0.05", "0.05"},
                      Plain{".5", "0.5"}, Plain{"5.", "5"}, Plain{"5E-2", "0.05"},
                      Plain{"64.019999999999996", "64.02"}, Plain{"0.30000000000000004", "0.3"},
                      Plain{"9999999999999999.9", "10000000000000000"},
                      Plain{"6474010708900001", "6474010708900001"}, Plain{"-12.50", "-12.5"},
                      Plain{"123456.7890", "123456.789"}));

class NotPlain : public ::testing::TestWithParam<const char*> {};

TEST_P(NotPlain, IsNoNumber) { EXPECT_EQ(PlainNumber(GetParam()), std::nullopt) << GetParam(); }

INSTANTIATE_TEST_SUITE_P(Number, NotPlain,
                         ::testing::Values("", "-", ".", "1e", "1e+", "1e+1000", "1e99", "1e-99",
                                           "NaN", "1,5", "1 ", "+1", "0x10", "--1", "1.2.3"));

TEST(PlainNumber, RefusesNumbersOfAbsurdLength) {
  EXPECT_EQ(PlainNumber(std::string(81, '9')), std::nullopt);
  EXPECT_EQ(PlainNumber(std::string(41, '9')), std::nullopt);
  EXPECT_EQ(PlainNumber(std::string(40, '9')), std::string(40, '9'));
}

TEST(DayOfSerial, CountsAsSpreadsheetsDo) {
  EXPECT_EQ(DayOfSerial("1", DateSystem::k1900), absl::CivilDay(1900, 1, 1));
  EXPECT_EQ(DayOfSerial("59", DateSystem::k1900), absl::CivilDay(1900, 2, 28));
  EXPECT_EQ(DayOfSerial("61", DateSystem::k1900), absl::CivilDay(1900, 3, 1));
  EXPECT_EQ(DayOfSerial("33092", DateSystem::k1900), absl::CivilDay(1990, 8, 7));
  EXPECT_EQ(DayOfSerial("33092.999", DateSystem::k1900), absl::CivilDay(1990, 8, 7));
  EXPECT_EQ(DayOfSerial("402133", DateSystem::k1900), absl::CivilDay(3000, 12, 31));
  EXPECT_EQ(DayOfSerial("2958465", DateSystem::k1900), absl::CivilDay(9999, 12, 31));
  EXPECT_EQ(DayOfSerial("0", DateSystem::k1904), absl::CivilDay(1904, 1, 1));
}

TEST(DayOfSerial, RefusesDaysThatNeverWere) {
  for (const char* serial : {"", "0", "60", "-1", "2958466", "99999999", "x", "1e3"}) {
    EXPECT_EQ(DayOfSerial(serial, DateSystem::k1900), std::nullopt) << serial;
  }
}

TEST(SerialOfDay, IsTheOtherWayRound) {
  for (const absl::CivilDay day : {absl::CivilDay(1900, 3, 1), absl::CivilDay(2026, 11, 23)}) {
    EXPECT_EQ(DayOfSerial(std::to_string(SerialOfDay(day)), DateSystem::k1900), day);
  }
}

TEST(IsDayFormat, LooksAtWhatIsShown) {
  for (const char* code : {"dd\\-mm\\-yyyy", "yyyy-mm-dd;@", "[$-421]dd mmmm yyyy", "d/m/yy", "mmm",
                           "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"}) {
    EXPECT_TRUE(IsDayFormat(code)) << code;
  }
  for (const char* code : {"General", "0.00", "#,##0", "[Red]0", "\"day\"0", "hh:mm", "0\\d", "@",
                           "_-[$Rp-421]* #,##0_-", "\"never closed"}) {
    EXPECT_FALSE(IsDayFormat(code)) << code;
  }
}

TEST(IsBuiltInDayFormat, KnowsTheUsualOnes) {
  for (const int id : {14, 15, 17, 22, 30, 57}) EXPECT_TRUE(IsBuiltInDayFormat(id)) << id;
  for (const int id : {0, 1, 13, 18, 21, 37, 45, 49, 164}) EXPECT_FALSE(IsBuiltInDayFormat(id));
}

}  // namespace
}  // namespace paritrana::workbook
