// SPDX-License-Identifier: Apache-2.0
// Golden bytes of EmployersAssessed. A change here breaks readers that run already: add a golden,
// never change one.
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "libs/events/inbox.h"
#include "paritrana/compliance/events/v1/employers.pb.h"
#include "services/compliance/adapters/events/employers_assessed.h"

namespace paritrana::compliance {
namespace {

const absl::Time kRecordedAt = absl::FromUnixMicros(1'735'689'600'000'001);

AssessedEmployer Example() {
  AssessedEmployer employer;
  employer.id = EmployerId(71);
  employer.revision = 3;
  employer.as_of = absl::CivilDay(2025, 1, 16);
  Assessment& assessment = employer.assessment;
  assessment.suspected.Add(Flag::kPdsWorkers);
  assessment.confirmed.Add(Flag::kArrears);
  assessment.obligations_due = 24;
  assessment.obligations_on_time = 23;
  assessment.mandatory = {Programme::kJkk, Programme::kJkm, Programme::kJht};
  assessment.taken = {Programme::kJkk, Programme::kJkm};
  assessment.latest = Month(2024, 12);
  assessment.heads = 250;
  assessment.arrears_class = "LATE";
  return employer;
}

std::string GoldenOf(std::span<const AssessedEmployer> employers) {
  const paritrana::events::FactId id = {Epoch(1), Shard(3), Sequence(17)};
  return absl::BytesToHexString(paritrana::events::EncodeFactId(id) +
                                EncodeEmployersAssessed(employers, kRecordedAt));
}

TEST(EmployersAssessed, HasItsGoldenBytes) {
  const std::vector<AssessedEmployer> employers = {Example()};
  EXPECT_EQ(GoldenOf(employers),
            "0801100318112081c0b1d09bd38a032a37094700000000000000100318889d0122020802220408051001"
            "281830173a030102034202010248ebbd0150fa015a044c41544560016801");
}

TEST(EmployersAssessed, OfNothingKnownHasItsGoldenBytes) {
  AssessedEmployer employer;
  employer.id = EmployerId(0xFFFFFFFFFFFFFFFF);
  employer.revision = 1;
  employer.as_of = absl::CivilDay(2025, 1, 16);
  employer.assessment.declarations_complete = false;
  employer.assessment.declared_in_time = false;
  const std::vector<AssessedEmployer> employers = {employer};
  EXPECT_EQ(GoldenOf(employers),
            "0801100318112081c0b1d09bd38a032a0f09ffffffffffffffff100118889d01");
}

TEST(EmployersAssessed, StatesEachFindingOnceAndAConfirmedOneAsConfirmed) {
  AssessedEmployer employer = Example();
  employer.assessment.suspected.Add(Flag::kArrears);
  const std::vector<AssessedEmployer> employers = {employer};
  events::v1::EmployersAssessed fact;
  ASSERT_TRUE(fact.ParseFromString(EncodeEmployersAssessed(employers, kRecordedAt)));
  const auto& findings = fact.employers(0).findings();
  ASSERT_EQ(findings.size(), 2);
  EXPECT_EQ(findings[0].kind(), events::v1::FINDING_KIND_PDS_WORKERS);
  EXPECT_FALSE(findings[0].confirmed());
  EXPECT_EQ(findings[1].kind(), events::v1::FINDING_KIND_ARREARS);
  EXPECT_TRUE(findings[1].confirmed());
}

}  // namespace
}  // namespace paritrana::compliance
