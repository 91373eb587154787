// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/register_worker.h"

#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/testing/fake_clock.h"
#include "libs/testing/seeded_random.h"
#include "services/registration/testing/in_memory_register.h"
#include "services/registration/testing/register_fixture.h"

namespace paritrana::registration {
namespace {

using ::testing::IsEmpty;
using testing::Key;
using testing::ReasonName;
using ::testing::SizeIs;
using testing::SomeWorker;

constexpr absl::Time kNever = absl::InfiniteFuture();

class RegisterWorkerTest : public ::testing::Test {
 protected:
  RegisterWorkerTest() { testing::Furnish(surroundings_); }

  absl::StatusOr<Answer> Register(const std::string& key, const WorkerDraft& worker,
                                  std::string_view content = "content") {
    return RegisterWorkerHandler(surroundings_)
        .Handle({Key("RegisterWorker", key, content), worker}, kNever);
  }

  paritrana::testing::FakeClock clock_;
  paritrana::testing::SeededRandom random_{1};
  testing::InMemoryRegister store_;
  Surroundings surroundings_{store_, testing::TestVault(), random_, clock_};
};

TEST_F(RegisterWorkerTest, RefusesAnUnknownEmployerAndLeavesNothing) {
  WorkerDraft worker = SomeWorker();
  worker.employment.employer_ref = "X9-000";
  const absl::Status status = Register("k", worker).status();
  EXPECT_EQ(ReasonName(status), "EMPLOYER_UNKNOWN");
  EXPECT_EQ(FieldOf(status), "worker.employment.employer_ref");
  EXPECT_THAT(store_.Snapshot().persons, IsEmpty());
  EXPECT_EQ(store_.Snapshot().answers.count({"RegisterWorker", "k"}), 0u);
}

TEST_F(RegisterWorkerTest, RefusesUnknownRegions) {
  WorkerDraft worker = SomeWorker();
  worker.employment.domicile_region = "99.01";
  const absl::Status status = Register("k", worker).status();
  EXPECT_EQ(ReasonName(status), "REGION_UNKNOWN");
  EXPECT_EQ(FieldOf(status), "worker.employment.domicile_region");
}

TEST_F(RegisterWorkerTest, RefusesTheSameKeyWithOtherContent) {
  ASSERT_TRUE(Register("k", SomeWorker(), "one").ok());
  EXPECT_EQ(ReasonName(Register("k", SomeWorker(), "other").status()), "IDEMPOTENCY_KEY_REUSED");
}

TEST_F(RegisterWorkerTest, RefusesAnOverlappingEmployment) {
  ASSERT_TRUE(Register("k1", SomeWorker()).ok());
  WorkerDraft worker = SomeWorker();
  worker.employment.start_date = "2024-03-01";
  const absl::Status status = Register("k2", worker).status();
  EXPECT_EQ(ReasonName(status), "EMPLOYMENT_OVERLAPS");
  EXPECT_EQ(FieldOf(status), "worker.employment.start_date");
}

TEST_F(RegisterWorkerTest, RefusesNumbersOfTwoPersons) {
  WorkerDraft first = SomeWorker();
  first.kpj = "12345678901";
  ASSERT_TRUE(Register("k1", first).ok());
  WorkerDraft other = SomeWorker(testing::kNikOfWoman);
  other.kpj = "12345678901";
  EXPECT_EQ(ReasonName(Register("k2", other).status()), "IDENTITY_CONFLICT");
  EXPECT_THAT(store_.Snapshot().persons, SizeIs(1));
}

TEST_F(RegisterWorkerTest, GivesTheSameAnswerToTheSameRequest) {
  const auto first = Register("k", SomeWorker());
  ASSERT_TRUE(first.ok()) << first.status();
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(*Register("k", SomeWorker()), *first);
  EXPECT_THAT(store_.Snapshot().stated_persons, SizeIs(1));
}

TEST_F(RegisterWorkerTest, StatesThePersonWithTokensAndWithoutIdentity) {
  WorkerDraft worker = SomeWorker();
  worker.kpj = "12345678901";
  const auto answer = Register("k", worker);
  ASSERT_TRUE(answer.ok());
  const auto state = store_.Snapshot();
  ASSERT_THAT(state.stated_persons, SizeIs(1));
  const Person& stated = state.stated_persons[0];
  EXPECT_EQ(stated.participant.pseudonym.value(), answer->subject);
  EXPECT_EQ(stated.participant.revision, 1u);
  EXPECT_THAT(stated.tokens, SizeIs(2));
  ASSERT_THAT(stated.participant.memberships, SizeIs(1));
  EXPECT_EQ(stated.participant.memberships[0].registration_region->ToString(), "64.74");
  EXPECT_EQ(state.details.begin()->second.find("Contoh"), std::string::npos);
}

TEST_F(RegisterWorkerTest, AddsASecondEmployerToAKnownNik) {
  const auto first = Register("k1", SomeWorker());
  WorkerDraft worker = SomeWorker();
  worker.employment.employer_ref = testing::kOtherEmployer;
  const auto second = Register("k2", worker);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->subject, first->subject);
  const auto stated = store_.Snapshot().stated_persons;
  ASSERT_THAT(stated, SizeIs(2));
  EXPECT_EQ(stated[1].participant.revision, 2u);
  EXPECT_THAT(stated[1].participant.memberships, SizeIs(2));
}

TEST_F(RegisterWorkerTest, ChangesNothingForAKnownEmploymentButCoversItsFact) {
  const auto first = Register("k1", SomeWorker());
  const auto again = Register("k2", SomeWorker());
  ASSERT_TRUE(again.ok());
  EXPECT_THAT(store_.Snapshot().stated_persons, SizeIs(1));
  EXPECT_TRUE(again->position.Covers(first->position));
  EXPECT_FALSE(again->position.marks.empty());
}

TEST_F(RegisterWorkerTest, WarnsWhenAKnownEmploymentHasOtherTerms) {
  ASSERT_TRUE(Register("k1", SomeWorker()).ok());
  WorkerDraft worker = SomeWorker();
  worker.employment.worker_kind = static_cast<int>(WorkerKind::kNonAsn);
  const auto answer = Register("k2", worker);
  ASSERT_TRUE(answer.ok());
  EXPECT_THAT(answer->warnings,
              ::testing::ElementsAre(Warning{"EMPLOYMENT_DIFFERS", "worker.employment"}));
}

TEST_F(RegisterWorkerTest, GivesAPersonRegisteredByKpjTheNik) {
  WorkerDraft by_kpj = SomeWorker();
  by_kpj.identity = {identity::Kind::kKpj, "12345678901"};
  const auto first = Register("k1", by_kpj);
  WorkerDraft with_nik = SomeWorker();
  with_nik.kpj = "12345678901";
  const auto second = Register("k2", with_nik);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->subject, first->subject);
  EXPECT_THAT(store_.Snapshot().stated_persons.back().tokens, SizeIs(2));
}

TEST_F(RegisterWorkerTest, WarnsOfAnotherNameWithoutTellingIt) {
  const auto first = Register("k1", SomeWorker());
  WorkerDraft worker = SomeWorker();
  worker.name = "tenaga  CONTOH.";
  EXPECT_THAT(Register("k2", worker)->warnings, IsEmpty());
  worker.name = "Orang Lain";
  worker.employment.employer_ref = testing::kOtherEmployer;
  const auto answer = Register("k3", worker);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->subject, first->subject);
  EXPECT_THAT(answer->warnings, ::testing::ElementsAre(Warning{"NAME_DIFFERS", "worker.name"}));
}

TEST_F(RegisterWorkerTest, TakesAChangedPayrollNumberForTheSameEmployment) {
  WorkerDraft worker = SomeWorker();
  worker.employment.payroll_number = "P-1";
  const auto first = Register("k1", worker);
  worker.employment.payroll_number = "P-2";
  const auto second = Register("k2", worker);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->subject, first->subject);
  const auto state = store_.Snapshot();
  const auto& memberships = state.persons.begin()->second.participant.memberships;
  ASSERT_THAT(memberships, SizeIs(1));
  EXPECT_EQ(memberships[0].payroll_number, "P-2");
  EXPECT_THAT(state.stated_persons, SizeIs(1));
  // Another first day does not make it a second one either.
  worker.employment.start_date = "2024-07-01";
  EXPECT_EQ(ReasonName(Register("k3", worker).status()), "EMPLOYMENT_OVERLAPS");
}

TEST_F(RegisterWorkerTest, RunsAgainWhenAnotherCameFirst) {
  store_.CollideNext(2);
  EXPECT_TRUE(Register("k", SomeWorker()).ok());
  store_.CollideNext(kAttemptsMax);
  EXPECT_EQ(ReasonName(Register("k2", SomeWorker(testing::kNikOfWoman)).status()), "OVERLOADED");
}

TEST_F(RegisterWorkerTest, MakesOnePersonOfTwentyAtOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 20; ++i) {
    threads.emplace_back(
        [this, i] { EXPECT_TRUE(Register("k" + std::to_string(i), SomeWorker()).ok()); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(store_.Snapshot().persons, SizeIs(1));
  EXPECT_THAT(store_.Snapshot().stated_persons, SizeIs(1));
}

}  // namespace
}  // namespace paritrana::registration
