// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/cell.h"

#include <gtest/gtest.h>

#include "libs/base/date.h"
#include "libs/base/reason.h"

namespace paritrana::files {
namespace {

struct Refused {
  const char* cell;
  const char* reason;
};

class NotRupiah : public ::testing::TestWithParam<Refused> {};

TEST_P(NotRupiah, IsRefused) {
  const auto amount = ParseRupiah(GetParam().cell);
  ASSERT_FALSE(amount.ok()) << *amount;
  EXPECT_EQ(ReasonOf(amount.status())->name, GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    Cell, NotRupiah,
    ::testing::Values(Refused{"", "AMOUNT_MALFORMED"}, Refused{"lima juta", "AMOUNT_MALFORMED"},
                      Refused{"5E+06", "AMOUNT_MALFORMED"},       // a spreadsheet's doing
                      Refused{"5.000.00", "AMOUNT_MALFORMED"},    // groups of two
                      Refused{"5.0000", "AMOUNT_MALFORMED"},      // groups of four
                      Refused{"50.00.000", "AMOUNT_MALFORMED"},   // a group of two inside
                      Refused{"5000.000", "AMOUNT_MALFORMED"},    // the first group too wide
                      Refused{"5,000.000", "AMOUNT_MALFORMED"},   // two kinds of thousands
                      Refused{"5.000.000.", "AMOUNT_MALFORMED"},  // nothing after the last
                      Refused{".500", "AMOUNT_MALFORMED"}, Refused{"1.5", "AMOUNT_MALFORMED"},
                      Refused{"5.000.000,50", "AMOUNT_MALFORMED"},  // half a rupiah
                      Refused{"0,01", "AMOUNT_MALFORMED"}, Refused{"5 000", "AMOUNT_MALFORMED"},
                      Refused{"(5000)", "AMOUNT_MALFORMED"}, Refused{"+5", "AMOUNT_MALFORMED"},
                      Refused{"--5", "AMOUNT_MALFORMED"}, Refused{"=1+1", "AMOUNT_MALFORMED"},
                      Refused{"-5.000", "AMOUNT_NEGATIVE"}, Refused{"Rp -1", "AMOUNT_NEGATIVE"},
                      Refused{"9223372036854775808", "AMOUNT_OVERFLOW"}));

struct Amount {
  const char* cell;
  std::int64_t rupiah;
};

class RupiahCell : public ::testing::TestWithParam<Amount> {};

TEST_P(RupiahCell, IsRead) {
  const auto amount = ParseRupiah(GetParam().cell);
  ASSERT_TRUE(amount.ok()) << GetParam().cell;
  EXPECT_EQ(*amount, GetParam().rupiah);
}

INSTANTIATE_TEST_SUITE_P(
    Cell, RupiahCell,
    ::testing::Values(Amount{"0", 0}, Amount{"5000000", 5'000'000}, Amount{"5.000.000", 5'000'000},
                      Amount{"5,000,000", 5'000'000}, Amount{"5,000,000.00", 5'000'000},
                      Amount{"5.000.000,00", 5'000'000}, Amount{"31,00", 31}, Amount{"31.0", 31},
                      Amount{"1.000", 1'000}, Amount{"Rp 5.000.000,-", 5'000'000},
                      Amount{"rp.5000", 5'000}, Amount{"  12 ", 12}, Amount{"'12", 12},
                      Amount{"\xC2\xA0"
                             "12",
                             12},
                      Amount{"-0", 0}, Amount{"007", 7}, Amount{"9223372036854775807", INT64_MAX}));

class NotADay : public ::testing::TestWithParam<const char*> {};

TEST_P(NotADay, IsRefused) { EXPECT_FALSE(ParseDay(GetParam()).ok()); }

INSTANTIATE_TEST_SUITE_P(Cell, NotADay,
                         ::testing::Values("", "31-02-2024", "07-13-1990", "1990", "07-08",
                                           "07-08-90", "44562", "7 Agustus 1990",
                                           "07-08-1990 00:00", "1990-8-7-6", "07--1990"));

TEST(ParseDay, TakesTheDayFirstUnlessTheYearIs) {
  for (const char* cell : {"07-08-1990", "7/8/1990", "7.8.1990", "1990-08-07", "1990/8/7"}) {
    ASSERT_TRUE(ParseDay(cell).ok()) << cell;
    EXPECT_EQ(FormatDate(*ParseDay(cell)), "1990-08-07") << cell;
  }
}

TEST(ParseMonth, RefusesWhatIsNoMonth) {
  for (const char* cell : {"", "2024", "13-2024", "2024-00", "01-12-2024", "Des 2024", "12-24"}) {
    EXPECT_FALSE(ParseMonth(cell).ok()) << cell;
  }
}

TEST(ParseMonth, TakesTheYearOnEitherSide) {
  for (const char* cell : {"2024-12", "12-2024", "12/2024", " 2024/12"}) {
    ASSERT_TRUE(ParseMonth(cell).ok()) << cell;
    EXPECT_EQ(ParseMonth(cell)->ToString(), "2024-12");
  }
  EXPECT_EQ(ParseMonth("2024-3")->ToString(), "2024-03");
}

using workbook::CellKind;
using workbook::DateSystem;

std::string ReasonOfCell(const absl::Status& status) {
  return status.ok() ? "" : std::string(ReasonOf(status)->name);
}

TEST(ParseRupiah, NeverTakesAPointOfANumberForThousands) {
  EXPECT_EQ(*ParseRupiah(CellView{"5000000", CellKind::kNumber}), 5'000'000);
  for (const char* fraction : {"5.125", "5000000.5", "0.1"}) {
    EXPECT_EQ(ReasonOfCell(ParseRupiah(CellView{fraction, CellKind::kNumber}).status()),
              "AMOUNT_MALFORMED");
  }
  EXPECT_EQ(ReasonOfCell(ParseRupiah(CellView{"-1", CellKind::kNumber}).status()),
            "AMOUNT_NEGATIVE");
  EXPECT_EQ(ReasonOfCell(ParseRupiah(CellView{"10000000000000000000", CellKind::kNumber}).status()),
            "AMOUNT_OVERFLOW");
  EXPECT_FALSE(ParseRupiah(CellView{"1990-08-07", CellKind::kDate}).ok());
  EXPECT_FALSE(ParseRupiah(CellView{"TRUE", CellKind::kBoolean}).ok());
}

TEST(ParseDay, TakesWhatSpreadsheetsKeepADayAs) {
  const auto day = [](const char* text, CellKind kind) {
    const auto parsed = ParseDay(CellView{text, kind}, DateSystem::k1900);
    return parsed.ok() ? FormatDate(*parsed) : ReasonOfCell(parsed.status());
  };
  EXPECT_EQ(day("33092", CellKind::kNumber), "1990-08-07");
  EXPECT_EQ(day("402133", CellKind::kNumber), "3000-12-31");
  EXPECT_EQ(day("2958465", CellKind::kNumber), "DATE_INVALID");  // the year 9999
  EXPECT_EQ(day("-5", CellKind::kNumber), "DATE_INVALID");
  EXPECT_EQ(day("1990-08-07", CellKind::kDate), "1990-08-07");
  EXPECT_EQ(day("07-08-1990", CellKind::kText), "1990-08-07");
  EXPECT_EQ(day("TRUE", CellKind::kBoolean), "DATE_INVALID");
}

TEST(ParseMonth, TakesADayForItsMonth) {
  EXPECT_EQ(ParseMonth(CellView{"2024-12-01", CellKind::kDate})->ToString(), "2024-12");
  EXPECT_FALSE(ParseMonth(CellView{"202412", CellKind::kNumber}).ok());
}

TEST(ParseIdentityNumber, RefusesANumberThatMayHaveLostDigits) {
  const auto number = [](const char* text, CellKind kind, std::size_t digits = 0) {
    const auto parsed = ParseIdentityNumber(CellView{text, kind}, digits);
    return parsed.ok() ? *parsed : ReasonOfCell(parsed.status());
  };
  for (const char* text : {"6.47401E+15", "6,47401E+15", "6E15"}) {
    EXPECT_EQ(number(text, CellKind::kText), "IDENTITY_DIGITS_LOST");
  }
  EXPECT_EQ(number("6474010708900000", CellKind::kNumber), "IDENTITY_DIGITS_LOST");
  EXPECT_EQ(number("64740107089.5", CellKind::kNumber), "IDENTITY_DIGITS_LOST");
  EXPECT_EQ(number("1234567890", CellKind::kNumber, kKpjDigits), "IDENTITY_DIGITS_LOST");
  EXPECT_EQ(number("6474010708900001", CellKind::kNumber), "6474010708900001");
  EXPECT_EQ(number("12345678901", CellKind::kNumber, kKpjDigits), "12345678901");
  EXPECT_EQ(number("6474 0107 0890 0010", CellKind::kText), "6474010708900010");
  EXPECT_EQ(number("E1234567", CellKind::kText), "E1234567");  // a passport
}

TEST(ParseRegion, RefusesACodeThatMayHaveLostAZero) {
  EXPECT_EQ(ReasonOfCell(ParseRegion({"62.1", CellKind::kNumber}).status()), "REGION_DIGITS_LOST");
  EXPECT_EQ(*ParseRegion({"64.74", CellKind::kNumber}), "64.74");
  EXPECT_EQ(*ParseRegion({"64", CellKind::kNumber}), "64");
  EXPECT_EQ(*ParseRegion({"62.1", CellKind::kText}), "62.1");  // for the service to refuse
}

TEST(NormalWord, ForgetsCaseAndSpacing) {
  EXPECT_EQ(NormalWord(" non-asn "), "NON_ASN");
  EXPECT_EQ(NormalWord("Nama Lengkap"), "NAMA_LENGKAP");
}

}  // namespace
}  // namespace paritrana::files
