// SPDX-License-Identifier: Apache-2.0
// End, move and look-up of employments.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/testing/fake_clock.h"
#include "libs/testing/seeded_random.h"
#include "services/registration/application/end_employment.h"
#include "services/registration/application/look_up_worker.h"
#include "services/registration/application/move_employment.h"
#include "services/registration/application/register_worker.h"
#include "services/registration/testing/in_memory_register.h"
#include "services/registration/testing/register_fixture.h"

namespace paritrana::registration {
namespace {

using testing::Key;
using testing::ReasonName;
using ::testing::SizeIs;

constexpr absl::Time kNever = absl::InfiniteFuture();

class EmploymentsTest : public ::testing::Test {
 protected:
  EmploymentsTest() {
    testing::Furnish(surroundings_);
    const RegisterWorker command{Key("RegisterWorker", "k", ""), testing::SomeWorker()};
    EXPECT_TRUE(RegisterWorkerHandler(surroundings_).Handle(command, kNever).ok());
  }

  static EmploymentName SomeEmployment(const char* nik = testing::kNikOfMan) {
    return {{identity::Kind::kNik, nik}, testing::kEmployer, static_cast<int>(Segment::kPu)};
  }

  absl::StatusOr<Answer> End(const EmploymentName& name, const char* date, const char* key = "e") {
    return EndEmploymentHandler(surroundings_)
        .Handle({Key("EndEmployment", key, date), name, date}, kNever);
  }

  absl::StatusOr<Answer> Move(const char* date, const char* region, const char* key = "m") {
    return MoveEmploymentHandler(surroundings_)
        .Handle({Key("MoveEmployment", key, date), SomeEmployment(), date, region}, kNever);
  }

  paritrana::testing::FakeClock clock_;
  paritrana::testing::SeededRandom random_{1};
  testing::InMemoryRegister store_;
  Surroundings surroundings_{store_, testing::TestVault(), random_, clock_};
};

TEST_F(EmploymentsTest, EndRefusesWhatItDoesNotKnow) {
  EmploymentName name = SomeEmployment(testing::kNikOfWoman);
  EXPECT_EQ(ReasonName(End(name, "2024-12-31").status()), "WORKER_UNKNOWN");
  name = SomeEmployment();
  name.employer_ref = "X9-000";
  EXPECT_EQ(ReasonName(End(name, "2024-12-31").status()), "EMPLOYER_UNKNOWN");
  name = SomeEmployment();
  name.segment = static_cast<int>(Segment::kBpu);
  EXPECT_EQ(ReasonName(End(name, "2024-12-31").status()), "EMPLOYMENT_UNKNOWN");
  EXPECT_EQ(FieldOf(End(SomeEmployment(), "2024-13-31").status()), "end_date");
}

TEST_F(EmploymentsTest, EndStatesThePersonWithANewRevision) {
  const auto first = End(SomeEmployment(), "2024-12-31");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(*End(SomeEmployment(), "2024-12-31"), *first);  // the same key: answered, not repeated
  EXPECT_EQ(ReasonName(End(SomeEmployment(), "2024-12-31", "e2").status()), "EMPLOYMENT_ENDED");
  const auto stated = store_.Snapshot().stated_persons;
  ASSERT_THAT(stated, SizeIs(2));
  EXPECT_EQ(stated[1].participant.revision, 2u);
  EXPECT_EQ(stated[1].participant.memberships[0].end, absl::CivilDay(2024, 12, 31));
  EXPECT_EQ(store_.Snapshot().persons.begin()->second.participant, stated[1].participant);
}

TEST_F(EmploymentsTest, MoveRefusesAnUnknownRegion) {
  EXPECT_EQ(ReasonName(Move("2024-06-01", "99.01").status()), "REGION_UNKNOWN");
  EXPECT_EQ(ReasonName(Move("2024-06-01", "99").status()), "REGION_UNKNOWN");
  EXPECT_EQ(FieldOf(Move("2024-06-01", "x").status()), "workplace_region");
}

TEST_F(EmploymentsTest, MoveStatesBothMemberships) {
  ASSERT_TRUE(Move("2024-06-01", testing::kOtherRegency).ok());
  const auto state = store_.Snapshot();
  const Participant& stated = state.stated_persons.back().participant;
  ASSERT_THAT(stated.memberships, SizeIs(2));
  EXPECT_EQ(stated.revision, 2u);
  EXPECT_EQ(stated.memberships[0].end, absl::CivilDay(2024, 5, 31));
  EXPECT_EQ(stated.memberships[1].workplace_region->ToString(), testing::kOtherRegency);
  EXPECT_EQ(state.persons.begin()->second.participant, stated);
}

TEST_F(EmploymentsTest, MoveToTheSamePlaceChangesNothingButCoversTheFact) {
  const auto answer = Move("2024-06-01", testing::kVillage);
  ASSERT_TRUE(answer.ok());
  EXPECT_THAT(store_.Snapshot().stated_persons, SizeIs(1));
  EXPECT_FALSE(answer->position.marks.empty());
}

TEST_F(EmploymentsTest, LookUpTellsTheNewestEmploymentFirst) {
  ASSERT_TRUE(Move("2024-06-01", testing::kOtherRegency).ok());
  const LookUpWorkerHandler look_up(surroundings_);
  EXPECT_EQ(
      ReasonName(look_up.Handle({identity::Kind::kNik, testing::kNikOfWoman}, kNever).status()),
      "WORKER_UNKNOWN");
  const auto view = look_up.Handle({identity::Kind::kNik, testing::kNikOfMan}, kNever);
  ASSERT_TRUE(view.ok());
  ASSERT_THAT(view->employments, SizeIs(2));
  EXPECT_EQ(view->employments[0].membership.no, 2u);
  EXPECT_EQ(view->employments[0].employer.ToString(), testing::kEmployer);
}

}  // namespace
}  // namespace paritrana::registration
