// SPDX-License-Identifier: Apache-2.0
// Findings over gRPC and the real database: what is imported, what is detected, what officers say.
#include <gmock/gmock.h>

#include "libs/contribution/testing/shipped_rules.h"
#include "services/compliance/testing/enforcement/enforcement_service.h"
#include "services/compliance/testing/payer.h"

namespace paritrana::compliance::testing {
namespace {

using absl::CivilDay;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kNib[] = "9120001234567";

class FindingsTest : public EnforcementTest {
 protected:
  std::string Headcount(std::uint64_t workers, const std::string& as_of = "2024-12-31") {
    v1::ImportHeadcountsRequest request;
    SetSource(*request.mutable_source(), as_of);
    request.add_rows()->set_employer_ref(kTestPayer);
    request.mutable_rows(0)->set_workers(workers);
    return Call(*findings_, &v1::FindingService::Stub::ImportHeadcounts, request, &headcounts_);
  }

  std::string MinimumWage(const std::string& region, std::int64_t rupiah, bool example = false) {
    v1::ImportMinimumWagesRequest request;
    SetSource(*request.mutable_source(), "2024-01-01");
    request.mutable_source()->set_example(example);
    v1::MinimumWage& row = *request.add_rows();
    row.set_region(region);
    row.set_year(2024);
    row.set_rupiah(rupiah);
    return Call(*findings_, &v1::FindingService::Stub::ImportMinimumWages, request, &wages_);
  }

  std::string Undertaking(const std::string& nib, const std::string& ref) {
    v1::ImportObligedUndertakingsRequest request;
    SetSource(*request.mutable_source(), "2024-12-01");
    v1::ObligedUndertaking& row = *request.add_rows();
    row.set_nib(nib);
    row.set_region("64.74");
    row.set_employer_ref(ref);
    return Call(*findings_, &v1::FindingService::Stub::ImportObligedUndertakings, request,
                &undertakings_);
  }

  static void SetSource(v1::ImportSource& source, const std::string& as_of) {
    source.set_name("WLKP 2024");
    source.set_as_of(as_of);
  }

  std::string Detect(const std::string& ref = kTestPayer, const std::string& as_of = "") {
    v1::DetectFindingsRequest request;
    request.set_employer_ref(ref);
    request.set_as_of(as_of);
    return Call(*findings_, &v1::FindingService::Stub::DetectFindings, request, &detected_);
  }

  template <typename Request, typename Response>
  std::string Decide(grpc::Status (v1::FindingService::Stub::*method)(grpc::ClientContext*,
                                                                      const Request&, Response*),
                     std::uint64_t number, const std::string& key, const std::string& reason) {
    Request request;
    request.set_finding(number);
    request.set_idempotency_key(key);
    request.set_reason(reason);
    Response response;
    const std::string outcome = Call(*findings_, method, request, &response);
    decided_ = response.finding();
    return outcome;
  }
  std::string Confirm(std::uint64_t number, const std::string& key = "c1",
                      const std::string& reason = "seen on site") {
    return Decide(&v1::FindingService::Stub::ConfirmFinding, number, key, reason);
  }
  std::string Dismiss(std::uint64_t number, const std::string& key = "d1",
                      const std::string& reason = "seasonal workers") {
    return Decide(&v1::FindingService::Stub::DismissFinding, number, key, reason);
  }

  v1::GetFindingResponse Get(std::uint64_t number) {
    v1::GetFindingRequest request;
    request.set_finding(number);
    v1::GetFindingResponse response;
    reason_ = Call(*findings_, &v1::FindingService::Stub::GetFinding, request, &response);
    return response;
  }

  // Lines of December 2024 for the workers first … last, each with a wage and JKK and JKM.
  void Post(std::uint64_t first, std::uint64_t last, std::int64_t wage,
            const std::string& submission) {
    Lines lines = LinesOf(first, last);
    for (v1::ContributionLine& line : lines) line.set_reported_wage_rupiah(wage);
    ASSERT_EQ(PostWhole(service_.submissions(), submission, lines).reason, "OK");
  }

  std::vector<v1::FindingEventKind> EventsOf(std::uint64_t number) {
    std::vector<v1::FindingEventKind> kinds;
    const v1::GetFindingResponse response = Get(number);
    for (const v1::FindingEvent& event : response.events()) kinds.push_back(event.kind());
    return kinds;
  }

  EmployerFlags Flags() {
    const EmployerId ids[] = {kTestPayerId};
    return parts_.flags.Read(ids, absl::Now() + absl::Seconds(10)).value()[kTestPayerId];
  }

  v1::ImportHeadcountsResponse headcounts_;
  v1::ImportMinimumWagesResponse wages_;
  v1::ImportObligedUndertakingsResponse undertakings_;
  v1::DetectFindingsResponse detected_;
  v1::EmployerFinding decided_;
  std::string reason_;
};

TEST_F(FindingsTest, SuspectsWhoRegisteredOnlyPartOfItsWorkers) {
  service_.KnowWorkers(4);
  ASSERT_EQ(Headcount(10), "OK");
  ASSERT_EQ(Detect(), "OK");
  ASSERT_EQ(detected_.findings_size(), 1);
  const v1::EmployerFinding& finding = detected_.findings(0);
  EXPECT_EQ(finding.flag(), v1::COMPLIANCE_FLAG_PDS_WORKERS);
  EXPECT_EQ(finding.state(), v1::FINDING_STATE_SUSPECTED);
  EXPECT_EQ(finding.evidence().headcount().stated(), 10u);
  EXPECT_EQ(finding.evidence().headcount().registered(), 4u);
  EXPECT_EQ(finding.evidence().source(), "WLKP 2024");
  EXPECT_EQ(finding.rule().rule_id(), "FIND-WORKERS");
  EXPECT_EQ(finding.as_of(), "2025-01-01");
}

TEST_F(FindingsTest, ChangesNothingWhenItLooksAgain) {
  service_.KnowWorkers(4);
  ASSERT_EQ(Headcount(10), "OK");
  ASSERT_EQ(Detect(), "OK");
  EXPECT_EQ(detected_.changed(), 1u);
  SetToday(CivilDay(2025, 1, 20));
  ASSERT_EQ(Detect(), "OK");
  EXPECT_EQ(detected_.changed(), 0u);
  EXPECT_THAT(EventsOf(1), ElementsAre(v1::FINDING_EVENT_KIND_FOUND));
}

TEST_F(FindingsTest, TakesAnOfficersWordOnceAndTellsWhoPublishesFlags) {
  ASSERT_EQ(Headcount(10), "OK");
  ASSERT_EQ(Detect(), "OK");
  EXPECT_EQ(Flags(), (EmployerFlags{{Flag::kPdsWorkers}, {}}));
  EXPECT_EQ(Confirm(1, "c1", "no"), "OFFICER_REASON_REQUIRED");
  EXPECT_EQ(Confirm(1, "", "seen on site"), "IDEMPOTENCY_KEY_INVALID");
  EXPECT_EQ(Confirm(99), "FINDING_UNKNOWN");
  EXPECT_EQ(Confirm(1), "OK");
  EXPECT_EQ(decided_.officer(), "officer-7");
  EXPECT_EQ(Flags(), (EmployerFlags{{}, {Flag::kPdsWorkers}}));
  EXPECT_EQ(Confirm(1), "OK") << "the same call again";
  EXPECT_EQ(Confirm(1, "c1", "another reason"), "IDEMPOTENCY_KEY_REUSED");
  EXPECT_EQ(Confirm(1, "c2"), "FINDING_STATE_INVALID");
  EXPECT_EQ(Dismiss(1), "OK");
  EXPECT_EQ(Confirm(1), "OK");
  EXPECT_EQ(decided_.state(), v1::FINDING_STATE_CONFIRMED) << "as the first answer was";
  EXPECT_EQ(Flags(), EmployerFlags{});
  EXPECT_THAT(told_, ElementsAre(kTestPayerId, kTestPayerId, kTestPayerId));
  EXPECT_EQ(service_.Query("SELECT employer_id FROM assessment_task"),
            std::vector<std::string>{"71"});
  EXPECT_THAT(EventsOf(1),
              ElementsAre(v1::FINDING_EVENT_KIND_FOUND, v1::FINDING_EVENT_KIND_CONFIRMED,
                          v1::FINDING_EVENT_KIND_DISMISSED));
}

TEST_F(FindingsTest, OpensADismissedOneAgainOnNewerEvidenceAndClosesItWhenItIsGone) {
  ASSERT_EQ(Headcount(10), "OK");
  ASSERT_EQ(Detect(), "OK");
  ASSERT_EQ(Dismiss(1), "OK");
  ASSERT_EQ(Detect(), "OK");
  EXPECT_EQ(detected_.findings(0).state(), v1::FINDING_STATE_DISMISSED);
  ASSERT_EQ(Headcount(12), "OK");
  ASSERT_EQ(Detect(), "OK");
  EXPECT_EQ(detected_.findings(0).state(), v1::FINDING_STATE_SUSPECTED);
  ASSERT_EQ(Headcount(0), "OK");
  ASSERT_EQ(Detect(), "OK");
  EXPECT_EQ(detected_.findings_size(), 0);
  ASSERT_EQ(Headcount(12), "OK");
  ASSERT_EQ(Detect(), "OK");
  EXPECT_EQ(detected_.findings(0).finding(), 2u) << "found later is another finding";
  EXPECT_THAT(EventsOf(1),
              ElementsAre(v1::FINDING_EVENT_KIND_FOUND, v1::FINDING_EVENT_KIND_DISMISSED,
                          v1::FINDING_EVENT_KIND_REOPENED, v1::FINDING_EVENT_KIND_NO_LONGER_FOUND));
}

TEST_F(FindingsTest, CountsWagesAgainstTheMinimumOfTheRegencyBeforeThatOfTheProvince) {
  service_.KnowWorkers(10);
  SetToday(CivilDay(2025, 1, 20));
  Post(1, 5, 3'000'000, "S1");
  Post(6, 10, 3'500'000, "S2");
  ASSERT_EQ(MinimumWage("64", 2'000'000), "OK");
  ASSERT_EQ(Detect(), "OK");
  EXPECT_EQ(detected_.findings_size(), 0);
  ASSERT_EQ(MinimumWage("64.74", 3'500'000, true), "OK");
  ASSERT_EQ(Detect(), "OK");
  ASSERT_EQ(detected_.findings_size(), 1);
  const v1::EmployerFinding& finding = detected_.findings(0);
  EXPECT_EQ(finding.flag(), v1::COMPLIANCE_FLAG_PDS_WAGE);
  EXPECT_EQ(finding.evidence().wage().lines(), 10u);
  EXPECT_EQ(finding.evidence().wage().below_minimum(), 5u);
  EXPECT_EQ(finding.evidence().wage().at_per_1000(), 500u);
  EXPECT_EQ(finding.evidence().wage().month(), "2024-12");
  EXPECT_EQ(finding.confidence(), v1::RULE_CONFIDENCE_EXAMPLE);
  EXPECT_THAT(Get(1).finding().evidence().DebugString(), Not(HasSubstr("3500000")));
}

TEST_F(FindingsTest, SuspectsWhoHasFewerProgrammesThanItsSizeClass) {
  service_.KnowWorkers(3);
  Post(1, 3, 3'000'000, "S1");
  SetToday(CivilDay(2025, 1, 20));
  ASSERT_EQ(Detect(), "OK");
  EXPECT_EQ(detected_.findings_size(), 0) << "without a size class nothing is said";
  service_.Query("UPDATE employer SET size_class = 3");
  ASSERT_EQ(Detect(), "OK");
  ASSERT_EQ(detected_.findings_size(), 1);
  EXPECT_THAT(detected_.findings(0).evidence().programme().missing(),
              ElementsAre(common::v1::PROGRAMME_JHT, common::v1::PROGRAMME_JP));
}

TEST_F(FindingsTest, FindsArrearsWhereTheyAreKnown) {
  ASSERT_EQ(Detect(), "OK");
  EXPECT_EQ(detected_.findings_size(), 0);
  arrears_.Say(CivilDay(2024, 12, 17), 5'000'000);
  ASSERT_EQ(Detect(), "OK");
  ASSERT_EQ(detected_.findings_size(), 1);
  EXPECT_EQ(detected_.findings(0).evidence().arrears().rupiah(), 5'000'000);
  EXPECT_EQ(detected_.findings(0).evidence().arrears().oldest_due(), "2024-12-17");
  arrears_.Say(CivilDay(2025, 1, 1), 0);
  ASSERT_EQ(Detect(), "OK");
  EXPECT_EQ(detected_.findings_size(), 0);
}

TEST_F(FindingsTest, FindsArrearsInTheAccountAndNoneBeforeTheDueDate) {
  service_.KnowWorkers(2);
  Post(1, 2, 5'000'000, "S1");
  EnforcementParts parts(ReadEnforcementRules("data/rules").value(),
                         {service_.pool(), service_.vault(), contribution::testing::ShippedBook(),
                          rate_limit_, service_.clock()});
  const Subject payer = Subject::Of(kTestPayerId);
  SetToday(CivilDay(2025, 1, 15));
  EXPECT_EQ(parts.detect.Detect(payer, std::nullopt, absl::Now() + absl::Seconds(9)).value(), 0u);
  SetToday(CivilDay(2025, 2, 20));
  EXPECT_EQ(parts.detect.Detect(payer, std::nullopt, absl::Now() + absl::Seconds(9)).value(), 1u);
  EXPECT_THAT(service_.Query("SELECT evidence FROM employer_finding").at(0),
              HasSubstr("arrears total=54000 employee=0 periods=1 oldest=20103 class=LATE"));
}

TEST_F(FindingsTest, SuspectsListedUndertakingsUntilTheyAreRegistered) {
  ASSERT_EQ(Undertaking(kNib, "B1-000"), "OK");
  EXPECT_EQ(undertakings_.unregistered(), 1u);
  EXPECT_EQ(undertakings_.verdicts(0).findings(0).reason(), "EMPLOYER_UNKNOWN");
  ASSERT_EQ(Detect("nib-9120001234567"), "OK");
  EXPECT_EQ(detected_.findings(0).evidence().undertaking().nib(), kNib);
  EXPECT_EQ(detected_.findings(0).employer_ref(), "nib-9120001234567");
  const std::vector<TestEmployer> registered = {{EmployerId(72), "B1-000"}};
  service_.Know(registered);
  ASSERT_EQ(Detect("B1-000"), "OK");
  ASSERT_EQ(Detect("nib-9120001234567"), "OK");
  EXPECT_EQ(detected_.findings_size(), 0);
  EXPECT_EQ(told_.size(), 0u) << "an undertaking has no flags to publish";
  EXPECT_EQ(Detect("nib-0000000000000"), "EMPLOYER_UNKNOWN");
}

TEST_F(FindingsTest, RefusesRowsOneByOneAndImportsAsAWhole) {
  v1::ImportHeadcountsRequest request;
  SetSource(*request.mutable_source(), "2024-12-31");
  for (const auto& [ref, workers] : std::vector<std::pair<std::string, std::uint64_t>>{
           {kTestPayer, 7}, {"", 7}, {"X-000", 7}, {kTestPayer, 1'000'001}, {kTestPayer, 8}}) {
    v1::Headcount& row = *request.add_rows();
    row.set_employer_ref(ref);
    row.set_workers(workers);
  }
  EXPECT_EQ(Call(*findings_, &v1::FindingService::Stub::ImportHeadcounts, request, &headcounts_),
            "OK");
  std::vector<std::string> reasons;
  for (const auto& verdict : headcounts_.verdicts()) {
    reasons.push_back(verdict.findings_size() > 0 ? verdict.findings(0).reason() : "");
  }
  EXPECT_THAT(reasons,
              ElementsAre("", "FIELD_REQUIRED", "EMPLOYER_UNKNOWN", "HEADCOUNT_INVALID", ""));
  EXPECT_EQ(headcounts_.accepted(), 2u);
  EXPECT_EQ(service_.Query("SELECT workers FROM headcount"), std::vector<std::string>{"8"});
  EXPECT_EQ(Headcount(1, "2025-01-02"), "FINDING_DATE_INVALID");
  EXPECT_EQ(Headcount(1, "2025-13-02"), "DATE_INVALID");
  EXPECT_EQ(Headcount(1, ""), "FIELD_REQUIRED");
  request.clear_rows();
  EXPECT_EQ(Call(*findings_, &v1::FindingService::Stub::ImportHeadcounts, request, &headcounts_),
            "FIELD_REQUIRED");
  for (int i = 0; i < 1001; ++i) request.add_rows();
  EXPECT_EQ(Call(*findings_, &v1::FindingService::Stub::ImportHeadcounts, request, &headcounts_),
            "FIELD_OUT_OF_RANGE");
}

TEST_F(FindingsTest, RefusesWagesAndUndertakingsThatCannotBe) {
  EXPECT_EQ(MinimumWage("64.74.01", 3'000'000), "OK");
  EXPECT_EQ(wages_.verdicts(0).findings(0).reason(), "MINIMUM_WAGE_INVALID");
  EXPECT_EQ(MinimumWage("6474", 3'000'000), "OK");
  EXPECT_EQ(wages_.verdicts(0).findings(0).reason(), "REGION_INVALID");
  EXPECT_EQ(MinimumWage("64.74", 0), "OK");
  EXPECT_EQ(wages_.verdicts(0).findings(0).reason(), "MINIMUM_WAGE_INVALID");
  EXPECT_EQ(Undertaking("912000123456", ""), "OK");
  EXPECT_EQ(undertakings_.verdicts(0).findings(0).reason(), "NIB_INVALID");
  EXPECT_EQ(Undertaking(kNib, ""), "OK");
  EXPECT_EQ(undertakings_.accepted(), 1u);
}

TEST_F(FindingsTest, KeepsNewerDataAgainstOlder) {
  ASSERT_EQ(MinimumWage("64.74", 3'000'000), "OK");
  service_.Query("UPDATE minimum_wage SET as_of = as_of + 1");
  ASSERT_EQ(MinimumWage("64.74", 2'000'000), "OK");
  EXPECT_EQ(wages_.verdicts(0).findings(0).reason(), "IMPORT_OLDER");
  EXPECT_EQ(service_.Count("SELECT rupiah FROM minimum_wage"), 3'000'000);
}

TEST_F(FindingsTest, LooksAtPastDaysButNeverAtTheFuture) {
  ASSERT_EQ(Headcount(10), "OK");
  EXPECT_EQ(Detect(kTestPayer, "2025-01-02"), "FINDING_DATE_INVALID");
  EXPECT_EQ(Detect(kTestPayer, "yesterday"), "DATE_INVALID");
  EXPECT_EQ(Detect(kTestPayer, "2024-12-30"), "OK");
  EXPECT_EQ(detected_.changed(), 0u) << "the report is of the day after";
  EXPECT_EQ(Detect("X-000"), "EMPLOYER_UNKNOWN");
}

TEST_F(FindingsTest, ChangesNothingWhenTheFlagsCannotBePublished) {
  ASSERT_EQ(Headcount(10), "OK");
  refuse_flags_ = true;
  EXPECT_EQ(Detect(), "UNAVAILABLE");
  EXPECT_EQ(service_.Count("SELECT count(*) FROM employer_finding"), 0);
}

TEST_F(FindingsTest, AreFoundAtTheMonthEndCloseForABlockOfEmployers) {
  const std::vector<TestEmployer> more = {{EmployerId(72), "B1-000"}, {EmployerId(73), "B2-000"}};
  service_.Know(more);
  ASSERT_EQ(Headcount(10), "OK");
  arrears_.Say(CivilDay(2024, 12, 17), 1'000);
  const EmployerId employers[] = {kTestPayerId, EmployerId(72), EmployerId(73)};
  CloseBlock block{};
  block.month = Month(2024, 12);
  block.as_of = CivilDay(2024, 12, 31);
  block.employers = employers;
  for (int run = 0; run < 2; ++run) {
    ASSERT_TRUE(parts_.at_close.Run(block, absl::Now() + absl::Seconds(30)).ok());
    EXPECT_EQ(service_.Count("SELECT count(*) FROM employer_finding WHERE state = 1"), 4);
    EXPECT_EQ(service_.Count("SELECT count(*) FROM finding_event"), 4);
  }
}

}  // namespace
}  // namespace paritrana::compliance::testing
