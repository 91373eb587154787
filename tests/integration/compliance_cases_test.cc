// SPDX-License-Identifier: Apache-2.0
// Cases over gRPC and the real database.
#include <atomic>
#include <thread>

#include <gmock/gmock.h>

#include "services/compliance/testing/enforcement/case_calls.h"

namespace paritrana::compliance::testing {
namespace {

using absl::CivilDay;
using ::testing::ElementsAre;

TEST_F(CasesTest, FollowsAnEmployerFromAMissedDueDateToItsSettlement) {
  ASSERT_EQ(Open(), "OK");
  EXPECT_EQ(case_.next().step(), v1::CASE_STEP_NOTICE);
  SetToday(CivilDay(2026, 3, 17));
  ASSERT_EQ(Advance(v1::CASE_STEP_NOTICE), "OK");
  EXPECT_EQ(case_.next().actor(), v1::CASE_ACTOR_EMPLOYER);
  EXPECT_EQ(case_.next().earliest(), "2026-03-27") << "Nyepi and its leave do not count";
  SetToday(CivilDay(2026, 3, 27));
  ASSERT_EQ(Advance(v1::CASE_STEP_WARNING_1), "OK");
  EXPECT_TRUE(case_.next().working_days());
  SetToday(CivilDay(2026, 4, 13));
  ASSERT_EQ(Advance(v1::CASE_STEP_WARNING_2), "OK");
  SetToday(CivilDay(2026, 4, 28));
  ASSERT_EQ(Advance(v1::CASE_STEP_FINE), "OK");
  EXPECT_EQ(case_.timeline(4).fine().rupiah(), 10'000);
  EXPECT_EQ(case_.timeline(4).fine().base_rupiah(), 10'000'000);
  EXPECT_EQ(case_.timeline(4).fine().rule().rule_id(), "LADDER-FINE");
  SetToday(CivilDay(2026, 5, 29));
  ASSERT_EQ(Advance(v1::CASE_STEP_RESTRICTION), "OK");
  EXPECT_EQ(case_.next().step(), v1::CASE_STEP_UNSPECIFIED);
  EXPECT_EQ(Settle(), "CASE_ARREARS_OPEN");
  arrears_.Say(CivilDay(2026, 6, 2), 0);
  SetToday(CivilDay(2026, 6, 2));
  ASSERT_EQ(Settle(), "OK");
  EXPECT_EQ(case_.state(), v1::CASE_STATE_SETTLED);
  EXPECT_EQ(case_.timeline_size(), 7);
  EXPECT_EQ(case_.timeline(6).officer(), "officer-7");
}

TEST_F(CasesTest, RefusesWhatIsAgainstTheLadder) {
  EXPECT_EQ(Advance(v1::CASE_STEP_NOTICE), "CASE_UNKNOWN");
  ASSERT_EQ(Open(), "OK");
  EXPECT_EQ(Advance(v1::CASE_STEP_NOTICE), "CASE_TOO_EARLY");
  EXPECT_EQ(Advance(v1::CASE_STEP_WARNING_2), "CASE_STEP_INVALID");
  EXPECT_EQ(Advance(v1::CASE_STEP_UNSPECIFIED), "CASE_STEP_INVALID");
  EXPECT_EQ(Advance(v1::CASE_STEP_NOTICE, "2026-03-17"), "CASE_DATE_INVALID");
  EXPECT_EQ(Advance(v1::CASE_STEP_NOTICE, "2026-03-15"), "CASE_DATE_INVALID");
  EXPECT_EQ(Advance(v1::CASE_STEP_NOTICE, "soon"), "DATE_INVALID");
  EXPECT_EQ(Resume(), "CASE_STATE_INVALID");
  EXPECT_EQ(Reopen(), "CASE_STATE_INVALID");
  ASSERT_EQ(Pause(), "OK");
  SetToday(CivilDay(2026, 3, 20));
  EXPECT_EQ(Advance(v1::CASE_STEP_NOTICE), "CASE_PAUSED");
  ASSERT_EQ(Resume(), "OK");
  ASSERT_EQ(Settle(true), "OK");
  EXPECT_EQ(Advance(v1::CASE_STEP_NOTICE), "CASE_SETTLED");
  EXPECT_EQ(Pause(), "CASE_SETTLED");
  ASSERT_EQ(Reopen(), "OK");
  EXPECT_EQ(case_.state(), v1::CASE_STATE_OPEN);
}

TEST_F(CasesTest, AnswersTheSameCallWithItsFirstAnswer) {
  ASSERT_EQ(Open(), "OK");
  SetToday(CivilDay(2026, 3, 17));
  ASSERT_EQ(Advance(v1::CASE_STEP_NOTICE, "", "n1"), "OK");
  ASSERT_EQ(Pause(), "OK");
  EXPECT_EQ(Advance(v1::CASE_STEP_NOTICE, "", "n1"), "OK");
  EXPECT_EQ(case_.state(), v1::CASE_STATE_OPEN);
  EXPECT_EQ(case_.timeline_size(), 2);
  EXPECT_EQ(Advance(v1::CASE_STEP_WARNING_1, "", "n1"), "IDEMPOTENCY_KEY_REUSED");
  EXPECT_EQ(Open(), "OK");
  EXPECT_EQ(Open("another"), "CASE_ALREADY_OPEN");
  EXPECT_EQ(service_.Count("SELECT count(*) FROM case_event"), 3);
}

TEST_F(CasesTest, IsOpenOnceForAnEmployerEvenWhenReopened) {
  ASSERT_EQ(Open(), "OK");
  ASSERT_EQ(Settle(true), "OK");
  ASSERT_EQ(Open("second"), "OK");
  EXPECT_EQ(case_.case_no(), 2u);
  EXPECT_EQ(Reopen(), "CASE_ALREADY_OPEN");
}

TEST_F(CasesTest, RefusesToOpenWhatCannotBe) {
  EXPECT_EQ(Open("k", "2026-03-17"), "CASE_DATE_INVALID");
  EXPECT_EQ(Open("k", "2013-11-01"), "RULE_UNKNOWN");
  EXPECT_EQ(Open("k", "2026-03-16", "X-000"), "EMPLOYER_UNKNOWN");
  EXPECT_EQ(Open("", "2026-03-16"), "IDEMPOTENCY_KEY_INVALID");
  v1::OpenCaseRequest request;
  request.set_idempotency_key("k");
  request.set_employer_ref(kTestPayer);
  request.set_reason("missed due date");
  v1::OpenCaseResponse response;
  EXPECT_EQ(Call(*cases_, &Cases::OpenCase, request, &response), "FIELD_REQUIRED");
  request.add_flags(static_cast<v1::ComplianceFlag>(9));
  EXPECT_EQ(Call(*cases_, &Cases::OpenCase, request, &response), "ENUM_UNKNOWN");
  request.set_flags(0, v1::COMPLIANCE_FLAG_PDS_WAGE);
  request.set_reason("");
  EXPECT_EQ(Call(*cases_, &Cases::OpenCase, request, &response), "OFFICER_REASON_REQUIRED");
}

TEST_F(CasesTest, EndsAPlanVisiblyWhenAnInstalmentIsMissed) {
  ASSERT_EQ(Open(), "OK");
  EXPECT_EQ(Plan({{"2026-04-01", 9'999'999}}), "CASE_PLAN_INVALID") << "less than is owed";
  EXPECT_EQ(Plan({{"2026-03-16", 10'000'000}}), "CASE_PLAN_INVALID");
  ASSERT_EQ(Plan({{"2026-04-01", 6'000'000}, {"2026-05-01", 4'000'000}}), "OK");
  EXPECT_EQ(case_.next().respond_by(), "2026-04-01");
  EXPECT_EQ(Advance(v1::CASE_STEP_NOTICE), "CASE_PLAN_ACTIVE");
  arrears_.Say(CivilDay(2026, 3, 30), 4'000'000);
  SetToday(CivilDay(2026, 4, 2));
  ASSERT_EQ(Show(), "OK");
  EXPECT_EQ(case_.next().respond_by(), "2026-05-01");
  SetToday(CivilDay(2026, 5, 4));
  ASSERT_EQ(Show(), "OK");
  EXPECT_EQ(case_.state(), v1::CASE_STATE_OPEN);
  const auto expected =
      ElementsAre(v1::CASE_EVENT_KIND_OPENED, v1::CASE_EVENT_KIND_PLAN_AGREED,
                  v1::CASE_EVENT_KIND_INSTALMENT_MET, v1::CASE_EVENT_KIND_PLAN_BROKEN);
  EXPECT_THAT(Timeline(), expected);
  EXPECT_EQ(case_.timeline(3).day(), "2026-05-02");
  EXPECT_EQ(case_.timeline(3).officer(), "system");
  EXPECT_EQ(service_.Count("SELECT count(*) FROM case_event"), 2) << "a read writes nothing";
  const EmployerId employers[] = {kTestPayerId};
  EXPECT_EQ(parts_.case_handler.ReviewPlans(employers, absl::Now() + absl::Seconds(9)).value(), 2u);
  EXPECT_EQ(parts_.case_handler.ReviewPlans(employers, absl::Now() + absl::Seconds(9)).value(), 0u);
  ASSERT_EQ(Show(), "OK");
  EXPECT_THAT(Timeline(), expected) << "entered as it was shown";
  ASSERT_EQ(Show("2026-04-30"), "OK");
  EXPECT_EQ(case_.state(), v1::CASE_STATE_PLAN);
}

TEST_F(CasesTest, EntersAPastInstalmentBeforeTheNextChange) {
  ASSERT_EQ(Open(), "OK");
  ASSERT_EQ(Plan({{"2026-04-01", 10'000'000}}), "OK");
  SetToday(CivilDay(2026, 4, 2));
  ASSERT_EQ(Advance(v1::CASE_STEP_NOTICE), "OK");
  EXPECT_THAT(Timeline(), ElementsAre(v1::CASE_EVENT_KIND_OPENED, v1::CASE_EVENT_KIND_PLAN_AGREED,
                                      v1::CASE_EVENT_KIND_PLAN_BROKEN, v1::CASE_EVENT_KIND_STEP));
}

TEST_F(CasesTest, IsToldAsOfADay) {
  ASSERT_EQ(Open(), "OK");
  SetToday(CivilDay(2026, 3, 17));
  ASSERT_EQ(Advance(v1::CASE_STEP_NOTICE), "OK");
  ASSERT_EQ(Show("2026-03-16"), "OK");
  EXPECT_EQ(case_.step(), v1::CASE_STEP_MISSED_DUE_DATE);
  EXPECT_EQ(Show("2026-03-15"), "CASE_UNKNOWN");
  EXPECT_EQ(Show("2026-03-18"), "CASE_DATE_INVALID");
  EXPECT_EQ(Show("", 2), "CASE_UNKNOWN");
}

TEST_F(CasesTest, AreListedByRegionStateAndPage) {
  const std::vector<TestEmployer> more = {{EmployerId(72), "B1-000"}, {EmployerId(73), "B2-000"}};
  service_.Know(more);
  ASSERT_EQ(Open(), "OK");
  ASSERT_EQ(Open("o2", "2026-03-16", "B1-000"), "OK");
  ASSERT_EQ(Open("o3", "2026-03-16", "B2-000"), "OK");
  ASSERT_EQ(Settle(true), "OK");
  EXPECT_EQ(List("64", v1::CASE_STATE_UNSPECIFIED).cases_size(), 2);
  EXPECT_EQ(List("64.74", v1::CASE_STATE_SETTLED).cases_size(), 1);
  EXPECT_EQ(List("65", v1::CASE_STATE_UNSPECIFIED).cases_size(), 0);
  const auto first = List("", v1::CASE_STATE_UNSPECIFIED, 1);
  EXPECT_EQ(first.cases(0).case_no(), 2u);
  const auto second = List("", v1::CASE_STATE_UNSPECIFIED, 1, first.next_page_token());
  EXPECT_EQ(second.cases(0).case_no(), 3u);
  EXPECT_EQ(second.next_page_token(), "");
  List("6474", v1::CASE_STATE_UNSPECIFIED);
  EXPECT_EQ(reason_, "REGION_INVALID");
  List("", v1::CASE_STATE_UNSPECIFIED, 1001);
  EXPECT_EQ(reason_, "PAGE_SIZE_INVALID");
  List("", v1::CASE_STATE_UNSPECIFIED, 1, "x");
  EXPECT_EQ(reason_, "PAGE_TOKEN_INVALID");
  v1::ListEmployerCasesRequest request;
  request.set_employer_ref("B1-000");
  v1::ListEmployerCasesResponse response;
  EXPECT_EQ(Call(*cases_, &Cases::ListEmployerCases, request, &response), "OK");
  EXPECT_EQ(response.cases_size(), 1);
}

TEST_F(CasesTest, TakesOneOfManyOfficersWhoActAtOnce) {
  ASSERT_EQ(Open(), "OK");
  SetToday(CivilDay(2026, 3, 17));
  std::vector<std::thread> officers;
  std::atomic<int> taken = 0;
  for (int i = 0; i < 8; ++i) {
    officers.emplace_back([&, i] {
      grpc::ClientContext context;
      v1::AdvanceCaseRequest request;
      request.set_idempotency_key("at-once-" + std::to_string(i));
      request.set_case_no(1);
      request.set_step(v1::CASE_STEP_NOTICE);
      request.set_reason("missed due date");
      v1::AdvanceCaseResponse response;
      taken += cases_->AdvanceCase(&context, request, &response).ok() ? 1 : 0;
    });
  }
  for (std::thread& officer : officers) officer.join();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(service_.Count("SELECT count(*) FROM case_event"), 2);
}

}  // namespace
}  // namespace paritrana::compliance::testing
