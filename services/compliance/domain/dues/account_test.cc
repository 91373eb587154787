// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/dues/account.h"

#include <string_view>

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::compliance {
namespace {

using absl::CivilDay;
using contribution::testing::ShippedBook;

const PayerTerms kPrivate{.kind = 1, .size_class = 3, .jkk_class = 2, .reliefs = {}};

// A charge of one worker: `total` for JKK alone, all of it the employer's.
Charge JkkOf(Month period, CivilDay recorded_on, std::int64_t total) {
  Charge charge{.period = period, .recorded_on = recorded_on, .lines = 1};
  charge.amounts[0].employer = Rupiah(total);
  return charge;
}

Payment Paid(std::int64_t no, std::int64_t amount, CivilDay paid_on) {
  return {.no = PaymentNo(no),
          .amount = Rupiah(amount),
          .paid_on = paid_on,
          .recorded_on = paid_on,
          .period = std::nullopt,
          .reversal = std::nullopt};
}

Account AsOfDay(const AccountHistory& history, CivilDay day) {
  return ReplayAccount(ShippedBook(), kPrivate, history, {day, std::nullopt}).value();
}

TEST(AccountTest, RefusesDaysOutsideItsYears) {
  const auto status =
      ReplayAccount(ShippedBook(), kPrivate, {}, {CivilDay(2100, 1, 1), std::nullopt}).status();
  EXPECT_EQ(ReasonOf(status)->name, "FIELD_OUT_OF_RANGE");
}

// The agency's own example: January 2025 is due on 17 February; two months late on 16 March.
TEST(AccountTest, FinesTheWholeAmountForEachMonthLate) {
  const AccountHistory history{{JkkOf(Month(2025, 1), CivilDay(2025, 2, 3), 5'000'000)},
                               {Paid(1, 5'200'000, CivilDay(2025, 3, 16))}};
  EXPECT_EQ(AsOfDay(history, CivilDay(2025, 2, 17)).totals.fine, Rupiah(0));
  EXPECT_EQ(AsOfDay(history, CivilDay(2025, 2, 18)).totals.fine, Rupiah(100'000));
  const Account after = AsOfDay(history, CivilDay(2026, 1, 1));
  EXPECT_EQ(after.totals.fine, Rupiah(200'000));
  EXPECT_EQ(after.totals.fine_outstanding, Rupiah(0));
  EXPECT_EQ(after.totals.unallocated, Rupiah(0));
  ASSERT_EQ(after.pieces.size(), 2U);
  EXPECT_EQ(after.pieces[1].head, Head::kFine);
}

}  // namespace
}  // namespace paritrana::compliance
