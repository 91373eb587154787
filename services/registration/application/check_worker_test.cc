// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/check_worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/registration/testing/register_fixture.h"

namespace paritrana::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::SomeWorker;
using testing::TestVault;
using ::testing::UnorderedElementsAre;

std::vector<std::string> FaultsOf(const WorkerDraft& draft) {
  std::vector<std::string> faults;
  for (const absl::Status& fault : CheckWorker(draft, TestVault()).faults) {
    faults.push_back(std::string(ReasonOf(fault)->name) + " " + FieldOf(fault));
  }
  return faults;
}

TEST(CheckWorker, RefusesAWorkerWithoutIdentity) {
  WorkerDraft draft = SomeWorker();
  draft.identity = {};
  EXPECT_THAT(FaultsOf(draft), ElementsAre("IDENTITY_REQUIRED worker.identity"));
}

TEST(CheckWorker, RefusesAMalformedNikWithItsPath) {
  EXPECT_THAT(FaultsOf(SomeWorker("6474013202900001")),
              ElementsAre("NIK_INVALID worker.identity.nik"));
}

TEST(CheckWorker, RefusesABirthDateOrSexThatTheNikContradicts) {
  WorkerDraft draft = SomeWorker();
  draft.birth_date = "1990-08-08";
  draft.sex = static_cast<int>(Sex::kFemale);
  EXPECT_THAT(FaultsOf(draft), ElementsAre("NIK_BIRTH_DATE_DIFFERS worker.birth_date",
                                           "NIK_SEX_DIFFERS worker.sex"));
}

TEST(CheckWorker, RefusesAMalformedKpjBesideTheNik) {
  WorkerDraft draft = SomeWorker();
  draft.kpj = "123";
  EXPECT_THAT(FaultsOf(draft), ElementsAre("KPJ_INVALID worker.kpj"));
}

TEST(CheckWorker, ReportsEveryFaultOfALineAtOnce) {
  WorkerDraft draft = SomeWorker("1");
  draft.name = "";
  draft.birth_date = "7-8-1990";
  draft.employment.employer_ref = "nobody";
  draft.employment.segment = 9;
  draft.employment.start_date = "2024-02-30";
  draft.employment.workplace_region = "64.7";
  draft.employment.programmes = {1, 9};
  draft.employment.payroll_number = std::string(41, '1');
  EXPECT_THAT(FaultsOf(draft),
              UnorderedElementsAre("NIK_INVALID worker.identity.nik", "FIELD_REQUIRED worker.name",
                                   "DATE_INVALID worker.birth_date",
                                   "PAYER_INVALID worker.employment.employer_ref",
                                   "SEGMENT_INVALID worker.employment.segment",
                                   "DATE_INVALID worker.employment.start_date",
                                   "REGION_INVALID worker.employment.workplace_region",
                                   "PROGRAMME_UNKNOWN worker.employment.programmes",
                                   "FIELD_TOO_LONG worker.employment.payroll_number"));
}

TEST(CheckWorker, RefusesTheSameProgrammeTwice) {
  WorkerDraft draft = SomeWorker();
  draft.employment.programmes = {1, 2, 1};
  EXPECT_THAT(FaultsOf(draft), ElementsAre("PROGRAMME_REPEATED worker.employment.programmes"));
}

TEST(CheckWorker, RefusesAnEmploymentThatContradictsItself) {
  WorkerDraft draft = SomeWorker();
  draft.employment.end_date = "2024-01-14";
  EXPECT_THAT(FaultsOf(draft), ElementsAre("DATE_ORDER worker.employment.end_date"));
}

TEST(CheckWorker, AcceptsAWorkerAndFillsInDefaults) {
  const WorkerCheck check = CheckWorker(SomeWorker(), TestVault());
  ASSERT_THAT(check.faults, IsEmpty());
  ASSERT_TRUE(check.worker.has_value());
  EXPECT_EQ(check.worker->membership.worker_kind, WorkerKind::kRegular);
  EXPECT_TRUE(check.worker->membership.programmes.Has(Programme::kJp));
  EXPECT_EQ(check.worker->identity.token,
            TestVault().MakeToken(identity::Kind::kNik, testing::kNikOfMan));
}

TEST(CheckWorker, AcceptsAPassportWhoseBirthDateNothingContradicts) {
  WorkerDraft draft = SomeWorker();
  draft.identity = {identity::Kind::kPassport, "C1234567"};
  draft.sex = static_cast<int>(Sex::kFemale);
  EXPECT_THAT(FaultsOf(draft), IsEmpty());
}

}  // namespace
}  // namespace paritrana::registration
