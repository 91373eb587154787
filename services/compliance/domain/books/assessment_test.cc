// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/books/assessment.h"

#include <gtest/gtest.h>

#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::compliance {
namespace {

using absl::CivilDay;
using contribution::testing::ShippedBook;

// Medium size: JKK, JKM, JHT and JP are mandatory.
const PayerTerms kTerms{.kind = 1, .size_class = 3, .jkk_class = 2, .reliefs = {}};

Charge ChargeOf(Month period, std::int64_t jkk, std::int64_t jkm, std::int64_t lines = 1) {
  Charge charge{.period = period, .recorded_on = CivilDay(2024, 1, 1), .lines = lines};
  charge.amounts[0].employer = Rupiah(jkk);
  charge.amounts[1].employer = Rupiah(jkm);
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

Assessment AssessedOn(CivilDay day, const AccountHistory& history) {
  const AssessmentSources sources{kTerms, {Flag::kArrears}, {Flag::kPdsWage}, true, true};
  const Account account = ReplayAccount(ShippedBook(), kTerms, history, {day, {}}).value();
  return Assess(ShippedBook(), sources, account);
}

TEST(AssessmentTest, OfAnEmployerThatDeclaredNothingHasNoObligations) {
  const Assessment assessment = AssessedOn(CivilDay(2025, 1, 1), {});
  EXPECT_EQ(assessment.obligations_due, 0u);
  EXPECT_FALSE(assessment.latest.has_value());
  EXPECT_EQ(assessment.arrears_class, "");
  EXPECT_FALSE(assessment.declarations_complete);
  EXPECT_FALSE(assessment.declared_in_time);
  EXPECT_TRUE(assessment.suspected.Has(Flag::kArrears));
  EXPECT_TRUE(assessment.confirmed.Has(Flag::kPdsWage));
  EXPECT_TRUE(assessment.mandatory.Has(Programme::kJp));
}

// 2024-11 is due on 16 December 2024 (the 15th is a Sunday), 2024-12 on 15 January 2025.
TEST(AssessmentTest, CountsWhatWasPaidInTimeByProgrammeAndExactly) {
  AccountHistory history;
  history.charges = {ChargeOf(Month(2024, 11), 100, 200), ChargeOf(Month(2024, 12), 100, 200)};
  // JKK of November in time, JKM a rupiah short until the day after; December in time.
  history.payments = {Paid(1, 299, CivilDay(2024, 12, 16)), Paid(2, 301, CivilDay(2024, 12, 17))};
  const Assessment before = AssessedOn(CivilDay(2024, 12, 16), history);
  EXPECT_EQ(before.obligations_due, 0u);
  const Assessment november = AssessedOn(CivilDay(2024, 12, 17), history);
  EXPECT_EQ(november.obligations_due, 2u);
  EXPECT_EQ(november.obligations_on_time, 1u);
  const Assessment december = AssessedOn(CivilDay(2025, 1, 16), history);
  EXPECT_EQ(december.obligations_due, 4u);
}

TEST(AssessmentTest, ForgetsWhatFellDueOverAYearAgo) {
  AccountHistory history;
  history.charges = {ChargeOf(Month(2024, 11), 100, 0)};
  EXPECT_EQ(AssessedOn(CivilDay(2025, 12, 16), history).obligations_due, 1u);
  EXPECT_EQ(AssessedOn(CivilDay(2025, 12, 17), history).obligations_due, 0u);
}

TEST(AssessmentTest, NamesTheNewestPeriodItsHeadsAndItsProgrammes) {
  AccountHistory history;
  history.charges = {ChargeOf(Month(2024, 12), 100, 0, 7), ChargeOf(Month(2024, 11), 100, 200, 9)};
  const Assessment assessment = AssessedOn(CivilDay(2025, 1, 2), history);
  EXPECT_EQ(assessment.latest, Month(2024, 12));
  EXPECT_EQ(assessment.heads, 7);
  EXPECT_TRUE(assessment.taken.Has(Programme::kJkk));
  EXPECT_FALSE(assessment.taken.Has(Programme::kJkm));
}

TEST(AssessmentTest, NamesTheClassOfTheOldestArrears) {
  AccountHistory history;
  history.charges = {ChargeOf(Month(2024, 11), 100, 200)};
  EXPECT_EQ(AssessedOn(CivilDay(2024, 12, 16), history).arrears_class, "");
  EXPECT_EQ(AssessedOn(CivilDay(2024, 12, 17), history).arrears_class, "LATE");
  EXPECT_EQ(AssessedOn(CivilDay(2025, 11, 1), history).arrears_class, "MACET");
}

}  // namespace
}  // namespace paritrana::compliance
