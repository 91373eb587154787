// SPDX-License-Identifier: Apache-2.0
// Merges, judging only and what goes on behind the calls, on a real PostgreSQL.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/registration/application/change_employer.h"
#include "services/registration/application/import_workers.h"
#include "services/registration/application/look_up_worker.h"
#include "services/registration/application/merge_workers.h"
#include "services/registration/application/prune_answers.h"
#include "services/registration/application/restate_participants.h"
#include "tests/integration/registration_database.h"

namespace paritrana::registration {
namespace {

using ::testing::ElementsAre;
using testing::Key;
using testing::ReasonName;
using testing::SomeWorker;

const IdentityDraft kByKpj{identity::Kind::kKpj, "12345678901"};

class RegistrationChanges : public RegistrationDatabase {
 protected:
  // A record by KPJ alone of the worker whom SomeWorker describes.
  static WorkerDraft WorkerByKpj() {
    WorkerDraft worker = SomeWorker();
    worker.identity = kByKpj;
    return worker;
  }

  absl::StatusOr<Answer> Merge(const std::string& key, bool retire_merged_nik = false) {
    const IdentityDraft keep{identity::Kind::kNik, testing::kNikOfMan};
    return MergeWorkersHandler(surroundings_)
        .Handle({Key("MergeWorkers", key, "m"), keep, kByKpj, retire_merged_nik, "satu orang"},
                Soon());
  }

  // Steps until nothing is left that nobody else works at.
  void Restate() {
    const RestateParticipantsHandler handler(surroundings_);
    for (auto step = handler.Step(Soon()); step.ok() && step->more; step = handler.Step(Soon())) {
    }
  }
};

TEST_F(RegistrationChanges, MergesTwoRecordsOfOnePerson) {
  const std::uint64_t kept = Register("k1", SomeWorker())->subject;
  const std::uint64_t merged = Register("k2", WorkerByKpj())->subject;
  const auto answer = Merge("m");
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->subject, kept);
  EXPECT_EQ(answer->other_subject, merged);
  EXPECT_EQ(*Merge("m"), *answer);
  EXPECT_EQ(ReasonName(Merge("m2").status()), "SAME_WORKER");
  EXPECT_EQ(Number("SELECT count(*) FROM identity"), 2);
  EXPECT_EQ(Number("SELECT count(DISTINCT pseudonym) FROM identity"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM membership"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM person WHERE merged_into IS NOT NULL AND revision = 2"),
            1);
  EXPECT_EQ(Number("SELECT count(*) FROM merge WHERE reason = 'satu orang'"), 1);
  // Both facts stand at the positions of the answer, in one transaction.
  EXPECT_EQ(Number("SELECT count(*) FROM outbox WHERE topic LIKE '%participants%'"),
            answer->position.marks.size() == 1 ? 3 : 4);
  const auto view = LookUpWorkerHandler(surroundings_).Handle(kByKpj, Soon());
  EXPECT_EQ(view->pseudonym.value(), kept);
}

TEST_F(RegistrationChanges, RetiresAWrongNikAndKeepsItForTheAuditOnly) {
  ASSERT_TRUE(Register("k1", SomeWorker()).ok());
  WorkerDraft wrong = SomeWorker(testing::kNikOfWoman);
  wrong.kpj = kByKpj.number;
  ASSERT_TRUE(Register("k2", wrong).ok());
  EXPECT_EQ(ReasonName(Merge("m").status()), "MERGE_CONFLICT");
  ASSERT_TRUE(Merge("m", true).ok());
  EXPECT_EQ(Number("SELECT count(*) FROM merge WHERE retired_nik_hidden IS NOT NULL"), 1);
  ASSERT_TRUE(Register("k3", SomeWorker(testing::kNikOfWoman)).ok());
  EXPECT_EQ(Number("SELECT count(*) FROM person WHERE merged_into IS NULL"), 2);
}

TEST_F(RegistrationChanges, MergesAMergedRecordAgainWithItsNumbers) {
  ASSERT_TRUE(Register("k1", SomeWorker()).ok());
  ASSERT_TRUE(Register("k2", WorkerByKpj()).ok());
  ASSERT_TRUE(Merge("m").ok());
  WorkerDraft foreign = SomeWorker();
  foreign.identity = {identity::Kind::kPassport, "X1234567"};
  const std::uint64_t last = Register("k3", foreign)->subject;
  // The numbers were encrypted anew for the record between: otherwise they could not go on.
  const auto answer =
      MergeWorkersHandler(surroundings_)
          .Handle({Key("MergeWorkers", "m2", "m2"), foreign.identity, kByKpj, false, ""}, Soon());
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(Number("SELECT count(DISTINCT pseudonym) FROM identity"), 1);
  EXPECT_EQ(LookUpWorkerHandler(surroundings_).Handle(kByKpj, Soon())->pseudonym.value(), last);
}

TEST_F(RegistrationChanges, LosesNothingWhenMergesMeetRegistrations) {
  ASSERT_TRUE(Register("k1", SomeWorker()).ok());
  ASSERT_TRUE(Register("k2", WorkerByKpj()).ok());
  RunAtOnce(12, [&](int i) {
    if (i % 3 == 0) {
      const auto merged = Merge("m" + std::to_string(i));
      EXPECT_TRUE(merged.ok() || ReasonName(merged.status()) == "SAME_WORKER") << merged.status();
      return;
    }
    WorkerDraft worker = i % 3 == 1 ? SomeWorker() : WorkerByKpj();
    worker.employment.segment = static_cast<int>(Segment::kBpu);
    worker.employment.start_date = absl::StrFormat("20%02d-01-01", 10 + i);
    worker.employment.end_date = absl::StrFormat("20%02d-12-31", 10 + i);
    EXPECT_TRUE(Register("w" + std::to_string(i), worker).ok());
  });
  EXPECT_EQ(Number("SELECT count(DISTINCT pseudonym) FROM membership"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM membership"), 9);
  EXPECT_EQ(Number("SELECT count(*) FROM merge"), 1);
}

TEST_F(RegistrationChanges, KeepsNothingOfWhatIsOnlyValidated) {
  const RegisterWorkerHandler handler(surroundings_);
  EXPECT_TRUE(handler.Judge(SomeWorker(), Soon()).ok());
  WorkerImport import = *WorkerImport::Open(surroundings_, {"import", true});
  EXPECT_EQ(import.Add({1, {SomeWorker(), WorkerByKpj()}}, Soon())->accepted, 2u);
  for (const char* table : {"person", "identity", "membership"}) {
    EXPECT_EQ(Number(absl::StrCat("SELECT count(*) FROM ", table)), 0) << table;
  }
  EXPECT_EQ(Number("SELECT count(*) FROM outbox WHERE topic LIKE '%participants%'"), 0);
  ASSERT_TRUE(Register("k1", SomeWorker()).ok());
  WorkerDraft other = SomeWorker();
  other.name = "Orang Lain";
  EXPECT_THAT(handler.Judge(other, Soon())->warnings,
              ElementsAre(Warning{"NAME_DIFFERS", "worker.name"}));
}

TEST_F(RegistrationChanges, TakesAChangedPayrollNumberForTheSameEmployment) {
  WorkerDraft worker = SomeWorker();
  worker.employment.payroll_number = "P-1";
  ASSERT_TRUE(Register("k1", worker).ok());
  worker.employment.payroll_number = "P-2";
  ASSERT_TRUE(Register("k2", worker).ok());
  EXPECT_EQ(Number("SELECT count(*) FROM membership WHERE payroll_number = 'P-2'"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM membership"), 1);
}

TEST_F(RegistrationChanges, StatesParticipantsAgainWhenTheirEmployerRegistersElsewhere) {
  std::vector<WorkerDraft> workers;
  for (int i = 0; i < 1'100; ++i) workers.push_back(SomeWorker(NikOf(i)));
  workers[0].employment.end_date = "2024-01-31";  // over before
  WorkerImport import = *WorkerImport::Open(surroundings_, {"import"});
  ASSERT_TRUE(import.Add({1, workers}, Soon()).ok());
  EmployerDraft draft = testing::SomeEmployer();
  draft.registration_region = testing::kOtherRegency;
  ASSERT_TRUE(ChangeEmployerHandler(surroundings_)
                  .Handle({Key("ChangeEmployer", "c", "c"), testing::kEmployer, draft}, Soon())
                  .ok());
  // Newcomers, merges and two processes that share the work meanwhile.
  RunAtOnce(4, [&](int i) {
    if (i == 0) {
      EXPECT_TRUE(Register("newcomer", SomeWorker(NikOf(2'000))).ok());
    } else if (i == 1) {
      EXPECT_TRUE(Register("k2", WorkerByKpj()).ok());
    } else {
      Restate();
    }
  });
  Restate();
  EXPECT_EQ(Number("SELECT count(*) FROM membership WHERE registration_region = 6402000000"),
            1'101);
  EXPECT_EQ(Number("SELECT count(*) FROM restatement"), 0);
  EXPECT_EQ(Number("SELECT count(*) FROM (SELECT max(sequence) AS last, count(*) AS n FROM outbox "
                   "GROUP BY topic, shard) s WHERE last <> n"),
            0);
}

TEST_F(RegistrationChanges, ForgetsOldAnswers) {
  ASSERT_TRUE(Register("k", SomeWorker()).ok());
  const PruneAnswersHandler handler(surroundings_);
  EXPECT_EQ(*handler.Step(Soon()), 0);
  clock_.Advance(kAnswersKept + absl::Seconds(1));
  EXPECT_EQ(*handler.Step(Soon()), 3);
  EXPECT_EQ(Number("SELECT count(*) FROM answer WHERE operation = 'ImportRegions'"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM answer"), 1);
}

}  // namespace
}  // namespace paritrana::registration
