// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/dues/payment_checks.h"

#include <string>

#include <gtest/gtest.h>

#include "libs/base/reason.h"

namespace paritrana::compliance {
namespace {

constexpr absl::CivilDay kToday(2025, 3, 20);

std::string_view ReasonName(const absl::Status& status) {
  return status.ok() ? "OK" : ReasonOf(status)->name;
}

TEST(CheckReference, RefusesWhatCannotStandInAUrl) {
  EXPECT_EQ(ReasonName(CheckReference("")), "FIELD_REQUIRED");
  EXPECT_EQ(ReasonName(CheckReference("TRX/2025")), "FIELD_MALFORMED");
  EXPECT_TRUE(CheckReference("TRX-2025.01_7").ok());
}

TEST(ReadPaymentAmount, RefusesNothingAndTheAbsurd) {
  for (const std::int64_t rupiah :
       {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, kPaymentRupiahMax + 1, INT64_MAX}) {
    EXPECT_EQ(ReasonName(ReadPaymentAmount(rupiah).status()), "PAYMENT_AMOUNT_INVALID");
  }
  EXPECT_EQ(ReadPaymentAmount(1).value(), Rupiah(1));
  EXPECT_TRUE(ReadPaymentAmount(kPaymentRupiahMax).ok());
}

TEST(ReadPaidOn, RefusesTheFutureTheAbsurdAndWhatIsNoDay) {
  for (const char* text : {"", "2025-02-29", "20/03/2025", "2025-03-21", "1977-11-30"}) {
    EXPECT_EQ(ReasonName(ReadPaidOn(text, kToday).status()), "PAYMENT_DATE_INVALID") << text;
  }
  EXPECT_EQ(ReadPaidOn("2025-03-20", kToday).value(), kToday);
  EXPECT_TRUE(ReadPaidOn("1977-12-01", kToday).ok());
}

TEST(ReadReversedOn, RefusesTheFutureAndReadsNothingAsToday) {
  EXPECT_EQ(ReasonName(ReadReversedOn("2025-03-21", kToday).status()), "REVERSAL_DATE_INVALID");
  EXPECT_EQ(ReasonName(ReadReversedOn("besok", kToday).status()), "REVERSAL_DATE_INVALID");
  EXPECT_EQ(ReadReversedOn("", kToday).value(), kToday);
}

TEST(CheckReasonText, RefusesIdentityNumbersHoweverTheyAreGrouped) {
  for (const char* text : {"salah NIK 6474010203900001", "6474.0102.0390.0001", "KPJ 12 3456 78901",
                           "64-74-01-02-03-90"}) {
    EXPECT_EQ(ReasonName(CheckReasonText(text, "reason")), "PAYMENT_REASON_INVALID") << text;
  }
  EXPECT_TRUE(CheckReasonText("salah transfer 2025-01-14", "reason").ok());
}

TEST(CheckReasonText, RefusesNothingTooMuchAndSeveralLines) {
  for (const std::string& text : {std::string(), std::string(201, 'a'), std::string("a\nb")}) {
    EXPECT_EQ(ReasonName(CheckReasonText(text, "reason")), "PAYMENT_REASON_INVALID");
  }
  std::string wide;
  for (int i = 0; i < 200; ++i) wide += "é";
  EXPECT_TRUE(CheckReasonText(wide, "reason").ok());
}

TEST(CheckReasonText, NamesTheField) {
  EXPECT_EQ(FieldOf(CheckReasonText("", "correction_reason")), "correction_reason");
}

}  // namespace
}  // namespace paritrana::compliance
