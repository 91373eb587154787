// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/ingest/prefill.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"

namespace paritrana::benchmark {
namespace {

using postgres::Param;

constexpr std::int64_t kMonths = 12;

// Workers whose lines of one month are made by one statement.
constexpr std::int64_t kWorkersPerStep = 250'000;

// Employers, the largest first, until they have all the workers: size falls as k^-1.2 from 250,000
// (in a small ledger from a sixth of the workers), and then is one to nine. Ids lie far from those
// of the payers that are measured.
constexpr std::string_view kMakeEmployers = R"sql(
CREATE TABLE bench_employer AS
SELECT k, 1000000000 + k AS employer_id, size, first_worker, region
  FROM (SELECT k, size, region, (sum(size) OVER (ORDER BY k) - size)::bigint AS first_worker
          FROM (SELECT k, (11 + spread % 80) * 100000000 + 1011001 AS region,
                       greatest(ceil(least(250000, WORKERS / 6) / power(k, 1.2)), 1 + spread % 9)
                         ::bigint AS size
                  FROM (SELECT k, abs(hashint8(k)::bigint) AS spread
                          FROM generate_series(1::bigint, greatest(100, WORKERS / 3)) k) numbered
               ) sizes) placed
 WHERE first_worker < WORKERS;
UPDATE bench_employer SET size = WORKERS - first_worker WHERE first_worker + size > WORKERS;
ALTER TABLE bench_employer ADD PRIMARY KEY (k);
CREATE INDEX ON bench_employer (first_worker);
INSERT INTO employer (employer_id, shard, revision, employer_ref, kind, size_class, kbli,
                      registration_region)
SELECT employer_id, k % 8, 1, 'P' || k || '-000', 1, 3, '', region FROM bench_employer;
)sql";

// Workers are numbered through all employers; their pseudonyms and tokens are spread evenly.
constexpr std::string_view kRegister = R"sql(
INSERT INTO participant (pseudonym, shard, revision)
SELECT hashint8extended(e.first_worker + i, 7), (e.first_worker + i) % 8, 1
  FROM bench_employer e, generate_series(0, e.size - 1) i
 WHERE e.first_worker >= FROM_WORKER AND e.first_worker < TO_WORKER;
INSERT INTO participant_token (token, pseudonym)
SELECT gen_random_uuid(), hashint8extended(e.first_worker + i, 7)
  FROM bench_employer e, generate_series(0, e.size - 1) i
 WHERE e.first_worker >= FROM_WORKER AND e.first_worker < TO_WORKER;
INSERT INTO membership (pseudonym, membership_no, employer_id, segment, worker_kind, sponsor_kind,
                        start_day, end_day, workplace_region, registration_region)
SELECT hashint8extended(e.first_worker + i, 7), 1, e.employer_id, 1, 1, 0, 0, 0, e.region, e.region
  FROM bench_employer e, generate_series(0, e.size - 1) i
 WHERE e.first_worker >= FROM_WORKER AND e.first_worker < TO_WORKER;
)sql";

// One run of one submission for each employer, in chunks of a thousand lines.
constexpr std::string_view kPostMonth = R"sql(
CREATE TEMPORARY TABLE step ON COMMIT DROP AS
SELECT * FROM bench_employer WHERE first_worker >= FROM_WORKER AND first_worker < TO_WORKER;
INSERT INTO run (employer_id, period, run) SELECT employer_id, MONTH, 'main' FROM step ORDER BY k;
INSERT INTO submission (run_no, submission, opened_at, sealed_at, lines, accepted,
                        accepted_with_warnings, waiting, rejected, accepted_rupiah, masked_digest,
                        epoch, sequences, period_version)
SELECT r.run_no, 'payroll', now(), now(), e.size, e.size, 0, 0, 0, e.size * 312000,
       decode(repeat('00', 32), 'hex'), 1, '{}', ceil(e.size / 1000.0)
  FROM step e JOIN run r ON r.employer_id = e.employer_id AND r.period = MONTH ORDER BY r.run_no;
CREATE TEMPORARY TABLE step_chunk ON COMMIT DROP AS
SELECT nextval('chunk_no') AS chunk_no, s.submission_no, r.run_no, e.employer_id, e.region,
       e.first_worker, c AS version, (c - 1) * 1000 + 1 AS first_line, least(c * 1000, e.size)
       AS last_line
  FROM step e JOIN run r ON r.employer_id = e.employer_id AND r.period = MONTH
  JOIN submission s ON s.run_no = r.run_no
 CROSS JOIN LATERAL generate_series(1, ceil(e.size / 1000.0)::bigint) c;
INSERT INTO chunk SELECT chunk_no, submission_no, first_line, last_line, now() FROM step_chunk;
INSERT INTO chunk_period SELECT employer_id, MONTH, version, chunk_no FROM step_chunk;
-- As settled long ago, and with facts of an epoch before all: a kept ledger's log begins anew.
INSERT INTO chunk_shard (shard, epoch, sequence, chunk_no)
SELECT shard, 0, chunk_no, chunk_no
  FROM step_chunk CROSS JOIN LATERAL generate_series(0, least(7, last_line - first_line)) shard;
INSERT INTO accrual (employer_id, period, version, segment, covered_month, recorded_on, lines,
                     jkk_employer, jkk_employee, jkm_employer, jkm_employee, jht_employer,
                     jht_employee, jp_employer, jp_employee, pending)
SELECT employer_id, MONTH, version, 1, MONTH, (MONTH - 23640) * 30, n, n * 12000, 0, n * 15000, 0,
       n * 185000, n * 100000, 0, 0, false
  FROM (SELECT *, last_line - first_line + 1 AS n FROM step_chunk) c;
INSERT INTO period (employer_id, month, closed, version)
SELECT employer_id, MONTH, true, max(version) FROM step_chunk GROUP BY employer_id;
INSERT INTO line (submission_no, line_no, chunk_no, verdict, line_id, content_hash, covered_from,
                  covered_to, segment, amount, wage, run_no, line_key, employer_id, pseudonym,
                  shard, region, worker_kind, sponsor_kind, standing, jkk_employer, jkm_employer,
                  jht_employer, jht_employee, match_kind, membership_no, payroll_number)
SELECT c.submission_no, n, c.chunk_no, 1, 'P-' || w, gen_random_uuid(), MONTH, MONTH, 1, 312000,
       5000000, c.run_no, hashint8extended(w, 1), c.employer_id, hashint8extended(w, 7), w % 8,
       c.region, 1, 0, 1, 12000, 15000, 185000, 100000, 1, 1, 'P-' || w
  FROM step_chunk c CROSS JOIN LATERAL generate_series(c.first_line, c.last_line) n
 CROSS JOIN LATERAL (SELECT c.first_worker + n - 1 AS w) worker;
)sql";

std::string With(std::string_view sql, std::int64_t from, std::int64_t to, std::int64_t month) {
  return absl::StrReplaceAll(absl::string_view(sql.data(), sql.size()),
                             {{"FROM_WORKER", absl::StrCat(from)},
                              {"TO_WORKER", absl::StrCat(to)},
                              {"WORKERS", absl::StrCat(to)},
                              {"MONTH", absl::StrCat(month)}});
}

// One filling, with its progress.
class Filling {
 public:
  Filling(postgres::Connection& connection, std::int64_t lines)
      : connection_(connection), workers_(lines / kMonths) {}

  std::int64_t Count(std::string_view sql) {
    const auto rows = connection_.Execute(sql);
    PARITRANA_CHECK(rows.ok());
    return rows->Int64(0, 0);
  }

  void Run() {
    const std::vector<IndexDefinition> indexes = DropIndexes();
    Step("employers", With(kMakeEmployers, 0, workers_, 0));
    for (std::int64_t from = 0; from < workers_; from += kWorkersPerStep) {
      Step(absl::StrCat("workers from ", from), With(kRegister, from, from + kWorkersPerStep, 0));
    }
    for (std::int64_t month = 0; month < kMonths; ++month) {
      for (std::int64_t from = 0; from < workers_; from += kWorkersPerStep) {
        // 2023-01 … 2023-12.
        const std::int64_t number = 2023 * 12 + month;
        Step(absl::StrCat("month ", month + 1, " of ", kMonths, ", workers from ", from),
             With(kPostMonth, from, from + kWorkersPerStep, number));
      }
    }
    for (const IndexDefinition& index : indexes) Step("index " + index.name, index.sql);
    Step("statistics", "");
    PARITRANA_CHECK(connection_.ExecuteScript("VACUUM (ANALYZE)").ok());
  }

 private:
  struct IndexDefinition {
    std::string name;
    std::string sql;
  };

  // Indexes are made after the rows: the same in the end and much faster.
  std::vector<IndexDefinition> DropIndexes() {
    const auto rows = connection_.Execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'compliance' AND indexname "
        "IN ('line_by_id', 'line_by_worker', 'participant_token_by_pseudonym', "
        "'membership_by_payer', 'chunk_shard_by_chunk')");
    PARITRANA_CHECK(rows.ok());
    std::vector<IndexDefinition> indexes;
    for (int row = 0; row < rows->rows(); ++row) {
      indexes.push_back({std::string(rows->Text(row, 0)), std::string(rows->Text(row, 1))});
      PARITRANA_CHECK(connection_.ExecuteScript("DROP INDEX " + indexes.back().name).ok());
    }
    return indexes;
  }

  void Step(const std::string& what, const std::string& sql) {
    std::fprintf(stderr, "ingest: filling the ledger, %4.0f s: %s\n",
                 absl::ToDoubleSeconds(absl::Now() - started_), what.c_str());
    const absl::Status done = connection_.ExecuteScript("BEGIN;" + sql + ";COMMIT;");
    if (!done.ok()) std::fprintf(stderr, "%s\n", done.ToString().c_str());
    PARITRANA_CHECK(done.ok());
  }

  postgres::Connection& connection_;
  const std::int64_t workers_;
  const absl::Time started_ = absl::Now();
};

}  // namespace

void Prefill(postgres::Connection& connection, std::int64_t lines) {
  if (lines < kMonths) return;
  Filling filling(connection, lines);
  // Settings of this session alone; what it writes is durable at the checkpoint in the end.
  PARITRANA_CHECK(connection
                      .ExecuteScript("SET search_path = compliance; SET synchronous_commit = off;"
                                     "SET work_mem = '256MB'; SET maintenance_work_mem = '1GB';"
                                     "CREATE TABLE IF NOT EXISTS bench_filled (lines bigint)")
                      .ok());
  const std::int64_t filled = filling.Count("SELECT coalesce(sum(lines), 0) FROM bench_filled");
  if (filled == lines) return;
  if (filled > 0 || filling.Count("SELECT count(*) FROM employer WHERE employer_id > 1000000000")) {
    std::fprintf(stderr, "ingest: the kept database was filled otherwise or in part; remove it\n");
    std::exit(1);
  }
  filling.Run();
  const std::vector<Param> params = {Param(lines)};
  PARITRANA_CHECK(connection.Execute("INSERT INTO bench_filled VALUES ($1)", params).ok());
  PARITRANA_CHECK(connection.ExecuteScript("CHECKPOINT").ok());
}

}  // namespace paritrana::benchmark
