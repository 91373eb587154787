// SPDX-License-Identifier: Apache-2.0
// What payers read back of periods, runs and the ledger, on a real PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "libs/postgres/migrations.h"
#include "libs/testing/postgres_server.h"
#include "libs/testing/temporary_directory.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/period_calls.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ReadBack : public ::testing::Test, protected PeriodCalls {};

using ShownPeriod = ReadBack;

TEST_F(ShownPeriod, RefusesAPayerNobodyKnows) {
  grpc::ClientContext context;
  v1::GetPeriodResponse response;
  auto request = OfThePeriod<v1::GetPeriodRequest>();
  request.set_payer("X9999999-000");
  EXPECT_EQ(ReasonOfCall(service_.periods().GetPeriod(&context, request, &response)),
            "PAYER_UNKNOWN");
}

TEST_F(ShownPeriod, IsOpenAtVersionZeroBeforeAnythingHappens) {
  const v1::Period period = GetPeriod();
  EXPECT_EQ(period.state(), v1::PERIOD_STATE_OPEN);
  EXPECT_EQ(period.version(), 0u);
  EXPECT_FALSE(period.nil_return());
}

TEST_F(ShownPeriod, CountsWaitingLinesOfThisPeriodOnly) {
  rows_.Post(rows_.AddSubmission(rows_.AddRun("R1"), "S"),
             {{.worker = 1, .line_id = "A", .jkk = 5},
              {.worker = 2, .line_id = "B", .jkk = 5, .waits = true}});
  LedgerRows earlier(service_, Month(2024, 11));
  earlier.Post(earlier.AddSubmission(earlier.AddRun("R1"), "S"),
               {{.worker = 2, .line_id = "B", .jkk = 5, .waits = true}});
  EXPECT_EQ(GetPeriod().waiting(), 1u);
  EXPECT_EQ(GetPeriod().version(), 1u);
}

TEST_F(ShownPeriod, ShowsANilReturnUntilALineCounts) {
  rows_.AddSubmission(rows_.AddRun("NIL", 4), "S");
  EXPECT_TRUE(GetPeriod().nil_return());
  rows_.Post(rows_.AddSubmission(rows_.AddRun("R1"), "S"),
             {{.worker = 1, .line_id = "A", .jkk = 5}});
  EXPECT_FALSE(GetPeriod().nil_return());
}

TEST_F(ShownPeriod, ShowsNoNilReturnThatIsStillOpenOrReplaced) {
  const std::int64_t nil = rows_.AddRun("NIL", 4);
  rows_.AddSubmission(nil, "S", false);
  EXPECT_FALSE(GetPeriod().nil_return());
  rows_.AddSubmission(nil, "S2");
  rows_.ReplaceRun(nil, rows_.AddRun("R1", 3));
  EXPECT_FALSE(GetPeriod().nil_return());
}

using ClosePeriod = ReadBack;

TEST_F(ClosePeriod, RefusesAVersionThatIsNotThePeriods) {
  rows_.Post(rows_.AddSubmission(rows_.AddRun("R1"), "S"),
             {{.worker = 1, .line_id = "A", .jkk = 5}});
  Close("k1", 2);
  EXPECT_EQ(reason_, "PERIOD_VERSION_DIFFERS");
  EXPECT_EQ(GetPeriod().state(), v1::PERIOD_STATE_OPEN);
  const v1::Period closed = Close("k2", 1);
  EXPECT_EQ(reason_, "OK");
  EXPECT_EQ(closed.version(), 2u);
}

TEST_F(ClosePeriod, RefusesToLeaveLinesWaitingUnlessTold) {
  rows_.Post(rows_.AddSubmission(rows_.AddRun("R1"), "S"),
             {{.worker = 1, .line_id = "A", .jkk = 5, .waits = true}});
  Close("k1");
  EXPECT_EQ(reason_, "PERIOD_HAS_WAITING_LINES");
  const v1::Period closed = Close("k2", 0, true);
  EXPECT_EQ(reason_, "OK");
  EXPECT_EQ(closed.state(), v1::PERIOD_STATE_CLOSED);
  EXPECT_EQ(closed.waiting(), 1u);
}

TEST_F(ClosePeriod, TakesOtherWishesUnderTheSameKeyForAnotherChange) {
  Close("k1");
  ASSERT_EQ(reason_, "OK");
  Close("k1", 7);
  EXPECT_EQ(reason_, "IDEMPOTENCY_KEY_REUSED");
  Close("k1", 0, true);
  EXPECT_EQ(reason_, "IDEMPOTENCY_KEY_REUSED");
}

TEST_F(ClosePeriod, RepeatsItsFirstAnswerInFull) {
  rows_.AddSubmission(rows_.AddRun("NIL", 4), "S");
  const v1::Period first = Close("k1");
  EXPECT_TRUE(first.nil_return());
  rows_.Post(rows_.AddSubmission(rows_.AddRun("R1"), "S"),
             {{.worker = 1, .line_id = "A", .jkk = 5}});
  EXPECT_EQ(Close("k1").SerializeAsString(), first.SerializeAsString());
}

using Runs = ReadBack;

TEST_F(Runs, AreRefusedWhenUnknown) {
  GetRun("R1");
  EXPECT_EQ(reason_, "RUN_UNKNOWN");
  ListSubmissions("R1");
  EXPECT_EQ(reason_, "RUN_UNKNOWN");
  EXPECT_THAT(ListRuns().runs(), IsEmpty());
  ListRuns(0, "?");
  EXPECT_EQ(reason_, "PAGE_TOKEN_INVALID");
  ListRuns(1'001);
  EXPECT_EQ(reason_, "PAGE_SIZE_INVALID");
}

TEST_F(Runs, AddUpTheirSubmissions) {
  const std::int64_t run = rows_.AddRun("R1", 2);
  const auto first = rows_.Post(
      rows_.AddSubmission(run, "S1"),
      {{.worker = 1, .line_id = "A", .jkk = 5}, {.worker = 2, .line_id = "B", .jkk = 7}});
  rows_.Post(rows_.AddSubmission(run, "S2"), {{.worker = 1, .line_id = "C", .jkk = 6}}, {first[0]});
  const v1::Run shown = GetRun("R1");
  EXPECT_EQ(shown.kind(), v1::RUN_KIND_SUPPLEMENTARY);
  EXPECT_EQ(shown.state(), v1::RUN_STATE_SEALED);
  EXPECT_EQ(shown.submissions(), 2u);
  EXPECT_EQ(shown.totals().lines(), 3u);
  EXPECT_EQ(shown.totals().accepted_rupiah(), 18);
  EXPECT_EQ(shown.live_lines(), 2u);
}

TEST_F(Runs, AreOpenThenWaitingThenSealedAndInTheEndReplaced) {
  const std::int64_t run = rows_.AddRun("R1");
  const std::int64_t submission = rows_.AddSubmission(run, "S", false);
  const auto lines =
      rows_.Post(submission, {{.worker = 1, .line_id = "A", .jkk = 5, .waits = true}});
  EXPECT_EQ(GetRun("R1").state(), v1::RUN_STATE_OPEN);
  service_.Query("UPDATE submission SET sealed_at = now()");
  EXPECT_EQ(GetRun("R1").state(), v1::RUN_STATE_WAITING);
  EXPECT_EQ(ListSubmissions("R1").submissions(0).state(), v1::SUBMISSION_STATE_WAITING);
  rows_.Accept(lines[0]);
  EXPECT_EQ(GetRun("R1").state(), v1::RUN_STATE_SEALED);
  rows_.ReplaceRun(run, rows_.AddRun("R2", 3));
  EXPECT_EQ(GetRun("R1").state(), v1::RUN_STATE_REPLACED);
  EXPECT_EQ(GetRun("R1").replaced_by_run(), "R2");
  EXPECT_EQ(GetRun("R2").replaces_run(), "R1");
}

TEST_F(Runs, AreListedInOrderOfTheirFirstSubmission) {
  for (const char* run : {"R2", "R1", "R3"}) rows_.AddSubmission(rows_.AddRun(run), "S");
  const v1::ListRunsResponse first = ListRuns(2);
  ASSERT_THAT(first.runs(), SizeIs(2));
  EXPECT_EQ(first.runs(0).run(), "R2");
  EXPECT_EQ(first.runs(1).run(), "R1");
  const v1::ListRunsResponse second = ListRuns(2, first.next_page_token());
  ASSERT_THAT(second.runs(), SizeIs(1));
  EXPECT_EQ(second.runs(0).run(), "R3");
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(Runs, ListTheirSubmissionsInTheOrderTheyWereOpened) {
  const std::int64_t run = rows_.AddRun("R1");
  for (const char* submission : {"S3", "S1", "S2"}) rows_.AddSubmission(run, submission);
  const v1::ListSubmissionsResponse first = ListSubmissions("R1", 2);
  ASSERT_THAT(first.submissions(), SizeIs(2));
  EXPECT_EQ(first.submissions(0).submission(), "S3");
  const v1::ListSubmissionsResponse second = ListSubmissions("R1", 2, first.next_page_token());
  ASSERT_THAT(second.submissions(), SizeIs(1));
  EXPECT_EQ(second.submissions(0).submission(), "S2");
  EXPECT_EQ(second.submissions(0).period(), "2024-12");
}

using Ledger = ReadBack;

TEST_F(Ledger, IsEmptyAtVersionZero) {
  const v1::GetLedgerResponse ledger = GetLedger();
  EXPECT_EQ(reason_, "OK");
  EXPECT_EQ(ledger.lines(), 0u);
  EXPECT_THAT(ledger.programmes(), IsEmpty());
  EXPECT_THAT(ListWorkers().workers(), IsEmpty());
  EXPECT_THAT(ListChanges(0).changes(), IsEmpty());
}

TEST_F(Ledger, RefusesAVersionThePeriodHasNotReached) {
  ListChanges(1);
  EXPECT_EQ(reason_, "VERSION_UNKNOWN");
}

TEST_F(Ledger, AddsUpWhatCountsByProgramme) {
  const std::int64_t submission = rows_.AddSubmission(rows_.AddRun("R1"), "S");
  const auto lines = rows_.Post(submission, {{.worker = 1, .line_id = "A", .jkk = 5, .jht = 20},
                                             {.worker = 1, .line_id = "B", .jkk = 7},
                                             {.worker = 2, .line_id = "C", .jkk = 100}});
  rows_.Post(submission, {}, {lines[2]}, kDeleted);
  const v1::GetLedgerResponse ledger = GetLedger();
  EXPECT_EQ(ledger.period().version(), 2u);
  EXPECT_EQ(ledger.lines(), 2u);
  EXPECT_EQ(ledger.workers(), 1u);
  EXPECT_EQ(ledger.total_rupiah(), 32);
  ASSERT_THAT(ledger.programmes(), SizeIs(2));
  EXPECT_EQ(ledger.programmes(0).programme(), common::v1::PROGRAMME_JKK);
  EXPECT_EQ(ledger.programmes(0).lines(), 2u);
  EXPECT_EQ(ledger.programmes(0).employer_rupiah(), 12);
  EXPECT_EQ(ledger.programmes(1).programme(), common::v1::PROGRAMME_JHT);
  EXPECT_EQ(ledger.programmes(1).employee_rupiah(), 20);
}

TEST_F(Ledger, ShowsAWorkerWithAllLinesAndTheLastPayrollNumber) {
  const std::int64_t submission = rows_.AddSubmission(rows_.AddRun("R1"), "S");
  rows_.Post(submission, {{.worker = 1, .line_id = "A", .jkk = 5, .payroll_number = "P-1"},
                          {.worker = 2, .line_id = "B", .jkk = 7},
                          {.worker = 1, .line_id = "C", .jht = 9, .payroll_number = "P-2"},
                          {.worker = 1, .line_id = "D", .jkk = 1}});
  const v1::ListLedgerWorkersResponse page = ListWorkers();
  ASSERT_THAT(page.workers(), SizeIs(2));
  const v1::LedgerWorker& worker = page.workers(0);
  EXPECT_EQ(worker.payroll_number(), "P-2");
  EXPECT_EQ(worker.total_rupiah(), 15);
  ASSERT_THAT(worker.lines(), SizeIs(3));
  EXPECT_EQ(worker.lines(1).line_id(), "C");
  EXPECT_EQ(worker.lines(1).run(), "R1");
  EXPECT_EQ(worker.lines(1).submission(), "S");
  EXPECT_EQ(worker.lines(1).line_no(), 3u);
  EXPECT_EQ(worker.lines(1).covered_from(), "2024-12");
  ASSERT_THAT(worker.lines(1).amounts(), SizeIs(1));
  EXPECT_EQ(worker.lines(1).amounts(0).employee_rupiah(), 9);
  EXPECT_EQ(page.version(), 1u);
}

TEST_F(Ledger, ShowsEachWorkerOnceOverAllPages) {
  const std::int64_t run = rows_.AddRun("R1");
  for (int i = 0; i < 3; ++i) {
    std::vector<RowLine> lines;
    for (std::uint64_t worker = 1; worker <= 5; ++worker) {
      lines.push_back({.worker = worker + static_cast<std::uint64_t>(i), .line_id = "L", .jkk = 1});
    }
    rows_.Post(rows_.AddSubmission(run, "S" + std::to_string(i)), lines);
  }
  std::vector<int> lines_of_workers;
  std::string token;
  do {
    const v1::ListLedgerWorkersResponse page = ListWorkers(2, token);
    for (const auto& worker : page.workers()) lines_of_workers.push_back(worker.lines_size());
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_THAT(lines_of_workers, ElementsAre(1, 2, 3, 3, 3, 2, 1));
}

TEST_F(Ledger, KeepsAPageOfWorkersWithManyLinesShort) {
  rows_.Post(rows_.AddSubmission(rows_.AddRun("R1"), "S"),
             {{.worker = 1, .line_id = "A", .jkk = 1}, {.worker = 2, .line_id = "B", .jkk = 1}});
  service_.Query(
      "INSERT INTO line SELECT copy.* FROM line l CROSS JOIN generate_series(1, 1499) n "
      "CROSS JOIN LATERAL jsonb_populate_record(l, jsonb_build_object('line_no', line_no + 2 * n)) "
      "copy");
  const v1::ListLedgerWorkersResponse first = ListWorkers();
  ASSERT_THAT(first.workers(), SizeIs(1));
  const v1::ListLedgerWorkersResponse second = ListWorkers(0, first.next_page_token());
  EXPECT_THAT(second.workers(), SizeIs(1));
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(Ledger, ListsChangesInOrderWithCauseAndRegion) {
  const std::int64_t submission = rows_.AddSubmission(rows_.AddRun("R1"), "S");
  const auto lines = rows_.Post(submission, {{.worker = 1, .line_id = "A", .jkk = 5}});
  const auto corrected = rows_.Post(submission, {{.worker = 1, .line_id = "B", .jkk = 6}}, lines);
  service_.Query("UPDATE line SET action = 2 WHERE line_id = 'B'");
  Close("k1");
  rows_.Merge(corrected, 9);
  std::vector<std::string> told;
  const v1::ListLedgerChangesResponse all = ListChanges(0);
  for (const v1::LedgerChange& change : all.changes()) {
    told.push_back(std::to_string(change.version()) +
                   (change.effect() == v1::LEDGER_EFFECT_ADD ? " + " : " - ") +
                   change.line().line_id() + " " + std::to_string(change.cause()));
    EXPECT_EQ(change.region(), "64.74.01.1001");
    EXPECT_GT(change.recorded_at().seconds(), 0);
  }
  EXPECT_THAT(told, ElementsAre("1 + A 1", "2 - A 2", "2 + B 1", "4 - B 7", "4 + B 7"));
  EXPECT_THAT(ListChanges(2).changes(), SizeIs(2));
  EXPECT_THAT(ListChanges(4).changes(), IsEmpty());
}

TEST_F(Ledger, ListsOnlyWhatAChunkChangedInThisPeriod) {
  const auto here = rows_.Post(rows_.AddSubmission(rows_.AddRun("R1"), "S"),
                               {{.worker = 1, .line_id = "A", .jkk = 5}});
  LedgerRows earlier(service_, Month(2024, 11));
  const auto there = earlier.Post(earlier.AddSubmission(earlier.AddRun("R1"), "S"),
                                  {{.worker = 1, .line_id = "B", .jkk = 5}});
  rows_.Merge({here[0], there[0]}, 9);
  const v1::ListLedgerChangesResponse page = ListChanges(1);
  ASSERT_THAT(page.changes(), SizeIs(2));
  EXPECT_EQ(page.changes(0).line().line_id(), "A");
  EXPECT_EQ(page.changes(1).line().line_id(), "A");
}

// The folder of migrations up to a number.
void CopyMigrations(int last, const paritrana::testing::TemporaryDirectory& to) {
  for (const auto& file : std::filesystem::directory_iterator("services/compliance/migrations")) {
    const std::string name = file.path().filename().string();
    if (std::stoi(name.substr(0, 4)) <= last) std::filesystem::copy_file(file.path(), to / name);
  }
}

TEST(Migrations, GiveEarlierPostingsAVersionEach) {
  const paritrana::testing::TemporaryDirectory earlier("migrations");
  CopyMigrations(6, earlier);
  auto connection = *postgres::Connection::Open(
      paritrana::testing::PostgresServer::Shared().NewDatabase(), absl::Seconds(10));
  ASSERT_TRUE(postgres::Migrate(*connection, "compliance", earlier.path().string()).ok());
  ASSERT_TRUE(connection
                  ->ExecuteScript(
                      "SET search_path = compliance; INSERT INTO period VALUES (71, 1, true, 1);"
                      "INSERT INTO run (employer_id, period, run) VALUES (71, 1, 'R');"
                      "INSERT INTO submission (run_no, submission, opened_at, lines, accepted, "
                      "accepted_with_warnings, waiting, rejected, accepted_rupiah, masked_digest, "
                      "epoch, sequences) VALUES (1, 'S', now(), 3, 3, 0, 0, 0, 1, '', 1, '{}');"
                      // The second one had no line that counts.
                      "INSERT INTO chunk VALUES (1, 1, 1, 1, now()), (2, 1, 2, 2, now()), "
                      "(3, 1, 3, 3, now()); INSERT INTO chunk_shard VALUES (0, 1, 1, 1), "
                      "(1, 1, 1, 1), (0, 1, 2, 3)")
                  .ok());
  ASSERT_TRUE(postgres::Migrate(*connection, "compliance", "services/compliance/migrations").ok());
  const auto versions = connection->Execute(
      "SELECT string_agg(version || ':' || chunk_no, ' ' ORDER BY version), (SELECT version FROM "
      "compliance.period), (SELECT period_version FROM compliance.submission) FROM "
      "compliance.chunk_period");
  ASSERT_TRUE(versions.ok());
  EXPECT_EQ(versions->Text(0, 0), "2:1 3:3");
  EXPECT_EQ(versions->Int64(0, 1), 3);
  EXPECT_EQ(versions->Int64(0, 2), 3);
}

}  // namespace
}  // namespace paritrana::compliance::testing
