// SPDX-License-Identifier: Apache-2.0
// Programmes of sponsors through their service, on a real PostgreSQL. Now is 2025-01-01.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/compliance/testing/sponsor_calls.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kMonth = 16'800;

class Sponsorship : public ::testing::Test, protected SponsorCalls {
 protected:
  // Programme "P" of 2025: two heads, money for both.
  v1::CreateProgrammeRequest P(std::int64_t target = 2, std::int64_t budget = 24 * kMonth) const {
    return Asked("P", "2025-01", "2025-12", target, budget);
  }

  v1::AmendProgrammeRequest Amendment(const std::string& key, std::int64_t target,
                                      std::int64_t budget) const {
    v1::AmendProgrammeRequest request;
    request.set_idempotency_key(key);
    request.set_payer(kProvince);
    request.set_programme("P");
    *request.mutable_terms() = P(target, budget).terms();
    request.set_reason("APBD-P 2025");
    return request;
  }
};

using CreatingAProgramme = Sponsorship;

TEST_F(CreatingAProgramme, RefusesAPayerNobodyKnows) {
  auto request = P();
  request.set_payer("X9999999-000");
  Create(request);
  EXPECT_EQ(reason_, "PAYER_UNKNOWN");
}

TEST_F(CreatingAProgramme, RefusesMoneyThatThePayerDoesNotHave) {
  auto request = P();
  request.set_payer(kCompany);
  Create(request);
  EXPECT_EQ(reason_, "SPONSOR_KIND_DIFFERS");
  request.set_kind(common::v1::SPONSOR_KIND_COMPANY);
  Create(request);
  EXPECT_EQ(reason_, "OK");
}

TEST_F(CreatingAProgramme, RefusesWhatCannotBe) {
  Create(Asked("P", "2025-12", "2025-01", 2, 1));
  EXPECT_EQ(reason_, "MONTH_ORDER");
  Create(Asked("P", "2025-01", "2025-12", 0, 1));
  EXPECT_EQ(reason_, "SPONSOR_TARGET_REQUIRED");
  Create(Asked("P", "2025-01", "2025-12", 1, 0));
  EXPECT_EQ(reason_, "SPONSOR_BUDGET_REQUIRED");
  Create(Asked("P/2", "2025-01", "2025-12", 1, 1));
  EXPECT_EQ(reason_, "FIELD_MALFORMED");
  Create(Asked("P", "2025-13", "2025-12", 1, 1));
  EXPECT_EQ(reason_, "MONTH_INVALID");
  auto request = P();
  request.set_region("6");
  Create(request);
  EXPECT_EQ(reason_, "REGION_INVALID");
  request = P();
  request.set_dated_on("2025-01-02");
  Create(request);
  EXPECT_EQ(reason_, "AMENDMENT_DATE_INVALID");
}

TEST_F(CreatingAProgramme, AnswersTheSameTwiceAndOtherContentNever) {
  const auto first = Create(P());
  EXPECT_EQ(reason_, "OK");
  EXPECT_EQ(first.version(), 1u);
  EXPECT_EQ(Create(P()).SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(service_.Count("SELECT count(*) FROM sponsor_programme_terms"), 1);
  Create(P(3));
  EXPECT_EQ(reason_, "SPONSOR_PROGRAMME_EXISTS");
}

using Enrolling = Sponsorship;

TEST_F(Enrolling, RefusesAProgrammeNobodyKnows) {
  Enrol("P", {EnrolLine(1)});
  EXPECT_EQ(reason_, "SPONSOR_PROGRAMME_UNKNOWN");
}

TEST_F(Enrolling, RefusesAnEmptyOrTooLargeBatch) {
  Create(P());
  Enrol("P", {});
  EXPECT_EQ(reason_, "FIELD_REQUIRED");
  Enrol("P", std::vector<v1::EnrolmentLine>(5'001, EnrolLine(1)));
  EXPECT_EQ(reason_, "CHUNK_TOO_LARGE");
}

TEST_F(Enrolling, JudgesEachLineByItself) {
  KnowSponsored(1, 4);
  service_.KnowWorkers(0);
  Create(P());
  auto bad = EnrolLine(1);
  bad.mutable_worker()->set_nik("123");
  const auto answer = Enrol("P", {EnrolLine(1), bad, EnrolLine(9), EnrolLine(2, "2024-12"),
                                  EnrolLine(2, "x"), EnrolLine(2), EnrolLine(3), EnrolLine(1)});
  EXPECT_EQ(reason_, "OK");
  EXPECT_EQ(answer.accepted(), 3u);
  EXPECT_EQ(answer.unchanged(), 1u);
  EXPECT_THAT(Reasons(answer),
              ElementsAre("NIK_INVALID", "WORKER_UNKNOWN", "ENROLMENT_OUTSIDE_PROGRAMME",
                          "MONTH_INVALID", "SPONSOR_TARGET_EXCEEDED"));
  EXPECT_EQ(answer.verdicts(4).line_no(), 7u);
}

TEST_F(Enrolling, RefusesWhoWorksForSomebodyElse) {
  service_.KnowWorkers(1);
  Create(P());
  EXPECT_THAT(Reasons(Enrol("P", {EnrolLine(1)})), ElementsAre("WORKER_NOT_SPONSORED"));
}

TEST_F(Enrolling, RefusesWhatTheBudgetDoesNotReachFor) {
  KnowSponsored(1, 2);
  Create(P(2, 23 * kMonth));
  EXPECT_THAT(Reasons(Enrol("P", {EnrolLine(1), EnrolLine(2)})),
              ElementsAre("SPONSOR_BUDGET_EXCEEDED"));
  EXPECT_THAT(Reasons(Enrol("P", {EnrolLine(2, "2025-02")})), IsEmpty());
}

TEST_F(Enrolling, PaysAMonthFromOneProgrammeOnly) {
  KnowSponsored(1, 1);
  Create(P());
  Create(Asked("Q", "2025-06", "2026-05", 5, 100 * kMonth));
  Enrol("P", {EnrolLine(1)});
  EXPECT_THAT(Reasons(Enrol("Q", {EnrolLine(1)})), ElementsAre("ENROLMENT_OVERLAPS"));
  EXPECT_THAT(Reasons(Enrol("Q", {EnrolLine(1, "2026-01")})), IsEmpty());
}

TEST_F(Enrolling, AnswersABatchOnceWhateverHasChangedSince) {
  KnowSponsored(1, 3);
  Create(P());
  v1::EnrolWorkersRequest request;
  request.set_idempotency_key("k");
  request.set_payer(kProvince);
  request.set_programme("P");
  for (int i = 1; i <= 3; ++i) *request.add_lines() = EnrolLine(static_cast<std::uint64_t>(i));
  const auto first = Enrol(request);
  EXPECT_THAT(Reasons(first), ElementsAre("SPONSOR_TARGET_EXCEEDED"));
  Amend(Amendment("a", 3, 36 * kMonth));
  EXPECT_EQ(Enrol(request).SerializeAsString(), first.SerializeAsString());
  request.mutable_lines()->RemoveLast();
  Enrol(request);
  EXPECT_EQ(reason_, "IDEMPOTENCY_KEY_REUSED");
}

TEST_F(Enrolling, KeepsNoIdentity) {
  KnowSponsored(1, 1);
  Create(P());
  Enrol("P", {EnrolLine(1)});
  EXPECT_EQ(service_.Count("SELECT count(*) FROM idempotency_key WHERE request || answer LIKE '%" +
                           NikOf(1) + "%'"),
            0);
}

TEST_F(Enrolling, EndsEnrolmentsWithoutForgettingThem) {
  KnowSponsored(1, 2);
  Create(P());
  Enrol("P", {EnrolLine(1), EnrolLine(2)});
  service_.clock().Advance(absl::Hours(24 * 100));  // 2025-04-11
  auto leave = EnrolLine(1, "2025-05");
  leave.set_action(v1::ENROLMENT_ACTION_WITHDRAW);
  EXPECT_THAT(Reasons(Enrol("P", {leave})), IsEmpty());
  EXPECT_EQ(Get("P").months(3).enrolled(), 2);
  EXPECT_EQ(Get("P").months(4).enrolled(), 1);
  EXPECT_EQ(Get("P", "2025-04-10").months(4).enrolled(), 2);
  EXPECT_EQ(Enrol("P", {leave}).unchanged(), 1u);
  auto stranger = EnrolLine(9);
  stranger.set_action(v1::ENROLMENT_ACTION_WITHDRAW);
  EXPECT_THAT(Reasons(Enrol("P", {stranger})), ElementsAre("WORKER_UNKNOWN"));
}

TEST_F(Enrolling, RefusesToWithdrawWhoIsNotEnrolled) {
  KnowSponsored(1, 1);
  Create(P());
  auto leave = EnrolLine(1, "2025-05");
  leave.set_action(v1::ENROLMENT_ACTION_WITHDRAW);
  EXPECT_THAT(Reasons(Enrol("P", {leave})), ElementsAre("ENROLMENT_UNKNOWN"));
}

using AmendingAProgramme = Sponsorship;

TEST_F(AmendingAProgramme, RefusesWhatHasNoProgrammeReasonOrDay) {
  Amend(Amendment("k", 2, 1));
  EXPECT_EQ(reason_, "SPONSOR_PROGRAMME_UNKNOWN");
  Create(P());
  auto request = Amendment("k", 2, 1);
  request.clear_reason();
  Amend(request);
  EXPECT_EQ(reason_, "AMENDMENT_REASON_REQUIRED");
  request = Amendment("k", 2, 1);
  request.set_dated_on("2025-02-01");
  Amend(request);
  EXPECT_EQ(reason_, "AMENDMENT_DATE_INVALID");
  request.set_dated_on("2024-12-31");
  Amend(request);
  EXPECT_EQ(reason_, "AMENDMENT_DATE_INVALID");
  request.set_dated_on("31-12-2024");
  Amend(request);
  EXPECT_EQ(reason_, "DATE_INVALID");
}

TEST_F(AmendingAProgramme, KeepsWhatStoodBefore) {
  Create(P());
  service_.clock().Advance(absl::Hours(24 * 31));  // 2025-02-01
  auto request = Amendment("k", 5, 60 * kMonth);
  request.set_dated_on("2025-01-15");
  EXPECT_EQ(Amend(request).amendment().version(), 2u);
  EXPECT_EQ(Get("P").programme().terms().target_heads(), 5);
  EXPECT_THAT(Get("P").history(), SizeIs(2));
  EXPECT_EQ(Get("P", "2025-01-14").programme().terms().target_heads(), 2);
  EXPECT_EQ(Get("P", "2025-01-20").programme().terms().target_heads(), 5);
  EXPECT_EQ(Get("P", "2025-01-20", "2025-01-31").programme().terms().target_heads(), 2);
  Get("P", "2024-12-31");
  EXPECT_EQ(reason_, "SPONSOR_PROGRAMME_UNKNOWN");
}

TEST_F(AmendingAProgramme, HoldsBelowWhatIsEnrolledAndSaysSo) {
  KnowSponsored(1, 2);
  Create(P());
  Enrol("P", {EnrolLine(1), EnrolLine(2)});
  auto request = Amendment("k", 1, 12 * kMonth);
  request.mutable_terms()->set_last_month("2025-11");
  const auto answer = Amend(request);
  std::vector<std::string> reasons;
  for (const auto& warning : answer.warnings()) reasons.push_back(warning.reason());
  EXPECT_THAT(reasons, ElementsAre("TARGET_BELOW_ENROLLED", "BUDGET_BELOW_ENROLLED",
                                   "ENROLMENT_OUTSIDE_PROGRAMME"));
  EXPECT_EQ(Amend(request).SerializeAsString(), answer.SerializeAsString());
  EXPECT_EQ(service_.Count("SELECT count(*) FROM sponsor_programme_terms"), 2);
}

TEST_F(AmendingAProgramme, SaysWhenTheBudgetIsBelowWhatWasPaid) {
  KnowSponsored(1, 1);
  Create(P());
  Enrol("P", {EnrolLine(1)});
  PostFor(kProvince, "2025-01", "R1", {SponsoredLine(1, "2025-01", "2025-06", 6)});
  const auto answer = Amend(Amendment("k", 2, 5 * kMonth));
  EXPECT_EQ(answer.warnings(1).reason(), "BUDGET_BELOW_PAID");
}

}  // namespace
}  // namespace paritrana::compliance::testing
