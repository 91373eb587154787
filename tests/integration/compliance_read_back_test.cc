// SPDX-License-Identifier: Apache-2.0
// What payers read back of periods, runs and the ledger, on a real PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "services/compliance/testing/ledger_rows.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

template <typename Request>
Request OfThePeriod() {
  Request request;
  request.set_payer(kTestPayer);
  request.set_period("2024-12");
  return request;
}

// A service with rows of the test payer's period, and its calls in short.
class ReadBack : public ::testing::Test {
 protected:
  v1::Period GetPeriod() {
    grpc::ClientContext context;
    v1::GetPeriodResponse response;
    reason_ = ReasonOfCall(
        service_.periods().GetPeriod(&context, OfThePeriod<v1::GetPeriodRequest>(), &response));
    return response.period();
  }
  v1::Period Close(const std::string& key, std::uint64_t expected = 0, bool with_waiting = false) {
    grpc::ClientContext context;
    v1::ClosePeriodResponse response;
    auto request = OfThePeriod<v1::ClosePeriodRequest>();
    request.set_idempotency_key(key);
    request.set_expected_version(expected);
    request.set_close_with_waiting(with_waiting);
    reason_ = ReasonOfCall(service_.periods().ClosePeriod(&context, request, &response));
    return response.period();
  }
  v1::Run GetRun(const std::string& run) {
    grpc::ClientContext context;
    v1::GetRunResponse response;
    auto request = OfThePeriod<v1::GetRunRequest>();
    request.set_run(run);
    reason_ = ReasonOfCall(service_.runs().GetRun(&context, request, &response));
    return response.run();
  }
  v1::ListRunsResponse ListRuns(int size = 0, const std::string& token = "") {
    grpc::ClientContext context;
    v1::ListRunsResponse response;
    auto request = OfThePeriod<v1::ListRunsRequest>();
    request.set_page_size(size);
    request.set_page_token(token);
    reason_ = ReasonOfCall(service_.runs().ListRuns(&context, request, &response));
    return response;
  }
  v1::ListSubmissionsResponse ListSubmissions(const std::string& run, int size = 0,
                                              const std::string& token = "") {
    grpc::ClientContext context;
    v1::ListSubmissionsResponse response;
    auto request = OfThePeriod<v1::ListSubmissionsRequest>();
    request.set_run(run);
    request.set_page_size(size);
    request.set_page_token(token);
    reason_ = ReasonOfCall(service_.runs().ListSubmissions(&context, request, &response));
    return response;
  }
  v1::GetLedgerResponse GetLedger() {
    grpc::ClientContext context;
    v1::GetLedgerResponse response;
    reason_ = ReasonOfCall(
        service_.ledger().GetLedger(&context, OfThePeriod<v1::GetLedgerRequest>(), &response));
    return response;
  }
  v1::ListLedgerWorkersResponse ListWorkers(int size = 0, const std::string& token = "") {
    grpc::ClientContext context;
    v1::ListLedgerWorkersResponse response;
    auto request = OfThePeriod<v1::ListLedgerWorkersRequest>();
    request.set_page_size(size);
    request.set_page_token(token);
    reason_ = ReasonOfCall(service_.ledger().ListLedgerWorkers(&context, request, &response));
    return response;
  }
  v1::ListLedgerChangesResponse ListChanges(std::uint64_t since, int size = 0,
                                            const std::string& token = "") {
    grpc::ClientContext context;
    v1::ListLedgerChangesResponse response;
    auto request = OfThePeriod<v1::ListLedgerChangesRequest>();
    request.set_since_version(since);
    request.set_page_size(size);
    request.set_page_token(token);
    reason_ = ReasonOfCall(service_.ledger().ListLedgerChanges(&context, request, &response));
    return response;
  }

  TestService service_;
  LedgerRows rows_{service_};
  std::string reason_;
};

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

// What one version of the ledger held, line by line.
using Amounts = std::map<std::string, std::int64_t>;

// Random posts, corrections, deletions, acceptances and merges, beside a model of what counts.
class LedgerHistory : public ReadBack, public ::testing::WithParamInterface<std::uint64_t> {
 protected:
  void Step() {
    switch (random_() % 6) {
      case 0:
        return Take(kDeleted, 0);
      case 1:
        return Take(kCorrected, 1);
      case 2:
        return AcceptOne();
      case 3:
        return MergeSome();
      case 4:
        return CloseOrNot();
      default:
        return Take(kPosted, 1 + static_cast<int>(random_() % 5));
    }
  }

  void Take(int cause, int added) {
    std::vector<RowLine> lines;
    for (int i = 0; i < added; ++i) lines.push_back(NewLine());
    std::vector<RowId> taken;
    if (cause != kPosted && !live_.empty()) taken.push_back(TakeOne());
    if (lines.empty() && taken.empty()) return;
    const auto rows = rows_.Post(Submission(), lines, taken, cause);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (lines[i].waits) {
        waiting_.emplace_back(rows[i], lines[i]);
      } else {
        Count(rows[i], lines[i]);
      }
    }
    Remember();
  }

  void AcceptOne() {
    if (waiting_.empty()) return;
    const auto [row, line] = waiting_.back();
    waiting_.pop_back();
    rows_.Accept(row);
    Count(row, line);
    Remember();
  }

  void MergeSome() {
    std::vector<RowId> rows;
    for (const auto& [row, line] : live_) {
      if (random_() % 3 == 0) rows.push_back(row);
    }
    if (rows.empty()) return;
    const std::uint64_t worker = 1 + random_() % kWorkers;
    rows_.Merge(rows, worker);
    for (const RowId& row : rows) live_[row].worker = worker;
    Remember();
  }

  void CloseOrNot() {
    const v1::Period period = Close("k" + std::to_string(keys_++), 0, true);
    if (period.version() > at_version_.rbegin()->first) Remember();
  }

  // The changes after a version turn what it held into what counts now.
  void ExpectChangesSince(std::uint64_t version) {
    Amounts amounts = at_version_.at(version);
    std::string token;
    do {
      const v1::ListLedgerChangesResponse page = ListChanges(version, 3, token);
      ASSERT_EQ(reason_, "OK");
      for (const v1::LedgerChange& change : page.changes()) Apply(change, amounts);
      token = page.next_page_token();
    } while (!token.empty());
    EXPECT_EQ(amounts, at_version_.rbegin()->second) << "since version " << version;
  }

  void ExpectTotals() {
    std::int64_t total = 0;
    std::set<std::uint64_t> workers;
    for (const auto& [row, line] : live_) {
      total += line.jkk + line.jht;
      workers.insert(line.worker);
    }
    const v1::GetLedgerResponse ledger = GetLedger();
    EXPECT_EQ(ledger.total_rupiah(), total);
    EXPECT_EQ(ledger.lines(), live_.size());
    EXPECT_EQ(ledger.workers(), workers.size());
    EXPECT_EQ(ledger.period().version(), at_version_.rbegin()->first);
    EXPECT_EQ(ledger.period().waiting(), waiting_.size());
  }

  void ExpectWorkers() {
    Amounts amounts;
    std::size_t workers = 0;
    std::string token;
    do {
      const v1::ListLedgerWorkersResponse page = ListWorkers(2, token);
      for (const v1::LedgerWorker& worker : page.workers()) {
        ++workers;
        for (const v1::LedgerLine& line : worker.lines()) amounts[line.line_id()] += SumOf(line);
      }
      token = page.next_page_token();
    } while (!token.empty());
    EXPECT_EQ(amounts, at_version_.rbegin()->second);
    EXPECT_EQ(workers, GetLedger().workers());
  }

  std::map<std::uint64_t, Amounts> at_version_ = {{0, {}}};

 private:
  static constexpr std::uint64_t kWorkers = 12;

  static std::int64_t SumOf(const v1::LedgerLine& line) {
    std::int64_t sum = 0;
    for (const auto& amount : line.amounts()) {
      sum += amount.employer_rupiah() + amount.employee_rupiah();
    }
    return sum;
  }

  static void Apply(const v1::LedgerChange& change, Amounts& amounts) {
    const std::string& id = change.line().line_id();
    if (change.effect() == v1::LEDGER_EFFECT_ADD) {
      EXPECT_TRUE(amounts.emplace(id, SumOf(change.line())).second) << id;
    } else {
      EXPECT_EQ(amounts[id], SumOf(change.line())) << id;
      amounts.erase(id);
    }
  }

  RowLine NewLine() {
    RowLine line;
    line.worker = 1 + random_() % kWorkers;
    line.line_id = "L" + std::to_string(ids_++);
    line.jkk = 1 + static_cast<std::int64_t>(random_() % 1'000);
    line.jht = static_cast<std::int64_t>(random_() % 3) * 500;
    line.waits = random_() % 4 == 0;
    return line;
  }

  std::int64_t Submission() {
    if (submissions_.empty() || random_() % 4 == 0) {
      const std::string name = "N" + std::to_string(submissions_.size());
      submissions_.push_back(rows_.AddSubmission(rows_.AddRun(name), name));
    }
    return submissions_[random_() % submissions_.size()];
  }

  RowId TakeOne() {
    auto at = live_.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(random_() % live_.size()));
    const RowId row = at->first;
    live_.erase(at);
    return row;
  }

  void Count(const RowId& row, const RowLine& line) { live_[row] = line; }

  void Remember() {
    Amounts amounts;
    for (const auto& [row, line] : live_) amounts[line.line_id] = line.jkk + line.jht;
    at_version_[at_version_.rbegin()->first + 1] = amounts;
  }

  std::mt19937_64 random_{GetParam()};
  std::map<RowId, RowLine> live_;
  std::vector<std::pair<RowId, RowLine>> waiting_;
  std::vector<std::int64_t> submissions_;
  int ids_ = 0;
  int keys_ = 0;
};

TEST_P(LedgerHistory, IsToldByItsChangesFromEveryVersion) {
  for (int step = 0; step < 40; ++step) Step();
  ExpectTotals();
  ExpectWorkers();
  for (const auto& [version, amounts] : at_version_) ExpectChangesSince(version);
}

INSTANTIATE_TEST_SUITE_P(Seeds, LedgerHistory, ::testing::Values(1, 2, 3, 4));

}  // namespace
}  // namespace paritrana::compliance::testing
