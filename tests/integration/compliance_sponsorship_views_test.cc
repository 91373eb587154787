// SPDX-License-Identifier: Apache-2.0
// What is shown of sponsors through their service, on a real PostgreSQL. Now is 2025-01-01.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/compliance/testing/sponsor_calls.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kMonth = 16'800;

class ShownSponsorship : public ::testing::Test, protected SponsorCalls {
 protected:
  // Programme "P" of 2025: two heads, money for both.
  v1::CreateProgrammeRequest P(std::int64_t target = 2, std::int64_t budget = 24 * kMonth) const {
    return Asked("P", "2025-01", "2025-12", target, budget);
  }
};

using ShowingAProgramme = ShownSponsorship;

TEST_F(ShowingAProgramme, CountsWhatWasPaidForWhomAndWhen) {
  KnowSponsored(1, 3);
  Create(P(5, 100 * kMonth));
  Enrol("P", {EnrolLine(1), EnrolLine(2, "2025-03")});
  // Worker 3 is paid for but not enrolled; worker 2 before the enrolment.
  PostFor(kProvince, "2025-01", "R1",
          {SponsoredLine(1, "2025-01", "2025-12", 12), SponsoredLine(2, "2025-02", "2025-03", 2),
           SponsoredLine(3, "2025-01", "2025-01", 1)});
  const auto shown = Get("P");
  EXPECT_EQ(reason_, "OK");
  EXPECT_EQ(shown.enrolled_heads(), 2);
  EXPECT_EQ(shown.paid_heads(), 2);
  EXPECT_EQ(shown.paid_rupiah(), 13 * kMonth);
  EXPECT_EQ(shown.months(0).heads(), 1);
  EXPECT_EQ(shown.months(1).heads(), 1);
  EXPECT_EQ(shown.months(2).heads(), 2);
  EXPECT_EQ(shown.months(2).rupiah(), 2 * kMonth);
  EXPECT_EQ(shown.months(2).monthly_rupiah(), kMonth);
  EXPECT_EQ(shown.realised_bp(), 4'000);
}

TEST_F(ShowingAProgramme, FollowsTheLedger) {
  KnowSponsored(1, 1);
  Create(P());
  Enrol("P", {EnrolLine(1)});
  EXPECT_EQ(Get("P").paid_heads(), 0);
  PostFor(kProvince, "2025-01", "R1", {SponsoredLine(1, "2025-01", "2025-03", 3)});
  EXPECT_EQ(Get("P").paid_rupiah(), 3 * kMonth);
  PostFor(kProvince, "2025-01", "R2", {SponsoredLine(1, "2025-04", "2025-05", 2)});
  EXPECT_EQ(Get("P").paid_rupiah(), 5 * kMonth);
  EXPECT_EQ(Get("P").months(4).heads(), 1);
}

TEST_F(ShowingAProgramme, PutsARemainderIntoTheFirstMonthAsAccrualsDo) {
  KnowSponsored(1, 1);
  Create(P());
  Enrol("P", {EnrolLine(1)});
  auto line = SponsoredLine(1, "2025-01", "2025-03", 3);
  line.mutable_amounts(0)->set_employee_rupiah(30'002);
  line.mutable_amounts(1)->set_employee_rupiah(20'401);
  PostFor(kProvince, "2025-01", "R1", {line});
  EXPECT_EQ(Get("P").months(0).rupiah(), 16'803);
  EXPECT_EQ(Get("P").months(1).rupiah(), 16'800);
  EXPECT_EQ(service_.Count("SELECT sum(jkk_employee + jkm_employee) FROM accrual "
                           "WHERE covered_month = 2025 * 12"),
            16'803);
}

TEST_F(ShowingAProgramme, KnowsAWorkerUnderAMergedRecordToo) {
  KnowSponsored(1, 1);
  Create(P());
  Enrol("P", {EnrolLine(1)});
  PostFor(kProvince, "2025-01", "R1", {SponsoredLine(1, "2025-01", "2025-01", 1)});
  registration::events::v1::Participant merged;
  merged.set_pseudonym(1'000'001);
  merged.set_revision(2);
  merged.set_merged_into(77);
  registration::events::v1::Participant survivor;
  survivor.set_pseudonym(77);
  survivor.set_revision(1);
  survivor.add_identity_tokens(NikToken(service_.vault(), NikOf(1)));
  auto& membership = *survivor.add_memberships();
  membership.set_membership_no(1);
  membership.set_employer_id(kProvinceId.value());
  membership.set_segment(common::v1::SEGMENT_BPU);
  membership.set_worker_kind(common::v1::WORKER_KIND_VULNERABLE);
  membership.set_sponsor_kind(common::v1::SPONSOR_KIND_PROVINCE_BUDGET);
  membership.set_start_day(19'358);
  service_.Know(std::vector<registration::events::v1::Participant>{merged, survivor});
  service_.Settle();
  EXPECT_EQ(Get("P").paid_heads(), 1);
  EXPECT_EQ(Enrol("P", {EnrolLine(1)}).unchanged(), 1u);
}

using Lapsing = ShownSponsorship;

TEST_F(Lapsing, ShowsTheMonthAndTheHeadsBeforeTheMoneyEnds) {
  KnowSponsored(1, 2);
  auto request = P(2, 9 * kMonth);
  request.set_funding(v1::PROGRAMME_FUNDING_WHILE_IT_LASTS);
  Create(request);
  Enrol("P", {EnrolLine(1), EnrolLine(2)});
  const auto lapse = Get("P").lapse();
  EXPECT_EQ(lapse.cause(), v1::LAPSE_CAUSE_BUDGET);
  EXPECT_EQ(lapse.last_covered_month(), "2025-04");
  EXPECT_EQ(lapse.heads_falling_out(), 1);
  EXPECT_EQ(lapse.shortfall_rupiah(), 15 * kMonth);
}

TEST_F(Lapsing, NamesThoseWhomTheNextProgrammeTakesOver) {
  KnowSponsored(1, 2);
  Create(P());
  Create(Asked("Q", "2026-01", "2026-12", 1, 12 * kMonth));
  Enrol("P", {EnrolLine(1), EnrolLine(2)});
  Enrol("Q", {EnrolLine(2)});
  const auto lapse = Get("P").lapse();
  EXPECT_EQ(lapse.cause(), v1::LAPSE_CAUSE_PERIOD);
  EXPECT_EQ(lapse.last_covered_month(), "2025-12");
  EXPECT_EQ(lapse.heads_falling_out(), 2);
  EXPECT_EQ(lapse.heads_continuing(), 1);
}

TEST_F(Lapsing, AreListedByRegionAndHorizon) {
  KnowSponsored(1, 3);
  Create(Asked("A", "2025-01", "2025-03", 5, 100 * kMonth));
  Create(Asked("B", "2025-01", "2025-12", 5, 100 * kMonth));
  auto village = Asked("C", "2025-01", "2025-02", 5, 100 * kMonth);
  village.set_region("65.01.01.2001");
  Create(village);
  Enrol("A", {EnrolLine(1)});
  Enrol("B", {EnrolLine(2)});
  Enrol("C", {EnrolLine(3)});
  v1::ListLapsingProgrammesRequest request;
  request.set_region("65");
  auto listed = ListLapsing(request);
  ASSERT_THAT(listed.programmes(), SizeIs(2));
  EXPECT_EQ(listed.programmes(0).programme().programme(), "A");
  EXPECT_EQ(listed.programmes(0).programme().payer(), kProvince);
  EXPECT_EQ(listed.programmes(1).programme().programme(), "C");
  EXPECT_EQ(listed.heads_falling_out(), 2);
  request.set_horizon_months(1);
  EXPECT_THAT(ListLapsing(request).programmes(), SizeIs(1));
  request.set_horizon_months(24);
  EXPECT_THAT(ListLapsing(request).programmes(), SizeIs(3));
  request.set_region("64");
  EXPECT_THAT(ListLapsing(request).programmes(), IsEmpty());
  request.set_region("65.01");
  EXPECT_THAT(ListLapsing(request).programmes(), SizeIs(1));
}

TEST_F(Lapsing, AreListedPageByPage) {
  KnowSponsored(1, 3);
  for (int i = 1; i <= 3; ++i) {
    const std::string name = "P" + std::to_string(i);
    Create(Asked(name, "2025-01", "2025-02", 5, 100 * kMonth));
    Enrol(name, {EnrolLine(static_cast<std::uint64_t>(i))});
  }
  v1::ListLapsingProgrammesRequest request;
  request.set_page_size(2);
  const auto first = ListLapsing(request);
  EXPECT_THAT(first.programmes(), SizeIs(2));
  request.set_page_token(first.next_page_token());
  const auto second = ListLapsing(request);
  EXPECT_THAT(second.programmes(), SizeIs(1));
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(Lapsing, RefusesAHorizonOrRegionThatIsNone) {
  v1::ListLapsingProgrammesRequest request;
  request.set_horizon_months(25);
  ListLapsing(request);
  EXPECT_EQ(reason_, "HORIZON_INVALID");
  request.set_horizon_months(1);
  request.set_region("6");
  ListLapsing(request);
  EXPECT_EQ(reason_, "REGION_INVALID");
}

using ShowingASponsor = ShownSponsorship;

TEST_F(ShowingASponsor, RefusesYearsOutOfOrder) {
  GetSponsor(2026, 2025);
  EXPECT_EQ(reason_, "YEAR_RANGE_INVALID");
  GetSponsor(2001, 2025);
  EXPECT_EQ(reason_, "YEAR_RANGE_INVALID");
}

TEST_F(ShowingASponsor, HoldsTargetAgainstWhatWasPaidYearByYear) {
  KnowSponsored(1, 3);
  Create(P());
  Enrol("P", {EnrolLine(1), EnrolLine(2)});
  PostFor(kProvince, "2024-12", "R1",
          {SponsoredLine(1, "2024-01", "2024-12", 12), SponsoredLine(2, "2024-12", "2025-01", 2),
           SponsoredLine(3, "2024-11", "2024-11", 1)});
  const auto shown = GetSponsor();
  ASSERT_THAT(shown.years(), SizeIs(2));
  EXPECT_EQ(shown.years(0).year(), 2024);
  EXPECT_EQ(shown.years(0).paid_heads(), 3);
  EXPECT_EQ(shown.years(0).paid_rupiah(), 14 * kMonth);
  EXPECT_EQ(shown.years(0).target_heads(), 0);
  EXPECT_EQ(shown.years(1).target_heads(), 2);
  EXPECT_EQ(shown.years(1).paid_heads(), 1);
  EXPECT_EQ(shown.years(1).realised_bp(), 5'000);
  EXPECT_EQ(shown.years(1).target_of_year_before_bp(), 6'667);
  EXPECT_THAT(shown.years(1).programmes(), ElementsAre("P"));
}

TEST_F(ShowingASponsor, FollowsTheLedger) {
  KnowSponsored(1, 2);
  PostFor(kProvince, "2024-12", "R1", {SponsoredLine(1, "2024-12", "2024-12", 1)});
  EXPECT_EQ(GetSponsor().years(0).paid_heads(), 1);
  PostFor(kProvince, "2024-12", "R2", {SponsoredLine(2, "2024-12", "2024-12", 1)});
  EXPECT_EQ(GetSponsor().years(0).paid_heads(), 2);
}

}  // namespace
}  // namespace paritrana::compliance::testing
