// SPDX-License-Identifier: Apache-2.0
// Registration, change and look-up of employers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/testing/fake_clock.h"
#include "libs/testing/seeded_random.h"
#include "services/registration/application/change_employer.h"
#include "services/registration/application/find_employers.h"
#include "services/registration/testing/in_memory_register.h"
#include "services/registration/testing/register_fixture.h"

namespace paritrana::registration {
namespace {

using ::testing::ElementsAre;
using testing::Key;
using testing::ReasonName;
using ::testing::SizeIs;
using testing::SomeEmployer;

constexpr absl::Time kNever = absl::InfiniteFuture();

class EmployersTest : public ::testing::Test {
 protected:
  EmployersTest() { testing::Furnish(surroundings_); }

  absl::StatusOr<RecordedEmployer> Register(const EmployerDraft& draft, const char* key = "k") {
    return RegisterEmployerHandler(surroundings_)
        .Handle({Key("RegisterEmployer", key, draft.npp), draft}, kNever);
  }

  absl::StatusOr<RecordedEmployer> Change(const EmployerDraft& draft, const char* ref,
                                          const char* key = "c") {
    return ChangeEmployerHandler(surroundings_)
        .Handle({Key("ChangeEmployer", key, draft.name), ref, draft}, kNever);
  }

  paritrana::testing::FakeClock clock_;
  paritrana::testing::SeededRandom random_{1};
  testing::InMemoryRegister store_;
  Surroundings surroundings_{store_, testing::TestVault(), random_, clock_};
};

TEST_F(EmployersTest, RefusesAnEmployerThatExists) {
  EXPECT_EQ(ReasonName(Register(SomeEmployer()).status()), "EMPLOYER_EXISTS");
}

TEST_F(EmployersTest, RefusesFaultsWithTheirPath) {
  EmployerDraft draft = SomeEmployer("C1-000");
  draft.registration_region = "99.99";
  EXPECT_EQ(ReasonName(Register(draft).status()), "REGION_UNKNOWN");
  draft.registration_region = "9999";
  EXPECT_EQ(FieldOf(Register(draft).status()), "employer.registration_region");
  draft = SomeEmployer("C1-000");
  draft.kind = 17;
  EXPECT_EQ(ReasonName(Register(draft).status()), "ENUM_UNKNOWN");
  draft.kind = 0;
  EXPECT_EQ(FieldOf(Register(draft).status()), "employer.kind");
}

TEST_F(EmployersTest, RegistersOnceAndAnswersAlike) {
  const auto first = Register(SomeEmployer("C1-000"));
  ASSERT_TRUE(first.ok()) << first.status();
  clock_.Advance(absl::Hours(1));
  const auto again = Register(SomeEmployer("C1-000"));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->employer.id, first->employer.id);
  EXPECT_EQ(again->employer.recorded_at, first->employer.recorded_at);
  EXPECT_EQ(again->position, first->position);
  EXPECT_THAT(store_.Snapshot().stated_employers, SizeIs(3));
}

TEST_F(EmployersTest, RefusesToChangeWhatIsUnknownOrAnother) {
  EXPECT_EQ(ReasonName(Change(SomeEmployer("X9-000"), "X9-000").status()), "EMPLOYER_UNKNOWN");
  EXPECT_EQ(FieldOf(Change(SomeEmployer("X9-000"), testing::kEmployer).status()), "employer.npp");
}

TEST_F(EmployersTest, ChangesTheWholeAndStatesANewRevision) {
  EmployerDraft draft = SomeEmployer();
  draft.npp.clear();
  draft.division.clear();
  draft.name = "PT Contoh Baru";
  draft.registration_region = testing::kOtherRegency;
  const auto changed = Change(draft, testing::kEmployer);
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(changed->employer.revision, 2u);
  const auto stated = store_.Snapshot().stated_employers.back();
  EXPECT_EQ(stated.ref.ToString(), testing::kEmployer);
  EXPECT_EQ(stated.registration_region.ToString(), testing::kOtherRegency);
  const FindEmployersHandler find(surroundings_);
  EXPECT_EQ(find.Get(testing::kEmployer, kNever)->name, "PT Contoh Baru");
}

TEST_F(EmployersTest, StatesWhatAnOfficerReviewed) {
  EmployerDraft draft = SomeEmployer();
  draft.jkk_class = 6;
  EXPECT_EQ(FieldOf(Change(draft, testing::kEmployer).status()), "employer.jkk_class");
  draft.jkk_class = 4;
  draft.reliefs = {"LABOUR_INTENSIVE_JKK50", "COVID_2020"};
  ASSERT_TRUE(Change(draft, testing::kEmployer).ok());
  const auto stated = store_.Snapshot().stated_employers.back();
  EXPECT_EQ(stated.jkk_class, JkkClass::kIV);
  EXPECT_THAT(stated.reliefs, ElementsAre("COVID_2020", "LABOUR_INTENSIVE_JKK50"));
}

TEST_F(EmployersTest, ListsInPagesByRegion) {
  EmployerDraft elsewhere = SomeEmployer("C1-000");
  elsewhere.registration_region = testing::kOtherRegency;
  ASSERT_TRUE(Register(elsewhere).ok());
  const FindEmployersHandler find(surroundings_);

  const auto first = find.List({"64", 2, ""}, kNever);
  ASSERT_TRUE(first.ok());
  ASSERT_THAT(first->employers, SizeIs(2));
  const auto second = find.List({"64", 2, first->next_page_token}, kNever);
  ASSERT_THAT(second->employers, SizeIs(1));
  EXPECT_EQ(second->employers[0].ref.ToString(), "C1-000");
  EXPECT_EQ(second->next_page_token, "");
  EXPECT_THAT(find.List({"64.74", 0, ""}, kNever)->employers, SizeIs(2));
  EXPECT_EQ(ReasonName(find.List({"64.74", 2, first->next_page_token}, kNever).status()),
            "PAGE_TOKEN_INVALID");
}

}  // namespace
}  // namespace paritrana::registration
