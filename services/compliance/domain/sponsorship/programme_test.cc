// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/sponsorship/programme.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/contribution/testing/shipped_rules.h"

namespace paritrana::compliance {
namespace {

using contribution::EmployerKind;
using contribution::testing::ShippedBook;

std::string Reason(const absl::Status& status) {
  return status.ok() ? "OK" : std::string(ReasonOf(status)->name);
}

ProgrammeTerms Year2024() { return {Month(2024, 1), Month(2024, 12), 100, Rupiah(20'160'000)}; }

TEST(CheckTerms, RefusesAnEndBeforeTheStart) {
  ProgrammeTerms terms = Year2024();
  terms.last = Month(2023, 12);
  EXPECT_EQ(Reason(CheckTerms(terms)), "MONTH_ORDER");
}

TEST(CheckTerms, RefusesMoreThanFiveYears) {
  ProgrammeTerms terms = Year2024();
  terms.last = Month(2028, 12);
  EXPECT_EQ(Reason(CheckTerms(terms)), "OK");
  terms.last = Month(2029, 1);
  EXPECT_EQ(Reason(CheckTerms(terms)), "MONTH_ORDER");
}

TEST(CheckSpan, CountsTheMonthsOfEarlierTerms) {
  Amendment<ProgrammeTerms> first;
  first.terms = Year2024();
  const History<ProgrammeTerms> history = {first};
  ProgrammeTerms later = {Month(2028, 1), Month(2028, 12), 1, Rupiah(1)};
  EXPECT_EQ(Reason(CheckSpan(history, later)), "OK");
  later.last = Month(2029, 1);
  EXPECT_EQ(Reason(CheckSpan(history, later)), "MONTH_ORDER");
}

TEST(CheckTerms, RefusesAProgrammeWithoutTargetOrBudget) {
  ProgrammeTerms terms = Year2024();
  terms.target_heads = 0;
  EXPECT_EQ(Reason(CheckTerms(terms)), "SPONSOR_TARGET_REQUIRED");
  terms.target_heads = kTargetHeadsMax + 1;
  EXPECT_EQ(Reason(CheckTerms(terms)), "FIELD_OUT_OF_RANGE");
  terms = Year2024();
  terms.budget = Rupiah(0);
  EXPECT_EQ(Reason(CheckTerms(terms)), "SPONSOR_BUDGET_REQUIRED");
  terms.budget = Rupiah(kBudgetRupiahMax + 1);
  EXPECT_EQ(Reason(CheckTerms(terms)), "AMOUNT_ABSURD");
}

TEST(CheckSponsorKind, LeavesPublicMoneyToGovernments) {
  for (const SponsorKind kind : {SponsorKind::kProvinceBudget, SponsorKind::kRegencyBudget,
                                 SponsorKind::kVillageFund, SponsorKind::kRevenueSharing}) {
    EXPECT_TRUE(CheckSponsorKind(kind, EmployerKind::kGovernment).ok());
    EXPECT_EQ(Reason(CheckSponsorKind(kind, EmployerKind::kPrivate)), "SPONSOR_KIND_DIFFERS");
  }
}

TEST(CheckSponsorKind, LeavesSocialProgrammesToUndertakings) {
  EXPECT_TRUE(CheckSponsorKind(SponsorKind::kCompany, EmployerKind::kPrivate).ok());
  EXPECT_TRUE(CheckSponsorKind(SponsorKind::kCompany, EmployerKind::kState).ok());
  EXPECT_EQ(Reason(CheckSponsorKind(SponsorKind::kCompany, EmployerKind::kGovernment)),
            "SPONSOR_KIND_DIFFERS");
}

TEST(MonthlyCosts, AskTheLeastOfTheRulesForJkkAndJkm) {
  const auto costs =
      MonthlyCosts::Make(ShippedBook(), ProgrammeAttributes(), Month(2024, 1), Month(2024, 12));
  ASSERT_TRUE(costs.ok());
  EXPECT_EQ(costs->Of(Month(2024, 5)), 16'800);
  EXPECT_EQ(costs->Of(Month(2025, 1)), 0);
}

TEST(MonthlyCosts, AddOldAgeSavingsAndTheIncome) {
  ProgrammeAttributes attributes;
  attributes.with_jht = true;
  attributes.income = Rupiah(2'000'000);
  const auto costs = MonthlyCosts::Make(ShippedBook(), attributes, Month(2024, 1), Month(2024, 1));
  ASSERT_TRUE(costs.ok());
  EXPECT_EQ(costs->Of(Month(2024, 1)), 20'000 + 6'800 + 40'000);
}

TEST(MonthlyCosts, KnowNoReliefForSponsoredMembers) {
  const auto costs =
      MonthlyCosts::Make(ShippedBook(), ProgrammeAttributes(), Month(2026, 4), Month(2026, 4));
  ASSERT_TRUE(costs.ok());
  EXPECT_EQ(costs->Of(Month(2026, 4)), 16'800);
}

TEST(BasisPoints, RoundsHalfUp) {
  EXPECT_EQ(BasisPoints(22'121, 54'452), 4'062);
  EXPECT_EQ(BasisPoints(54'452, 54'452), 10'000);
  EXPECT_EQ(BasisPoints(1, 0), 0);
  EXPECT_EQ(BasisPoints(1, 20'000), 1);
  EXPECT_EQ(BasisPoints(1, 20'001), 0);
}

Amendment<ProgrammeTerms> State(std::uint32_t version, absl::CivilDay dated_on,
                                absl::CivilDay recorded_on) {
  Amendment<ProgrammeTerms> state;
  state.version = version;
  state.dated_on = dated_on;
  state.recorded_on = recorded_on;
  return state;
}

TEST(HistoryAsOf, GoesByTheDayThatTermsAreDated) {
  const History<ProgrammeTerms> history = {
      State(1, absl::CivilDay(2024, 1, 2), absl::CivilDay(2024, 1, 2)),
      State(2, absl::CivilDay(2024, 7, 1), absl::CivilDay(2024, 8, 5))};
  EXPECT_TRUE(HistoryAsOf(history, {absl::CivilDay(2024, 1, 1), std::nullopt}).empty());
  EXPECT_EQ(HistoryAsOf(history, {absl::CivilDay(2024, 6, 30), std::nullopt}).back().version, 1U);
  EXPECT_EQ(HistoryAsOf(history, {absl::CivilDay(2024, 7, 1), std::nullopt}).back().version, 2U);
}

TEST(HistoryAsOf, LeavesOutWhatWasNotKnownYet) {
  const History<ProgrammeTerms> history = {
      State(1, absl::CivilDay(2024, 1, 2), absl::CivilDay(2024, 1, 2)),
      State(2, absl::CivilDay(2024, 7, 1), absl::CivilDay(2024, 8, 5))};
  const PointOfView before = {absl::CivilDay(2024, 7, 15), absl::CivilDay(2024, 8, 4)};
  EXPECT_EQ(HistoryAsOf(history, before).back().version, 1U);
}

TEST(CheckAmendmentDay, RefusesTheFutureAndGoingBack) {
  const absl::CivilDay today(2024, 8, 5);
  EXPECT_EQ(Reason(CheckAmendmentDay(today + 1, today, std::nullopt)), "AMENDMENT_DATE_INVALID");
  EXPECT_EQ(Reason(CheckAmendmentDay(today - 2, today, today - 1)), "AMENDMENT_DATE_INVALID");
  EXPECT_EQ(Reason(CheckAmendmentDay(today - 1, today, today - 1)), "OK");
}

TEST(CheckAmendmentReason, WantsOne) {
  EXPECT_EQ(Reason(CheckAmendmentReason("")), "AMENDMENT_REASON_REQUIRED");
  EXPECT_EQ(Reason(CheckAmendmentReason(std::string(201, 'x'))), "AMENDMENT_REASON_REQUIRED");
  EXPECT_EQ(Reason(CheckAmendmentReason("APBD-P 2024")), "OK");
}

}  // namespace
}  // namespace paritrana::compliance
