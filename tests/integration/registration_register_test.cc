// SPDX-License-Identifier: Apache-2.0
// The register's use cases on a real PostgreSQL.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_format.h"
#include "services/registration/application/change_employer.h"
#include "services/registration/application/end_employment.h"
#include "services/registration/application/find_employers.h"
#include "services/registration/application/find_regions.h"
#include "services/registration/application/import_regions.h"
#include "services/registration/application/import_workers.h"
#include "services/registration/application/look_up_worker.h"
#include "services/registration/application/move_employment.h"
#include "services/registration/testing/region_files.h"
#include "tests/integration/registration_database.h"

namespace paritrana::registration {
namespace {

using ::testing::ElementsAre;
using testing::Key;
using testing::ReasonName;
using ::testing::SizeIs;
using testing::SomeWorker;

class RegistrationRegister : public RegistrationDatabase {};

TEST_F(RegistrationRegister, LeavesNothingOfARefusedWorker) {
  ASSERT_TRUE(Register("k1", SomeWorker()).ok());
  WorkerDraft worker = SomeWorker();
  worker.employment.start_date = "2024-05-01";
  worker.kpj = "12345678901";
  EXPECT_EQ(ReasonName(Register("k2", worker).status()), "EMPLOYMENT_OVERLAPS");
  EXPECT_EQ(Number("SELECT count(*) FROM identity"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM answer WHERE operation = 'RegisterWorker'"), 1);
}

TEST_F(RegistrationRegister, MakesOnePersonOfTwentyRequestsAtOnce) {
  std::vector<std::uint64_t> subjects(20);
  RunAtOnce(20, [&](int i) {
    const auto answer = Register("k" + std::to_string(i), SomeWorker());
    ASSERT_TRUE(answer.ok()) << answer.status();
    subjects[static_cast<std::size_t>(i)] = answer->subject;
  });
  EXPECT_THAT(std::set(subjects.begin(), subjects.end()), SizeIs(1));
  EXPECT_EQ(Number("SELECT count(*) FROM person"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM membership"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM outbox WHERE topic LIKE '%participants%'"), 1);
}

TEST_F(RegistrationRegister, GivesFiftyEqualRequestsAtOnceOneEffectAndOneAnswer) {
  std::vector<Answer> answers(50);
  RunAtOnce(50, [&](int i) {
    const auto answer = Register("k", SomeWorker());
    ASSERT_TRUE(answer.ok()) << answer.status();
    answers[static_cast<std::size_t>(i)] = *answer;
  });
  for (const Answer& answer : answers) EXPECT_EQ(answer, answers[0]);
  EXPECT_EQ(Number("SELECT count(*) FROM outbox WHERE topic LIKE '%participants%'"), 1);
  EXPECT_EQ(ReasonName(Register("k", SomeWorker(), "other").status()), "IDEMPOTENCY_KEY_REUSED");
}

TEST_F(RegistrationRegister, MakesOnePersonPerNikOfImportsAtOnce) {
  constexpr int kPersons = 400;
  RunAtOnce(4, [&](int import_no) {
    std::vector<WorkerDraft> workers;
    for (int i = 0; i < kPersons; ++i) workers.push_back(SomeWorker(NikOf(i)));
    // Every import meets the persons in another order.
    std::rotate(workers.begin(), workers.begin() + import_no * 90, workers.end());
    if (import_no % 2 == 1) std::reverse(workers.begin(), workers.end());
    WorkerImport import = *WorkerImport::Open(surroundings_, {"import"});
    for (std::size_t begin = 0; begin < workers.size(); begin += 100) {
      const WorkerLines lines{begin + 1,
                              {workers.begin() + static_cast<std::ptrdiff_t>(begin),
                               workers.begin() + static_cast<std::ptrdiff_t>(begin + 100)}};
      const auto progress = import.Add(lines, Soon());
      ASSERT_TRUE(progress.ok()) << progress.status();
      EXPECT_EQ(progress->rejected, 0u);
    }
  });
  EXPECT_EQ(Number("SELECT count(*) FROM person"), kPersons);
  EXPECT_EQ(Number("SELECT count(*) FROM membership"), kPersons);
  EXPECT_EQ(Number("SELECT max(revision) FROM person"), 1);
}

TEST_F(RegistrationRegister, TakesAFullChunkInOneTransaction) {
  std::vector<WorkerDraft> workers;
  for (int i = 0; i < 5'000; ++i) workers.push_back(SomeWorker(NikOf(i)));
  WorkerImport import = *WorkerImport::Open(surroundings_, {"import"});
  const auto progress = import.Add({1, workers}, Soon());
  ASSERT_TRUE(progress.ok()) << progress.status();
  EXPECT_EQ(progress->accepted, 5'000u);
  EXPECT_EQ(Number("SELECT count(DISTINCT xmin::text) FROM membership"), 1);
  EXPECT_EQ(Number("SELECT max(octet_length(payload)) FROM outbox") < 1 << 20, true);
}

TEST_F(RegistrationRegister, NumbersFactsWithoutGapsPerTopicAndShard) {
  RunAtOnce(8, [&](int i) {
    for (int n = 0; n < 10; ++n) {
      const std::string key = std::to_string(i) + "-" + std::to_string(n);
      EXPECT_TRUE(Register(key, SomeWorker(NikOf(i * 10 + n))).ok());
      WorkerDraft stranger = SomeWorker(NikOf(500 + i));
      stranger.employment.employer_ref = "X9-000";
      EXPECT_FALSE(Register(key + "x", stranger).ok());
    }
  });
  EXPECT_EQ(Number("SELECT count(*) FROM (SELECT max(sequence) AS last, count(*) AS n FROM outbox "
                   "GROUP BY topic, shard) s WHERE last <> n"),
            0);
  EXPECT_EQ(Number("SELECT count(*) FROM outbox WHERE topic LIKE '%participants%'"), 80);
}

TEST_F(RegistrationRegister, StoresNoIdentityInTheClear) {
  WorkerDraft worker = SomeWorker();
  worker.kpj = "12345678901";
  ASSERT_TRUE(Register("k", worker).ok());
  for (const char* table : {"person", "identity", "membership", "answer", "outbox"}) {
    for (const char* secret : {testing::kNikOfMan, "12345678901", "Tenaga Contoh"}) {
      // A row's text form shows bytea in hexadecimal, so both forms are looked for.
      const std::string sql = absl::StrFormat(
          "SELECT count(*) FROM %s t WHERE strpos(t::text, '%s') > 0 OR "
          "strpos(t::text, encode('%s', 'hex')) > 0",
          table, secret, secret);
      EXPECT_EQ(Number(sql), 0) << table;
    }
  }
}

TEST_F(RegistrationRegister, HidesTheNameOfAnIndividualButTellsIt) {
  EmployerDraft draft = testing::SomeEmployer("P1-000");
  draft.name = "Siti Contoh";
  draft.kind = static_cast<int>(EmployerKind::kIndividual);
  draft.size_class = 0;
  ASSERT_TRUE(RegisterEmployerHandler(surroundings_)
                  .Handle({Key("RegisterEmployer", "p", "p"), draft}, Soon())
                  .ok());
  EXPECT_EQ(Number("SELECT count(*) FROM employer WHERE name LIKE 'Siti%'"), 0);
  EXPECT_EQ(FindEmployersHandler(surroundings_).Get("P1-000", Soon())->name, "Siti Contoh");
}

TEST_F(RegistrationRegister, RefusesAnEmployerTwiceAndChangesItOnce) {
  const RegisterEmployer again{Key("RegisterEmployer", "other", "x"), testing::SomeEmployer()};
  EXPECT_EQ(ReasonName(RegisterEmployerHandler(surroundings_).Handle(again, Soon()).status()),
            "EMPLOYER_EXISTS");
  EmployerDraft draft = testing::SomeEmployer();
  draft.registration_region = testing::kOtherRegency;
  draft.jkk_class = 3;
  draft.reliefs = {"LABOUR_INTENSIVE_JKK50", "A"};
  const ChangeEmployer change{Key("ChangeEmployer", "c", "c"), testing::kEmployer, draft};
  const ChangeEmployerHandler handler(surroundings_);
  const auto changed = handler.Handle(change, Soon());
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(handler.Handle(change, Soon())->position, changed->position);
  EXPECT_EQ(Number("SELECT revision FROM employer WHERE employer_ref = 'A1234567-000'"), 2);
  const auto known = FindEmployersHandler(surroundings_).Get(testing::kEmployer, Soon());
  EXPECT_EQ(known->jkk_class, JkkClass::kIII);
  EXPECT_THAT(known->reliefs, ElementsAre("A", "LABOUR_INTENSIVE_JKK50"));
}

TEST_F(RegistrationRegister, ListsEmployersOfARegionInPages) {
  const FindEmployersHandler find(surroundings_);
  const auto first = find.List({"64.74", 1, ""}, Soon());
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_THAT(first->employers, SizeIs(1));
  const auto second = find.List({"64.74", 1, first->next_page_token}, Soon());
  EXPECT_EQ(second->employers[0].ref.ToString(), testing::kOtherEmployer);
  EXPECT_EQ(second->next_page_token, "");
  EXPECT_THAT(find.List({"64.02", 0, ""}, Soon())->employers, SizeIs(0));
}

TEST_F(RegistrationRegister, EndsAndMovesAsTheFactStates) {
  ASSERT_TRUE(Register("k", SomeWorker()).ok());
  const EmploymentName name{{identity::Kind::kNik, testing::kNikOfMan}, testing::kEmployer, 1};
  ASSERT_TRUE(
      MoveEmploymentHandler(surroundings_)
          .Handle({Key("MoveEmployment", "m", "m"), name, "2024-06-01", testing::kOtherRegency},
                  Soon())
          .ok());
  ASSERT_TRUE(EndEmploymentHandler(surroundings_)
                  .Handle({Key("EndEmployment", "e", "e"), name, "2024-12-31"}, Soon())
                  .ok());
  const auto view = LookUpWorkerHandler(surroundings_).Handle(name.identity, Soon());
  ASSERT_TRUE(view.ok()) << view.status();
  ASSERT_THAT(view->employments, SizeIs(2));
  EXPECT_EQ(view->employments[0].membership.end, absl::CivilDay(2024, 12, 31));
  EXPECT_EQ(view->employments[0].membership.workplace_region->ToString(), testing::kOtherRegency);
  EXPECT_EQ(view->employments[1].membership.end, absl::CivilDay(2024, 5, 31));
  EXPECT_EQ(Number("SELECT revision FROM person"), 3);
}

TEST_F(RegistrationRegister, KeepsWarningsInARememberedAnswer) {
  ASSERT_TRUE(Register("k1", SomeWorker()).ok());
  WorkerDraft worker = SomeWorker();
  worker.employment.worker_kind = static_cast<int>(WorkerKind::kNonAsn);
  const auto first = Register("k2", worker);
  ASSERT_TRUE(first.ok());
  ASSERT_THAT(first->warnings, SizeIs(1));
  EXPECT_EQ(*Register("k2", worker), *first);
}

TEST_F(RegistrationRegister, ImportsTheWholeNation) {
  RegionTree tree = testing::SomeTree();
  tree.header.version = "idn-area-data-3.1.2";
  tree.header.valid_from = absl::CivilDay(2022, 12, 9);
  tree.regions = testing::ReadRegionFiles();
  for (int i = 0; i < 2; ++i) {
    RegionImport import = *RegionImport::Open(surroundings_, tree.header);
    ASSERT_TRUE(import.Add(tree.regions).ok());
    const auto imported = import.Finish(Soon());
    ASSERT_TRUE(imported.ok()) << imported.status();
    EXPECT_THAT(imported->regions_per_level, ElementsAre(1, 38, 514, 7'277, 83'763));
  }
  EXPECT_EQ(Number("SELECT count(*) FROM outbox WHERE topic = 'registration.regions.v1'"), 1 + 92);
  const FindRegionsHandler find(surroundings_);
  EXPECT_EQ(find.Get("64.74", Soon())->first.name, "Kota Bontang");
  EXPECT_THAT(find.List({}, Soon())->regions, SizeIs(38));
  EXPECT_EQ(find.Get("ID", Soon())->second, tree.header.version);
}

TEST_F(RegistrationRegister, SaysUnavailableWhileTheDatabaseIsDownAndGoesOnAfterwards) {
  auto& server = paritrana::testing::PostgresServer::Shared();
  ASSERT_TRUE(Register("k1", SomeWorker()).ok());
  server.Crash();
  EXPECT_EQ(ReasonName(Register("k2", SomeWorker(testing::kNikOfWoman)).status()), "UNAVAILABLE");
  server.StartAgain();
  ASSERT_TRUE(Register("k2", SomeWorker(testing::kNikOfWoman)).ok());
  ASSERT_TRUE(Register("k1", SomeWorker()).ok());
  EXPECT_EQ(Number("SELECT count(*) FROM person"), 2);
}

}  // namespace
}  // namespace paritrana::registration
