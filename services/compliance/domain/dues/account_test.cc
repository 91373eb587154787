// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/dues/account.h"

#include <cstdint>
#include <vector>

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

TEST(AccountTest, RefusesMoneyBeyondAllAccounts) {
  const auto reason = [](const AccountHistory& history) {
    const AsOf as_of{CivilDay(2025, 12, 1), std::nullopt};
    return ReasonOf(ReplayAccount(ShippedBook(), kPrivate, history, as_of).status())->name;
  };
  const CivilDay day(2025, 2, 3);
  const std::int64_t half = kAccountRupiahMax / 2 + 1;
  const Month january(2025, 1);
  EXPECT_EQ(reason({{JkkOf(january, day, half), JkkOf(january, day, half)}, {}}), "AMOUNT_ABSURD");
  EXPECT_EQ(reason({{JkkOf(january, day, half), JkkOf(january, day, -half)}, {}}), "AMOUNT_ABSURD");
  EXPECT_EQ(reason({{JkkOf(january, day, INT64_MIN)}, {}}), "AMOUNT_ABSURD");
  EXPECT_EQ(reason({{}, {Paid(1, half, day), Paid(2, half, day)}}), "AMOUNT_ABSURD");
  EXPECT_EQ(reason({{}, {Paid(1, 0, day)}}), "AMOUNT_NEGATIVE");
}

TEST(AccountTest, RefusesPaymentsOfMonthsWithoutAnOrderOfAllocation) {
  const AccountHistory history{{}, {Paid(1, 5, CivilDay(1977, 11, 30))}};
  const AsOf as_of{CivilDay(2025, 12, 1), std::nullopt};
  const auto status = ReplayAccount(ShippedBook(), kPrivate, history, as_of).status();
  EXPECT_EQ(ReasonOf(status)->name, "RULE_UNKNOWN");
}

TEST(AccountTest, HoldsAtItsLimits) {
  const AccountHistory history{{JkkOf(Month(2015, 7), CivilDay(2015, 8, 3), kAccountRupiahMax)},
                               {}};
  const Account account = AsOfDay(history, CivilDay(2099, 12, 31));
  // 15 August 2015 was a Saturday; 1,013 months of 2 %.
  EXPECT_EQ(account.totals.months_late, 1'013);
  EXPECT_EQ(account.totals.fine.value(), kAccountRupiahMax / 50 * 1'013);
}

TEST(AccountTest, PaysForAPeriodOnceEveryMandatoryProgrammeIsPaid) {
  Charge charge = JkkOf(Month(2025, 1), CivilDay(2025, 2, 3), 100);
  charge.amounts[contribution::IndexOf(Programme::kJp)].employer = Rupiah(50);
  const AccountHistory history{{charge}, {Paid(1, 120, CivilDay(2025, 2, 4))}};
  const PeriodDues dues = AsOfDay(history, CivilDay(2025, 2, 4)).periods.front();
  EXPECT_TRUE(IsPaid(dues, {Programme::kJkk, Programme::kJkm}));
  EXPECT_FALSE(IsPaid(dues, {Programme::kJkk, Programme::kJkm, Programme::kJp}));
  EXPECT_FALSE(IsPaid(PeriodDues(), {Programme::kJkk}));
}

TEST(AccountTest, TellsWhatTurnsOneSetOfPiecesIntoAnother) {
  const AccountHistory history{{JkkOf(Month(2025, 1), CivilDay(2025, 2, 3), 100),
                                JkkOf(Month(2025, 2), CivilDay(2025, 3, 3), 100)},
                               {Paid(1, 150, CivilDay(2025, 2, 4))}};
  const Account before = AsOfDay(history, CivilDay(2025, 2, 4));
  const Account after = AsOfDay(history, CivilDay(2025, 3, 3));
  const std::vector<Piece> added = Difference(before.pieces, after.pieces);
  ASSERT_EQ(added.size(), 1U);
  EXPECT_EQ(added[0].period, Month(2025, 2));
  EXPECT_EQ(added[0].amount, Rupiah(50));
  const std::vector<Piece> taken = Difference(after.pieces, before.pieces);
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].amount, Rupiah(-50));
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
