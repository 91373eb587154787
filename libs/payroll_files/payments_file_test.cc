// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/payments_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"

namespace paritrana::files {
namespace {

using ::testing::ElementsAre;

absl::StatusOr<PaymentsFile> Read(const std::string& text, const std::string& payer = "") {
  auto book = workbook::OpenBook(text);
  if (!book.ok()) return book.status();
  return ReadPayments(*std::move(book), payer);
}

std::vector<std::string> RefusalsOf(const PaymentsFile& file) {
  std::vector<std::string> refusals;
  for (const RowFinding& finding : file.refused) {
    refusals.push_back(std::to_string(finding.place.line) + " " + finding.column + " " +
                       finding.finding.reason());
  }
  return refusals;
}

TEST(ReadPayments, AsksForAPayerOrItsColumn) {
  EXPECT_EQ(ReasonOf(Read("REFERENSI;JUMLAH;TANGGAL_BAYAR\nT1;100;2025-01-14\n").status())->name,
            "FILE_COLUMN_MISSING");
}

TEST(ReadPayments, RefusesAMisspeltColumnSinceItMayHoldMoney) {
  EXPECT_EQ(
      ReasonOf(
          Read("REFERENSI;JUMLAH;TANGGAL_BAYAR;JUMLA2\nT1;1;2025-01-14;2\n", "A1-000").status())
          ->name,
      "FILE_HEADER_UNKNOWN");
}

TEST(ReadPayments, RefusesRowsOneByOne) {
  const auto file = Read(
      "REFERENSI;PEMBAYAR;JUMLAH;TANGGAL_BAYAR;PERIODE\n"
      ";A1-000;100;14-01-2025;\n"
      "T2;A1-000;seratus;14-01-2025;\n"
      "T3;A1-000;100;14-13-2025;\n"
      "T4;A1-000;100;14-01-2025;2025-13\n"
      "T5;;100;14-01-2025;\n"
      "1.23457E+15;A1-000;100;14-01-2025;\n"
      "T6;A1-000;;14-01-2025;\n"
      "T7;A1-000;100;14-01-2025;\n");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_THAT(RefusalsOf(*file),
              ElementsAre("2 REFERENSI FIELD_REQUIRED", "3 JUMLAH AMOUNT_MALFORMED",
                          "4 TANGGAL_BAYAR DATE_INVALID", "5 PERIODE MONTH_INVALID",
                          "6 PEMBAYAR FIELD_REQUIRED", "7 REFERENSI IDENTITY_DIGITS_LOST",
                          "8 JUMLAH FIELD_REQUIRED"));
  ASSERT_EQ(file->payments.size(), 1u);
  EXPECT_EQ(file->places[0].line, 9u);
}

TEST(ReadPayments, RefusesAReferenceThatStandsThereTwice) {
  const auto file = Read(
      "REFERENSI;PEMBAYAR;JUMLAH;TANGGAL_BAYAR\n"
      "T1;A1-000;100;14-01-2025\nT1;A2-000;100;14-01-2025\nT1;A1-000;100;14-01-2025\n");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_THAT(RefusalsOf(*file), ElementsAre("4 REFERENSI PAYMENT_REPEATED"));
  EXPECT_EQ(file->payments.size(), 2u);
}

TEST(ReadPayments, ReadsAmountsAndDaysAsPeopleWriteThemAndNoNotes) {
  const auto file = Read(
      "NO_REFERENSI;NOMINAL;TGL_BAYAR;PERIODE;BERITA\n"
      "TRX-1;\"Rp 1.250.000,-\";14/1/2025;12-2024;IURAN AN BUDI\n",
      "A1-000");
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_EQ(file->payments.size(), 1u);
  const compliance::v1::PostPaymentRequest& payment = file->payments[0];
  EXPECT_EQ(payment.payer(), "A1-000");
  EXPECT_EQ(payment.amount_rupiah(), 1'250'000);
  EXPECT_EQ(payment.paid_on(), "2025-01-14");
  EXPECT_EQ(payment.period(), "2024-12");
  EXPECT_EQ(payment.DebugString().find("BUDI"), std::string::npos);
}

TEST(PaymentsColumn, NamesTheColumnOfAField) {
  EXPECT_EQ(PaymentsColumn("amount_rupiah"), "JUMLAH");
  EXPECT_EQ(PaymentsColumn("other"), "other");
}

}  // namespace
}  // namespace paritrana::files
