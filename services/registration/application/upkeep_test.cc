// SPDX-License-Identifier: Apache-2.0
// What goes on behind the calls: participants stated again, answers forgotten.
#include <cstdio>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/testing/fake_clock.h"
#include "libs/testing/seeded_random.h"
#include "services/registration/application/change_employer.h"
#include "services/registration/application/end_employment.h"
#include "services/registration/application/prune_answers.h"
#include "services/registration/application/register_worker.h"
#include "services/registration/application/restate_participants.h"
#include "services/registration/testing/in_memory_register.h"
#include "services/registration/testing/register_fixture.h"

namespace paritrana::registration {
namespace {

using ::testing::IsEmpty;
using testing::Key;
using ::testing::SizeIs;
using testing::SomeWorker;

constexpr absl::Time kNever = absl::InfiniteFuture();

class UpkeepTest : public ::testing::Test {
 protected:
  UpkeepTest() { testing::Furnish(surroundings_); }

  void Register(const WorkerDraft& worker) {
    const std::string key = "r" + std::to_string(++requests_);
    ASSERT_TRUE(RegisterWorkerHandler(surroundings_)
                    .Handle({Key("RegisterWorker", key, key), worker}, kNever)
                    .ok());
  }

  void Change(const EmployerDraft& draft) {
    const std::string key = "c" + std::to_string(++requests_);
    ASSERT_TRUE(ChangeEmployerHandler(surroundings_)
                    .Handle({Key("ChangeEmployer", key, key), testing::kEmployer, draft}, kNever)
                    .ok());
  }

  void MoveEmployer(const char* region = testing::kOtherRegency) {
    EmployerDraft draft = testing::SomeEmployer();
    draft.registration_region = region;
    Change(draft);
  }

  // Steps until nothing is left; returns how many participants were stated.
  std::size_t Restate() {
    const RestateParticipantsHandler handler(surroundings_);
    std::size_t restated = 0;
    for (int steps = 0; steps < 100; ++steps) {
      const auto step = handler.Step(kNever);
      EXPECT_TRUE(step.ok()) << step.status();
      if (!step.ok() || !step->more) return restated;
      restated += step->restated;
    }
    ADD_FAILURE() << "never ends";
    return restated;
  }

  int requests_ = 0;
  paritrana::testing::FakeClock clock_;
  paritrana::testing::SeededRandom random_{1};
  testing::InMemoryRegister store_;
  Surroundings surroundings_{store_, testing::TestVault(), random_, clock_};
};

TEST_F(UpkeepTest, StatesNobodyAgainWhenTheRegionStays) {
  Register(SomeWorker());
  EmployerDraft draft = testing::SomeEmployer();
  draft.name = "PT Contoh Baru";
  Change(draft);
  EXPECT_EQ(Restate(), 0u);
  EXPECT_THAT(store_.Snapshot().stated_persons, SizeIs(1));
}

TEST_F(UpkeepTest, StatesParticipantsOfAnEmployerThatRegistersElsewhere) {
  Register(SomeWorker());
  WorkerDraft other = SomeWorker(testing::kNikOfWoman);
  other.employment.employer_ref = testing::kOtherEmployer;
  Register(other);
  MoveEmployer();
  EXPECT_EQ(Restate(), 1u);
  const auto state = store_.Snapshot();
  const Participant& stated = state.stated_persons.back().participant;
  EXPECT_EQ(stated.revision, 2u);
  EXPECT_EQ(stated.memberships[0].registration_region->ToString(), testing::kOtherRegency);
  EXPECT_EQ(state.persons.at(stated.pseudonym).participant, stated);
  EXPECT_THAT(state.restatements, IsEmpty());
}

TEST_F(UpkeepTest, LeavesWhatWasOverBefore) {
  clock_.Advance(absl::FromCivil(absl::CivilDay(2024, 9, 1), absl::UTCTimeZone()) - clock_.Now());
  WorkerDraft over = SomeWorker();
  over.employment.end_date = "2024-08-31";
  Register(over);
  WorkerDraft lasting = SomeWorker(testing::kNikOfWoman);
  lasting.employment.end_date = "2024-12-31";
  Register(lasting);
  MoveEmployer();
  EXPECT_EQ(Restate(), 1u);
}

TEST_F(UpkeepTest, GoesInStepsAndBeginsAnewWhenTheRegionChangesAgain) {
  for (int i = 1; i <= kParticipantsPerStep + 1; ++i) {
    char nik[17];
    std::snprintf(nik, sizeof nik, "647401070890%04d", i);
    Register(SomeWorker(nik));
  }
  MoveEmployer();
  const RestateParticipantsHandler handler(surroundings_);
  EXPECT_EQ(handler.Step(kNever)->restated, static_cast<std::size_t>(kParticipantsPerStep));
  MoveEmployer("64");
  EXPECT_EQ(Restate(), static_cast<std::size_t>(kParticipantsPerStep + 1));
  EXPECT_EQ(Restate(), 0u);
}

TEST_F(UpkeepTest, ForgetsAnswersInTimeButNotThoseOfRegionTrees) {
  Register(SomeWorker());
  const PruneAnswersHandler handler(surroundings_);
  clock_.Advance(kAnswersKept);
  EXPECT_EQ(*handler.Step(kNever), 0);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(*handler.Step(kNever), 3);  // two employers and a worker
  const auto answers = store_.Snapshot().answers;
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers.begin()->first.first, "ImportRegions");
}

}  // namespace
}  // namespace paritrana::registration
