// SPDX-License-Identifier: Apache-2.0
// Judging without keeping: the verdicts are those of the real call, and nothing stays behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/testing/fake_clock.h"
#include "libs/testing/seeded_random.h"
#include "services/registration/application/import_workers.h"
#include "services/registration/application/register_worker.h"
#include "services/registration/testing/in_memory_register.h"
#include "services/registration/testing/register_fixture.h"

namespace paritrana::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Key;
using testing::ReasonName;
using ::testing::SizeIs;
using testing::SomeWorker;

constexpr absl::Time kNever = absl::InfiniteFuture();

class ValidateOnly : public ::testing::Test {
 protected:
  ValidateOnly() { testing::Furnish(surroundings_); }

  absl::StatusOr<Answer> Register(const char* key, const WorkerDraft& worker) {
    return RegisterWorkerHandler(surroundings_)
        .Handle({Key("RegisterWorker", key, key), worker}, kNever);
  }

  absl::StatusOr<Answer> Judge(const WorkerDraft& worker) {
    return RegisterWorkerHandler(surroundings_).Judge(worker, kNever);
  }

  paritrana::testing::FakeClock clock_;
  paritrana::testing::SeededRandom random_{1};
  testing::InMemoryRegister store_;
  Surroundings surroundings_{store_, testing::TestVault(), random_, clock_};
};

TEST_F(ValidateOnly, SaysOfOneWorkerWhatIsWrong) {
  WorkerDraft worker = SomeWorker("123");
  EXPECT_EQ(ReasonName(Judge(worker).status()), "NIK_INVALID");
  worker = SomeWorker();
  worker.employment.employer_ref = "X9-000";
  EXPECT_EQ(ReasonName(Judge(worker).status()), "EMPLOYER_UNKNOWN");
  ASSERT_TRUE(Register("k", SomeWorker()).ok());
  worker = SomeWorker();
  worker.employment.start_date = "2024-03-01";
  EXPECT_EQ(ReasonName(Judge(worker).status()), "EMPLOYMENT_OVERLAPS");
}

TEST_F(ValidateOnly, KeepsNothingOfAGoodWorker) {
  const auto judged = Judge(SomeWorker());
  ASSERT_TRUE(judged.ok()) << judged.status();
  EXPECT_EQ(judged->subject, 0u);
  EXPECT_TRUE(judged->position.marks.empty());
  const auto state = store_.Snapshot();
  EXPECT_THAT(state.persons, IsEmpty());
  EXPECT_THAT(state.identities, IsEmpty());
  EXPECT_THAT(state.stated_persons, IsEmpty());
}

TEST_F(ValidateOnly, NamesThePersonWhoIsKnownAndWarns) {
  const auto known = Register("k", SomeWorker());
  WorkerDraft worker = SomeWorker();
  worker.name = "Orang Lain";
  const auto judged = Judge(worker);
  ASSERT_TRUE(judged.ok());
  EXPECT_EQ(judged->subject, known->subject);
  EXPECT_THAT(judged->warnings, ElementsAre(Warning{"NAME_DIFFERS", "worker.name"}));
}

TEST_F(ValidateOnly, JudgesAChunkWithItsOwnLines) {
  WorkerDraft overlapping = SomeWorker();
  overlapping.employment.start_date = "2024-03-01";
  WorkerImport import = *WorkerImport::Open(surroundings_, {"import-1", true});
  const auto progress = import.Add({1, {SomeWorker(), overlapping, SomeWorker("1")}}, kNever);
  ASSERT_TRUE(progress.ok()) << progress.status();
  EXPECT_EQ(progress->accepted, 1u);
  EXPECT_EQ(progress->rejected, 2u);
  ASSERT_THAT(progress->findings, SizeIs(2));
  EXPECT_EQ(ReasonName(progress->findings[0].faults[0]), "EMPLOYMENT_OVERLAPS");
  EXPECT_TRUE(progress->position.marks.empty());
  EXPECT_THAT(store_.Snapshot().persons, IsEmpty());
}

TEST_F(ValidateOnly, AgreesWithTheImportThatFollows) {
  const std::vector<WorkerDraft> workers = {SomeWorker(), SomeWorker(testing::kNikOfWoman),
                                            SomeWorker("1")};
  WorkerImport judging = *WorkerImport::Open(surroundings_, {"import-1", true});
  const auto judged = judging.Add({1, workers}, kNever);
  WorkerImport import = *WorkerImport::Open(surroundings_, {"import-1"});
  const auto imported = import.Add({1, workers}, kNever);
  ASSERT_TRUE(judged.ok() && imported.ok());
  EXPECT_EQ(judged->accepted, imported->accepted);
  EXPECT_EQ(judged->rejected, imported->rejected);
  EXPECT_EQ(judged->next_line_no, imported->next_line_no);
}

}  // namespace
}  // namespace paritrana::registration
