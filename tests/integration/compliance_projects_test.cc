// SPDX-License-Identifier: Apache-2.0
// Construction projects through their service, on a real PostgreSQL. Now is 2025-01-01.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/compliance/testing/sponsor_calls.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class Projects : public ::testing::Test, protected SponsorCalls {
 protected:
  static v1::ProjectTerms Terms(std::int64_t value) {
    v1::ProjectTerms terms;
    terms.set_contract_value_rupiah(value);
    terms.set_start_date("2024-12-16");
    terms.set_end_date("2025-11-28");
    return terms;
  }

  static v1::RegisterProjectRequest Asked(std::int64_t value = 1'000'000'000) {
    v1::RegisterProjectRequest request;
    request.set_payer(kProject);
    request.set_owner_ref(kProvince);
    request.set_work_order_date("2024-12-09");
    request.set_contract_date("2024-12-02");
    *request.mutable_terms() = Terms(value);
    return request;
  }

  static v1::AmendProjectRequest Amendment(const std::string& key, std::int64_t value) {
    v1::AmendProjectRequest request;
    request.set_idempotency_key(key);
    request.set_payer(kProject);
    *request.mutable_terms() = Terms(value);
    request.set_reason("adendum 1");
    return request;
  }
};

using RegisteringAProject = Projects;

TEST_F(RegisteringAProject, RefusesPayersAndOwnersNobodyKnows) {
  auto request = Asked();
  request.set_payer("X9999999-000");
  Register(request);
  EXPECT_EQ(reason_, "PAYER_UNKNOWN");
  request = Asked();
  request.set_owner_ref("X9999999-000");
  Register(request);
  EXPECT_EQ(reason_, "PAYER_UNKNOWN");
  request.clear_payer();
  Register(request);
  EXPECT_EQ(reason_, "FIELD_REQUIRED");
}

TEST_F(RegisteringAProject, RefusesAProjectWithoutValueOrWithEndBeforeStart) {
  Register(Asked(0));
  EXPECT_EQ(reason_, "PROJECT_VALUE_REQUIRED");
  auto request = Asked();
  request.mutable_terms()->set_end_date("2024-12-15");
  Register(request);
  EXPECT_EQ(reason_, "PROJECT_DATE_ORDER");
  request = Asked();
  request.set_work_order_date("9 December");
  Register(request);
  EXPECT_EQ(reason_, "DATE_INVALID");
  EXPECT_EQ(service_.Count("SELECT count(*) FROM charge"), 0);
}

TEST_F(RegisteringAProject, ChargesTheContributionByTheContractsValue) {
  const auto answer = Register(Asked());
  EXPECT_EQ(reason_, "OK");
  EXPECT_EQ(answer.charge().total_rupiah(), 1'750'000);
  EXPECT_EQ(answer.charge().period(), "2024-12");
  EXPECT_EQ(answer.charge().due_on(), "2025-01-15");
  EXPECT_THAT(answer.charge().programmes(), SizeIs(2));
  EXPECT_EQ(service_.Query("SELECT jkk_employer + jkm_employer || ' ' || segment || ' ' || lines "
                           "|| ' ' || pending FROM charge"),
            std::vector<std::string>{"1750000 3 0 true"});
}

TEST_F(RegisteringAProject, ChargesNothingWhenWagesAreKnown) {
  auto request = Asked();
  request.set_wages_known(true);
  EXPECT_FALSE(Register(request).has_charge());
  EXPECT_EQ(service_.Count("SELECT count(*) FROM charge"), 0);
}

TEST_F(RegisteringAProject, AnswersTheSameTwiceAndOtherContentNever) {
  const auto first = Register(Asked());
  service_.clock().Advance(absl::Hours(48));
  EXPECT_EQ(Register(Asked()).SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(service_.Count("SELECT count(*) FROM charge"), 1);
  Register(Asked(2'000'000'000));
  EXPECT_EQ(reason_, "PROJECT_EXISTS");
}

TEST_F(RegisteringAProject, SaysWhetherItWasInTime) {
  // 14 working days after Monday 9 December 2024; the book knows no holidays of that month.
  const auto late = Register(Asked()).project().registration();
  EXPECT_EQ(late.registered_on(), "2025-01-01");
  EXPECT_EQ(late.due_on(), "2024-12-27");
  EXPECT_EQ(late.working_days_late(), 3);
  auto in_time = Asked();
  in_time.set_payer(kCompany);
  in_time.set_work_order_date("2024-12-12");
  EXPECT_EQ(Register(in_time).project().registration().working_days_late(), 0);
}

using AmendingAProject = Projects;

TEST_F(AmendingAProject, RefusesWhatIsNoProjectOrHasNoReasonOrDay) {
  Amend(v1::AmendProgrammeRequest());
  EXPECT_EQ(reason_, "IDEMPOTENCY_KEY_INVALID");
  AmendProject(Amendment("k", 1));
  EXPECT_EQ(reason_, "PROJECT_UNKNOWN");
  Register(Asked());
  auto request = Amendment("k", 1);
  request.set_reason("");
  AmendProject(request);
  EXPECT_EQ(reason_, "AMENDMENT_REASON_REQUIRED");
  request = Amendment("k", 1);
  request.set_dated_on("2024-12-31");
  AmendProject(request);
  EXPECT_EQ(reason_, "AMENDMENT_DATE_INVALID");
  AmendProject(Amendment("k", 0));
  EXPECT_EQ(reason_, "PROJECT_VALUE_REQUIRED");
}

TEST_F(AmendingAProject, ChargesTheDifferenceOnce) {
  Register(Asked());
  service_.clock().Advance(absl::Hours(24 * 60));  // 2025-03-02
  const auto raised = AmendProject(Amendment("k1", 5'000'000'000));
  EXPECT_EQ(raised.charge().total_rupiah(), 4'800'000);
  EXPECT_EQ(raised.charge().period(), "2025-03");
  EXPECT_EQ(raised.project().version(), 2u);
  EXPECT_EQ(AmendProject(Amendment("k1", 5'000'000'000)).SerializeAsString(),
            raised.SerializeAsString());
  AmendProject(Amendment("k1", 6'000'000'000));
  EXPECT_EQ(reason_, "IDEMPOTENCY_KEY_REUSED");
  const auto lowered = AmendProject(Amendment("k2", 500'000'000));
  EXPECT_EQ(lowered.charge().total_rupiah(), 1'000'000 - 6'550'000);
  EXPECT_EQ(service_.Count("SELECT sum(jkk_employer + jkm_employer) FROM charge"), 1'000'000);
}

TEST_F(AmendingAProject, ChargesNothingForDatesAndCertificates) {
  Register(Asked());
  auto request = Amendment("k", 1'000'000'000);
  request.mutable_terms()->set_certificate_date("2024-12-20");
  const auto answer = AmendProject(request);
  EXPECT_FALSE(answer.has_charge());
  EXPECT_EQ(answer.project().terms().certificate_date(), "2024-12-20");
}

using ShowingAProject = Projects;

TEST_F(ShowingAProject, RefusesAPayerThatIsNone) {
  GetProject(kProject);
  EXPECT_EQ(reason_, "PROJECT_UNKNOWN");
  GetProject("X9999999-000");
  EXPECT_EQ(reason_, "PAYER_UNKNOWN");
}

TEST_F(ShowingAProject, ShowsWhatStoodOnADay) {
  Register(Asked());
  service_.clock().Advance(absl::Hours(24 * 60));
  AmendProject(Amendment("k", 5'000'000'000));
  const auto now = GetProject(kProject);
  EXPECT_THAT(now.history(), SizeIs(2));
  EXPECT_THAT(now.charges(), SizeIs(2));
  EXPECT_EQ(now.project().owner_ref(), kProvince);
  const auto before = GetProject(kProject, "2025-03-01");
  EXPECT_THAT(before.history(), SizeIs(1));
  EXPECT_THAT(before.charges(), SizeIs(1));
  EXPECT_EQ(before.project().terms().contract_value_rupiah(), 1'000'000'000);
  GetProject(kProject, "2024-12-31");
  EXPECT_EQ(reason_, "PROJECT_UNKNOWN");
}

TEST_F(ShowingAProject, CountsItsWorkersAndLinesByMonth) {
  auto request = Asked();
  request.set_wages_known(true);
  Register(request);
  std::vector<TestWorker> workers;
  Lines lines;
  for (std::uint64_t i = 1; i <= 3; ++i) {
    TestWorker worker;
    worker.pseudonym = 1'000 + i;
    worker.nik = NikOf(i);
    worker.employer = kProjectId;
    worker.segment = common::v1::SEGMENT_JAKON;
    worker.end_day = i == 3 ? 20'086 : 0;  // 2024-12-29
    workers.push_back(worker);
    lines.push_back(LineOf(i, "L" + std::to_string(i)));
    lines.back().set_segment(common::v1::SEGMENT_JAKON);
    lines.back().set_covered_from("2024-12");
  }
  lines[0].set_covered_to("2025-01");
  service_.Know(workers);
  PostFor(kProject, "2024-12", "R1", lines);
  const auto shown = GetProject(kProject);
  EXPECT_EQ(shown.workers(), 2);
  EXPECT_EQ(shown.workers_ever(), 3);
  ASSERT_THAT(shown.months(), SizeIs(2));
  EXPECT_EQ(shown.months(0).month(), "2024-12");
  EXPECT_EQ(shown.months(0).heads(), 3);
  EXPECT_EQ(shown.months(0).lines(), 3);
  EXPECT_EQ(shown.months(0).rupiah(), 2 * 27'000 + 13'500);
  EXPECT_EQ(shown.months(1).heads(), 1);
  EXPECT_THAT(shown.charges(), IsEmpty());
}

}  // namespace
}  // namespace paritrana::compliance::testing
