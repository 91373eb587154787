// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/ledger_audit.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/escaping.h"
#include "libs/events/inbox.h"
#include "paritrana/compliance/events/v1/contributions.pb.h"
#include "services/compliance/adapters/postgres/fact_archive.h"
#include "services/compliance/testing/accrual_audit.h"
#include "services/compliance/testing/read_back_audit.h"

namespace paritrana::compliance::testing {
namespace {

// One moment of the database: a cut stream's chunk may still commit while a test looks.
class Snapshot {
 public:
  explicit Snapshot(TestService& service)
      : lease_(*service.pool().Acquire(absl::Now() + absl::Seconds(10))) {
    EXPECT_TRUE(lease_->ExecuteScript("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").ok());
  }
  ~Snapshot() { EXPECT_TRUE(lease_->ExecuteScript("ROLLBACK").ok()); }

  postgres::Result Query(const std::string& sql) {
    auto rows = lease_->Execute(sql);
    EXPECT_TRUE(rows.ok()) << rows.status();
    return *std::move(rows);
  }
  std::int64_t Count(const std::string& sql) { return Query(sql).Int64(0, 0); }

 private:
  postgres::Pool::Lease lease_;
};

// What a counted line is to readers of facts.
using Counted = std::tuple<std::uint64_t, std::uint64_t, std::int64_t, std::int64_t, std::int64_t,
                           std::int64_t>;
using CountedByBasis = std::map<events::v1::Basis, std::multiset<Counted>>;

template <typename Column>
auto At(const Column& column, int line) -> std::decay_t<decltype(column.Get(0))> {
  if (column.empty()) return {};
  return column.Get(column.size() == 1 ? 0 : line);
}

Counted CountedAt(const events::v1::ContributionsPosted& fact, int line) {
  return {At(fact.pseudonym(), line),    At(fact.region(), line),
          At(fact.covered_from(), line), At(fact.covered_months(), line),
          At(fact.segment(), line),      static_cast<std::int64_t>(At(fact.amount_rupiah(), line))};
}

void Apply(const events::v1::ContributionsPosted& fact, CountedByBasis& by_basis) {
  for (int line = 0; line < static_cast<int>(fact.line_count()); ++line) {
    const Counted what = CountedAt(fact, line);
    std::multiset<Counted>& counted =
        by_basis[static_cast<events::v1::Basis>(At(fact.basis(), line))];
    if (At(fact.effect(), line) != events::v1::EFFECT_RETRACT) {
      counted.insert(what);
      continue;
    }
    const auto found = counted.find(what);
    ASSERT_NE(found, counted.end()) << "takes back what does not count";
    counted.erase(found);
  }
}

CountedByBasis CountedByFacts(Snapshot& snapshot) {
  CountedByBasis counted;
  const auto rows = snapshot.Query(
      "SELECT encode(payload, 'hex') FROM outbox WHERE topic = 'compliance.contributions.v1' "
      "ORDER BY shard, sequence");
  for (int row = 0; row < rows.rows(); ++row) {
    events::v1::ContributionsPosted fact;
    EXPECT_TRUE(fact.ParseFromString(absl::HexStringToBytes(std::string(rows.Text(row, 0)))));
    Apply(fact, counted);
  }
  return counted;
}

std::multiset<Counted> CountedIn(Snapshot& snapshot, const std::string& lines) {
  std::multiset<Counted> counted;
  const auto rows = snapshot.Query(
      "SELECT l.pseudonym, l.region, l.covered_from, l.covered_to - l.covered_from + 1, l.segment, "
      "l.amount FROM " +
      lines);
  for (int row = 0; row < rows.rows(); ++row) {
    counted.emplace(static_cast<std::uint64_t>(rows.Int64(row, 0)),
                    static_cast<std::uint64_t>(rows.Int64(row, 1)), rows.Int64(row, 2),
                    rows.Int64(row, 3), rows.Int64(row, 4), rows.Int64(row, 5));
  }
  return counted;
}

// What is paid lags behind what is declared until the periods that are queued have been walked; so
// that is compared when none is.
void ExpectFactsAgreeWithLines(Snapshot& snapshot) {
  CountedByBasis by_facts = CountedByFacts(snapshot);
  EXPECT_EQ(by_facts[events::v1::BASIS_DECLARED], CountedIn(snapshot, "line l WHERE standing = 1"));
  if (snapshot.Count("SELECT count(*) FROM paid_task") > 0) return;
  EXPECT_EQ(by_facts[events::v1::BASIS_PAID],
            CountedIn(snapshot,
                      "line l JOIN submission USING (submission_no) "
                      "JOIN run r ON r.run_no = submission.run_no "
                      "JOIN paid_period p ON p.employer_id = r.employer_id "
                      "AND p.period = r.period AND p.segment = l.segment "
                      "WHERE p.paid AND l.standing = 1"));
}

// Facts of a shard as they were published, and as they are made again.
void ExpectFactsCanBeMadeAgain(TestService& service, Snapshot& snapshot) {
  PostgresFactArchive archive(service.pool());
  const auto rows = snapshot.Query(
      "SELECT shard, sequence, encode(payload, 'hex') FROM outbox "
      "WHERE topic = 'compliance.contributions.v1' ORDER BY shard, sequence");
  for (int row = 0; row < rows.rows(); ++row) {
    const Shard shard(static_cast<std::uint32_t>(rows.Int64(row, 0)));
    const auto sequence = static_cast<std::uint64_t>(rows.Int64(row, 1));
    const std::string payload = absl::HexStringToBytes(std::string(rows.Text(row, 2)));
    const auto made = archive.ForEach(
        {shard, sequence, sequence}, absl::Now() + absl::Seconds(10),
        [&](const paritrana::events::Record& record) {
          const std::string id =
              paritrana::events::EncodeFactId({Epoch(1), shard, Sequence(sequence)});
          EXPECT_EQ(record.value, id + payload) << "shard " << shard.value() << " #" << sequence;
          return absl::OkStatus();
        });
    EXPECT_TRUE(made.ok()) << made;
  }
}

// One effect of the journal: lines that stand as posted, and table entry.
constexpr char kJournal[] = R"sql(
SELECT p.employer_id, p.period, p.version, j.effect, j.submission_no, j.line_no, j.pseudonym,
       l.segment, l.covered_from, l.covered_to, r.kind
  FROM chunk_period p
  JOIN (SELECT chunk_no, line_no AS ordinal, 1 AS effect, submission_no, line_no, pseudonym
          FROM line WHERE standing = 1 AND NOT changed
        UNION ALL
        SELECT chunk_no, ordinal, effect, submission_no, line_no, pseudonym FROM entry) j
       USING (chunk_no)
  JOIN line l USING (submission_no, line_no)
  JOIN submission s USING (submission_no)
  JOIN run r ON r.run_no = s.run_no AND r.employer_id = p.employer_id AND r.period = p.period
 ORDER BY p.employer_id, p.period, p.version, j.ordinal
)sql";

// What counts in all periods while the journal is read.
class JournalReplay {
 public:
  void Apply(const postgres::Result& rows, int row) {
    const Line line = {rows.Int64(row, 4), rows.Int64(row, 5)};
    const bool adds = rows.Int64(row, 3) == 1;
    if (adds) {
      EXPECT_TRUE(live_.insert(line).second) << "added twice: " << line.first << "/" << line.second;
    } else {
      EXPECT_EQ(live_.erase(line), 1u) << "not there: " << line.first << "/" << line.second;
    }
    if (rows.Int64(row, 10) != kSupplementary) Cover(rows, row, adds ? 1 : -1);
  }
  // At the end of a version.
  void ExpectNoMonthTwice() const {
    for (const auto& [month, lines] : months_) {
      EXPECT_LE(lines, 1) << "worker " << std::get<1>(month) << " month " << std::get<3>(month);
    }
  }
  const std::set<std::pair<std::int64_t, std::int64_t>>& live() const { return live_; }

 private:
  using Line = std::pair<std::int64_t, std::int64_t>;
  static constexpr std::int64_t kSupplementary = 2;

  void Cover(const postgres::Result& rows, int row, int lines) {
    for (std::int64_t month = rows.Int64(row, 8); month <= rows.Int64(row, 9); ++month) {
      months_[{rows.Int64(row, 0), rows.Int64(row, 6), rows.Int64(row, 7), month}] += lines;
    }
  }

  std::set<Line> live_;
  // (payer, worker, segment, month) → lines
  std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>, int> months_;
};

// Versions of one period follow each other; those of others are apart, and their months too, so
// that months are looked at per period here and over all periods by the ledger's own last state.
void ExpectJournalAgrees(Snapshot& snapshot) {
  const auto rows = snapshot.Query(kJournal);
  std::map<std::pair<std::int64_t, std::int64_t>, JournalReplay> periods;
  for (int row = 0; row < rows.rows(); ++row) {
    JournalReplay& period = periods[{rows.Int64(row, 0), rows.Int64(row, 1)}];
    period.Apply(rows, row);
    const bool last = row + 1 == rows.rows() || rows.Int64(row + 1, 2) != rows.Int64(row, 2) ||
                      rows.Int64(row + 1, 1) != rows.Int64(row, 1);
    if (last) period.ExpectNoMonthTwice();
  }
  std::set<std::pair<std::int64_t, std::int64_t>> live;
  for (const auto& [period, replay] : periods)
    live.insert(replay.live().begin(), replay.live().end());
  std::set<std::pair<std::int64_t, std::int64_t>> standing;
  const auto lines = snapshot.Query("SELECT submission_no, line_no FROM line WHERE standing = 1");
  for (int row = 0; row < lines.rows(); ++row) {
    standing.emplace(lines.Int64(row, 0), lines.Int64(row, 1));
  }
  EXPECT_EQ(live, standing);
}

void ExpectTotalsAgree(Snapshot& snapshot) {
  EXPECT_EQ(snapshot.Count(R"sql(
SELECT count(*) FROM submission s
  LEFT JOIN LATERAL (
    SELECT count(*) AS lines, count(*) FILTER (WHERE verdict IN (1, 2)) AS accepted,
           count(*) FILTER (WHERE verdict = 2) AS warned,
           count(*) FILTER (WHERE verdict = 3) AS waiting,
           count(*) FILTER (WHERE verdict = 4) AS rejected,
           count(*) FILTER (WHERE verdict IN (1, 2) AND action = 3) AS deletions,
           coalesce(sum(amount) FILTER (WHERE verdict IN (1, 2)), 0) AS rupiah
      FROM line l WHERE l.submission_no = s.submission_no) l ON true
 WHERE (s.lines, s.accepted, s.accepted_with_warnings, s.waiting, s.rejected, s.deletions,
        s.accepted_rupiah)
    <> (l.lines, l.accepted, l.warned, l.waiting, l.rejected, l.deletions, l.rupiah))sql"),
            0);
  EXPECT_EQ(snapshot.Count("SELECT count(*) FROM line l FULL JOIN waiting_line w "
                           "USING (submission_no, line_no) WHERE (l.verdict = 3) IS DISTINCT FROM "
                           "(w.token IS NOT NULL)"),
            0);
}

void ExpectSequencesDense(Snapshot& snapshot) {
  const std::string topic = " WHERE topic = 'compliance.contributions.v1'";
  const std::int64_t facts = snapshot.Count("SELECT count(*) FROM outbox" + topic);
  EXPECT_EQ(facts, snapshot.Count("SELECT coalesce(sum(sequence), 0) FROM outbox_shard" + topic));
  EXPECT_EQ(facts, snapshot.Count("SELECT count(*) FROM chunk_shard"));
  EXPECT_EQ(snapshot.Count("SELECT count(*) FROM chunk_period c JOIN period p ON "
                           "p.employer_id = c.employer_id AND p.month = c.period "
                           "WHERE c.version > p.version"),
            0);
}

}  // namespace

void AuditLedger(TestService& service) {
  AuditReadBack(service);
  Snapshot snapshot(service);
  ExpectFactsAgreeWithLines(snapshot);
  ExpectFactsCanBeMadeAgain(service, snapshot);
  ExpectJournalAgrees(snapshot);
  ExpectTotalsAgree(snapshot);
  ExpectSequencesDense(snapshot);
  AuditAccruals([&](const std::string& sql) { return snapshot.Count(sql); });
}

}  // namespace paritrana::compliance::testing
