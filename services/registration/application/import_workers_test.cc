// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/import_workers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/testing/fake_clock.h"
#include "libs/testing/seeded_random.h"
#include "services/registration/testing/in_memory_register.h"
#include "services/registration/testing/register_fixture.h"

namespace paritrana::registration {
namespace {

using testing::ReasonName;
using ::testing::SizeIs;
using testing::SomeWorker;

constexpr absl::Time kNever = absl::InfiniteFuture();

class ImportWorkersTest : public ::testing::Test {
 protected:
  ImportWorkersTest() { testing::Furnish(surroundings_); }

  WorkerImport Open() { return *WorkerImport::Open(surroundings_, {"import-1"}); }

  paritrana::testing::FakeClock clock_;
  paritrana::testing::SeededRandom random_{1};
  testing::InMemoryRegister store_;
  Surroundings surroundings_{store_, testing::TestVault(), random_, clock_};
};

TEST_F(ImportWorkersTest, RefusesAnIdThatIsNone) {
  for (const char* id : {"", "a b", "ä"}) {
    EXPECT_FALSE(WorkerImport::Open(surroundings_, {id}).ok()) << id;
  }
}

TEST_F(ImportWorkersTest, RefusesLinesThatDoNotFollow) {
  WorkerImport import = Open();
  EXPECT_EQ(ReasonName(import.Add({0, {SomeWorker()}}, kNever).status()), "LINES_OUT_OF_ORDER");
  ASSERT_TRUE(import.Add({1, {SomeWorker()}}, kNever).ok());
  for (const std::uint64_t first : {1, 3}) {
    EXPECT_EQ(ReasonName(import.Add({first, {SomeWorker()}}, kNever).status()),
              "LINES_OUT_OF_ORDER");
  }
}

TEST_F(ImportWorkersTest, TakesAChangedPayrollNumberForTheSameEmployment) {
  WorkerDraft before = SomeWorker();
  before.employment.payroll_number = "P-1";
  WorkerDraft after = before;
  after.employment.payroll_number = "P-2";
  WorkerImport import = Open();
  const auto progress = import.Add({1, {before, after}}, kNever);
  ASSERT_TRUE(progress.ok()) << progress.status();
  EXPECT_EQ(progress->accepted, 2u);
  const auto state = store_.Snapshot();
  ASSERT_THAT(state.persons, SizeIs(1));
  const auto& memberships = state.persons.begin()->second.participant.memberships;
  ASSERT_THAT(memberships, SizeIs(1));
  EXPECT_EQ(memberships[0].payroll_number, "P-2");
}

TEST_F(ImportWorkersTest, WarnsOfAnotherNameWithinAChunk) {
  WorkerDraft other = SomeWorker();
  other.name = "Orang Lain";
  WorkerImport import = Open();
  const auto progress = import.Add({1, {SomeWorker(), other}}, kNever);
  ASSERT_TRUE(progress.ok());
  ASSERT_THAT(progress->findings, SizeIs(1));
  EXPECT_TRUE(progress->findings[0].accepted);
  EXPECT_EQ(progress->findings[0].warnings, std::vector({Warning{"NAME_DIFFERS", "worker.name"}}));
}

TEST_F(ImportWorkersTest, RefusesAChunkThatIsTooLarge) {
  WorkerImport import = Open();
  const WorkerLines lines{1, std::vector<WorkerDraft>(5'001)};
  EXPECT_EQ(ReasonName(import.Add(lines, kNever).status()), "CHUNK_TOO_LARGE");
}

TEST_F(ImportWorkersTest, KeepsGoodLinesAndSaysWhatIsWrongWithTheOthers) {
  WorkerDraft faulty = SomeWorker("123");
  WorkerDraft stranger = SomeWorker();
  stranger.employment.employer_ref = "X9-000";
  WorkerImport import = Open();
  const auto progress =
      import.Add({7, {SomeWorker(), faulty, stranger, SomeWorker(testing::kNikOfWoman)}}, kNever);
  ASSERT_TRUE(progress.ok());
  EXPECT_EQ(progress->next_line_no, 11u);
  EXPECT_EQ(progress->accepted, 2u);
  EXPECT_EQ(progress->rejected, 2u);
  ASSERT_THAT(progress->findings, SizeIs(2));
  EXPECT_EQ(progress->findings[0].line_no, 8u);
  EXPECT_EQ(ReasonName(progress->findings[0].faults[0]), "NIK_INVALID");
  EXPECT_EQ(progress->findings[1].line_no, 9u);
  EXPECT_EQ(ReasonName(progress->findings[1].faults[0]), "EMPLOYER_UNKNOWN");
  EXPECT_THAT(store_.Snapshot().persons, SizeIs(2));
}

TEST_F(ImportWorkersTest, MakesOnePersonOfTwoLinesWithTheSameNik) {
  WorkerDraft other = SomeWorker();
  other.employment.employer_ref = testing::kOtherEmployer;
  WorkerDraft overlapping = SomeWorker();
  overlapping.employment.start_date = "2024-05-01";
  WorkerImport import = Open();
  const auto progress = import.Add({1, {SomeWorker(), other, overlapping}}, kNever);
  ASSERT_TRUE(progress.ok());
  EXPECT_EQ(progress->accepted, 2u);
  EXPECT_EQ(ReasonName(progress->findings[0].faults[0]), "EMPLOYMENT_OVERLAPS");
  const auto state = store_.Snapshot();
  ASSERT_THAT(state.persons, SizeIs(1));
  EXPECT_EQ(state.persons.begin()->second.participant.revision, 1u);
  EXPECT_THAT(state.persons.begin()->second.participant.memberships, SizeIs(2));
}

TEST_F(ImportWorkersTest, IsHarmlessWhenSentAgain) {
  const WorkerLines lines{1, {SomeWorker(), SomeWorker(testing::kNikOfWoman)}};
  WorkerImport first = Open();
  const auto before = first.Add(lines, kNever);
  WorkerImport second = Open();
  const auto after = second.Add(lines, kNever);
  ASSERT_TRUE(after.ok());
  EXPECT_EQ(after->accepted, 2u);
  EXPECT_TRUE(after->position.Covers(before->position));
  EXPECT_THAT(store_.Snapshot().stated_persons, SizeIs(2));
}

TEST_F(ImportWorkersTest, MergesPositionsAndCountsOverChunks) {
  WorkerImport import = Open();
  const auto first = import.Add({1, {SomeWorker()}}, kNever);
  const auto second = import.Add({2, {SomeWorker(testing::kNikOfWoman)}}, kNever);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->accepted, 2u);
  EXPECT_TRUE(second->position.Covers(first->position));
}

}  // namespace
}  // namespace paritrana::registration
