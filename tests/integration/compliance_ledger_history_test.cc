// SPDX-License-Identifier: Apache-2.0
// What payers read back agrees with itself: the changes since any version lead from what that
// version held to what counts now, on a real PostgreSQL.
#include <gtest/gtest.h>

#include <iterator>
#include <map>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "services/compliance/testing/period_calls.h"

namespace paritrana::compliance::testing {
namespace {

// What one version of the ledger held, line by line.
using Amounts = std::map<std::string, std::int64_t>;

// Random posts, corrections, deletions, acceptances and merges, beside a model of what counts.
class LedgerHistory : public ::testing::TestWithParam<std::uint64_t>, protected PeriodCalls {
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
