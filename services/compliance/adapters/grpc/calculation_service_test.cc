// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/calculation_service.h"

#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/contribution/testing/shipped_rules.h"
#include "libs/rpc/status.h"

namespace paritrana::compliance {
namespace {

namespace cpb = common::v1;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class CalculationService : public ::testing::Test {
 protected:
  CalculationService() {
    request_.set_month("2026-04");
    request_.set_segment(cpb::SEGMENT_PU);
    request_.set_employer_kind(cpb::EMPLOYER_KIND_PRIVATE);
    request_.set_size_class(cpb::SIZE_CLASS_LARGE);
    request_.set_class_("II");
    request_.set_income_rupiah(15'000'000);
  }

  // "OK" or the reason.
  std::string Call() {
    grpc::ServerContext context;
    response_.Clear();
    const grpc::Status status = service_.CalculateContribution(&context, &request_, &response_);
    return status.ok() ? "OK" : std::string(ReasonOf(rpc::FromGrpc(status))->name);
  }

  CalculationServiceAdapter service_{contribution::testing::ShippedBook()};
  v1::CalculateContributionRequest request_;
  v1::CalculateContributionResponse response_;
};

TEST_F(CalculationService, RefusesMonthsAndSegmentsThatAreNone) {
  request_.set_month("2026-13");
  EXPECT_EQ(Call(), "MONTH_INVALID");
  request_.set_month("2026-04");
  request_.set_segment(static_cast<cpb::Segment>(9));
  EXPECT_EQ(Call(), "SEGMENT_INVALID");
  request_.set_segment(cpb::SEGMENT_UNSPECIFIED);
  EXPECT_EQ(Call(), "SEGMENT_INVALID");
}

TEST_F(CalculationService, RefusesNumbersThatStandForNothing) {
  request_.set_size_class(static_cast<cpb::SizeClass>(9));
  EXPECT_EQ(Call(), "ENUM_UNKNOWN");
  request_.set_size_class(cpb::SIZE_CLASS_LARGE);
  request_.set_employer_kind(static_cast<cpb::EmployerKind>(-1));
  EXPECT_EQ(Call(), "ENUM_UNKNOWN");
  request_.set_employer_kind(cpb::EMPLOYER_KIND_PRIVATE);
  request_.add_programmes(static_cast<cpb::Programme>(6));
  EXPECT_EQ(Call(), "PROGRAMME_UNKNOWN");
}

TEST_F(CalculationService, RefusesAmountsThatCannotBe) {
  request_.set_income_rupiah(-1);
  EXPECT_EQ(Call(), "AMOUNT_NEGATIVE");
  request_.set_income_rupiah(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(Call(), "AMOUNT_ABSURD");
}

TEST_F(CalculationService, RefusesWhatTheRulesDoNotKnow) {
  request_.set_month("2027-03");
  EXPECT_EQ(Call(), "RULE_CEILING_UNKNOWN");
  request_.set_month("2014-01");
  EXPECT_EQ(Call(), "RULE_UNKNOWN");
  request_.set_month("2026-04");
  request_.set_relief_code("FREE");
  EXPECT_EQ(Call(), "RELIEF_UNKNOWN");
  request_.clear_relief_code();
  request_.set_class_("VI");
  EXPECT_EQ(Call(), "RISK_CLASS_INVALID");
  request_.clear_class_();
  EXPECT_EQ(Call(), "JKK_CLASS_UNKNOWN");
}

TEST_F(CalculationService, RefusesAContractValueBesidesAWage) {
  request_.set_contract_value_rupiah(1);
  EXPECT_EQ(Call(), "SEGMENT_INVALID");
  request_.set_segment(cpb::SEGMENT_JAKON);
  EXPECT_EQ(Call(), "FIELD_CONFLICT");
}

TEST_F(CalculationService, ComputesTheMandatoryProgrammesIfNoneAreNamed) {
  ASSERT_EQ(Call(), "OK");
  ASSERT_THAT(response_.programmes(), SizeIs(4));
  EXPECT_EQ(response_.employer_rupiah(), 81'000 + 45'000 + 555'000 + 221'726);
  EXPECT_EQ(response_.employee_rupiah(), 300'000 + 110'863);
  EXPECT_EQ(response_.due_date(), "2026-05-18");
  request_.set_size_class(cpb::SIZE_CLASS_MICRO);
  ASSERT_EQ(Call(), "OK");
  EXPECT_THAT(response_.programmes(), SizeIs(2));
}

TEST_F(CalculationService, SaysWhy) {
  request_.add_programmes(cpb::PROGRAMME_JP);
  request_.set_age_years(40);
  ASSERT_EQ(Call(), "OK");
  ASSERT_THAT(response_.programmes(), SizeIs(1));
  const v1::ProgrammeCalculation& jp = response_.programmes(0);
  EXPECT_EQ(jp.base_rupiah(), 11'086'300);
  EXPECT_EQ(jp.ceiling_rupiah(), 11'086'300);
  EXPECT_TRUE(jp.bounded());
  EXPECT_EQ(jp.employer_rate_per_100000(), 2'000);
  EXPECT_EQ(jp.rule_id(), "PU-JP");
  EXPECT_EQ(jp.legal_basis(), "PP 45/2015 art.28-29");
  EXPECT_EQ(jp.confidence(), "H");
  EXPECT_THAT(jp.text_id(), HasSubstr("pemberi kerja"));
  EXPECT_THAT(jp.text_en(), HasSubstr("x 2 % = 221,726 employer"));
  EXPECT_THAT(response_.rounding_en(), HasSubstr("half up"));
}

TEST_F(CalculationService, StopsJpAtPensionAge) {
  request_.add_programmes(cpb::PROGRAMME_JP);
  request_.set_age_years(59);
  ASSERT_EQ(Call(), "OK");
  EXPECT_EQ(response_.employer_rupiah(), 0);
}

TEST_F(CalculationService, GivesPackagesInOneEntryAndNoDueDate) {
  request_.set_segment(cpb::SEGMENT_PMI);
  request_.set_class_("before placement + contract 24 months");
  request_.set_income_rupiah(0);
  ASSERT_EQ(Call(), "OK");
  ASSERT_THAT(response_.programmes(), SizeIs(1));
  EXPECT_EQ(response_.programmes(0).bundled_with(), cpb::PROGRAMME_JKM);
  EXPECT_EQ(response_.programmes(0).rule_id(), "PMI-1+PMI-4");
  EXPECT_EQ(response_.employee_rupiah(), 370'000);
  EXPECT_EQ(response_.due_date(), "");
}

TEST_F(CalculationService, ComputesProjectsByTheirValue) {
  request_.set_segment(cpb::SEGMENT_JAKON);
  request_.clear_class_();
  request_.set_income_rupiah(0);
  request_.set_contract_value_rupiah(250'000'000);
  ASSERT_EQ(Call(), "OK");
  EXPECT_EQ(response_.employer_rupiah(), 525'000);
}

TEST_F(CalculationService, GivesSponsoredMembersNoReliefOf2026) {
  request_.set_segment(cpb::SEGMENT_BPU);
  request_.set_employer_kind(cpb::EMPLOYER_KIND_GOVERNMENT);
  request_.clear_class_();
  request_.set_income_rupiah(1'000'000);
  request_.set_relief_code("BPU50_OTHER");
  ASSERT_EQ(Call(), "OK");
  EXPECT_EQ(response_.employee_rupiah(), 16'800);
  request_.set_employer_kind(cpb::EMPLOYER_KIND_INDIVIDUAL);
  ASSERT_EQ(Call(), "OK");
  EXPECT_EQ(response_.employee_rupiah(), 8'400);
  EXPECT_EQ(response_.due_date(), "2026-04-15");
}

}  // namespace
}  // namespace paritrana::compliance
