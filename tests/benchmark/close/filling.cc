// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/close/filling.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/base/month.h"

namespace paritrana::benchmark {
namespace {

constexpr std::int64_t kEmployersPerStep = 20'000;

// Employers and a membership each. Ids are spread as registration's are.
constexpr std::string_view kMakeEmployers = R"sql(
INSERT INTO employer (employer_id, shard, revision, employer_ref, kind, size_class, kbli,
                      registration_region)
SELECT hashint8extended(k, 3), k % 8, 1, 'C' || k || '-000', 1, 1 + k % 4, '',
       (11 + abs(hashint8(k)::bigint) % 84) * 100000000 + (1 + k % 30) * 1000000
  FROM generate_series(FROM_K::bigint, TO_K) k;
INSERT INTO membership (pseudonym, membership_no, employer_id, segment, worker_kind, sponsor_kind,
                        start_day, end_day, workplace_region, registration_region)
SELECT hashint8extended(k, 5), 1, hashint8extended(k, 3), 1, 1, 0, 0, 0, 0, 0
  FROM generate_series(FROM_K::bigint, TO_K) k;
)sql";

// One run of one submission for each employer that declared, with its accrual.
constexpr std::string_view kDeclare = R"sql(
CREATE TEMPORARY TABLE step ON COMMIT DROP AS
SELECT k, hashint8extended(k, 3) AS employer_id,
       CASE WHEN k % 10 > 0 THEN 1 + k % 9
            WHEN k % 100 = 0 THEN REST * 5 ELSE greatest(1, REST * 5 / 9) END AS size
  FROM generate_series(FROM_K::bigint, TO_K) k
 WHERE k % 1000 >= MISSING;
INSERT INTO run (employer_id, period, run) SELECT employer_id, MONTH, 'main' FROM step ORDER BY k;
INSERT INTO submission (run_no, submission, opened_at, sealed_at, lines, accepted,
                        accepted_with_warnings, waiting, rejected, accepted_rupiah, masked_digest,
                        epoch, sequences, period_version)
SELECT r.run_no, 'payroll', now(), now(), e.size, e.size, 0, 0, 0, e.size * 312000,
       decode(repeat('00', 32), 'hex'), 1, '{}', 1
  FROM step e JOIN run r ON r.employer_id = e.employer_id AND r.period = MONTH ORDER BY r.run_no;
INSERT INTO period (employer_id, month, version) SELECT employer_id, MONTH, 1 FROM step;
INSERT INTO line (submission_no, line_no, chunk_no, verdict, line_id, content_hash, covered_from,
                  covered_to, segment, amount, wage, run_no, line_key, employer_id, pseudonym,
                  shard, region, worker_kind, sponsor_kind, standing, jkk_employer, jkm_employer,
                  jht_employer, jht_employee, match_kind, membership_no, payroll_number)
SELECT s.submission_no, n, 1, 1, 'P-' || n, gen_random_uuid(), MONTH, MONTH, 1, 312000, 5000000,
       r.run_no, hashint8extended(e.k * 1000000 + n, 1), e.employer_id,
       hashint8extended(e.k * 1000000 + n, 7), n % 8, 6474011001, 1, 0, 1, 12000, 15000, 185000,
       100000, 1, 1, 'P-' || n
  FROM step e JOIN run r ON r.employer_id = e.employer_id AND r.period = MONTH
  JOIN submission s ON s.run_no = r.run_no
 CROSS JOIN LATERAL generate_series(1, e.size) n;
INSERT INTO accrual (employer_id, period, version, segment, covered_month, recorded_on, lines,
                     jkk_employer, jkk_employee, jkm_employer, jkm_employee, jht_employer,
                     jht_employee, jp_employer, jp_employee, pending)
SELECT employer_id, MONTH, 1, 1, MONTH, 20090, size, size * 12000, 0, size * 15000, 0,
       size * 185000, size * 100000, 0, 0, false
  FROM step;
)sql";

class Filling {
 public:
  Filling(postgres::Connection& connection, const MonthFilling& filling)
      : connection_(connection), filling_(filling) {}

  void Run() {
    const auto indexes = DropIndexes();
    for (std::int64_t from = 1; from <= filling_.employers; from += kEmployersPerStep) {
      const std::int64_t to = std::min(from + kEmployersPerStep - 1, filling_.employers);
      Step(absl::StrCat("employers ", from, " of ", filling_.employers),
           With(kMakeEmployers, from, to));
      if (filling_.lines > 0) Step("  their lines", With(kDeclare, from, to));
    }
    for (const auto& [name, sql] : indexes) Step("index " + name, sql);
    Step("statistics", "");
    PARITRANA_CHECK(connection_.ExecuteScript("VACUUM (ANALYZE)").ok());
  }

 private:
  // Indexes are made after the rows: the same in the end and much faster.
  std::vector<std::pair<std::string, std::string>> DropIndexes() {
    const auto rows = connection_.Execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'compliance' AND indexname "
        "IN ('line_by_id', 'line_by_worker', 'membership_by_payer')");
    PARITRANA_CHECK(rows.ok());
    std::vector<std::pair<std::string, std::string>> indexes;
    for (int row = 0; row < rows->rows(); ++row) {
      indexes.emplace_back(rows->Text(row, 0), rows->Text(row, 1));
      PARITRANA_CHECK(connection_.ExecuteScript("DROP INDEX " + indexes.back().first).ok());
    }
    return indexes;
  }

  std::string With(std::string_view sql, std::int64_t from, std::int64_t to) const {
    // Nine in ten have five lines on average; of the others, one in ten has nine times as many.
    const std::int64_t declaring =
        filling_.employers * (1000 - filling_.missing_per_thousand) / 1000;
    const std::int64_t rest = std::max<std::int64_t>(
        1, (filling_.lines - declaring * 9 / 10 * 5) / std::max<std::int64_t>(1, declaring / 10));
    return absl::StrReplaceAll(absl::string_view(sql.data(), sql.size()),
                               {{"FROM_K", absl::StrCat(from)},
                                {"TO_K", absl::StrCat(to)},
                                {"REST", absl::StrCat(rest)},
                                {"MISSING", absl::StrCat(filling_.missing_per_thousand)},
                                {"MONTH", absl::StrCat(Month::Parse(kFilledMonth)->number())}});
  }

  void Step(const std::string& what, const std::string& sql) {
    std::fprintf(stderr, "close: filling, %4.0f s: %s\n",
                 absl::ToDoubleSeconds(absl::Now() - started_), what.c_str());
    const absl::Status done = connection_.ExecuteScript("BEGIN;" + sql + ";COMMIT;");
    if (!done.ok()) std::fprintf(stderr, "%s\n", done.ToString().c_str());
    PARITRANA_CHECK(done.ok());
  }

  postgres::Connection& connection_;
  const MonthFilling filling_;
  const absl::Time started_ = absl::Now();
};

std::string TextOf(const MonthFilling& filling) {
  return absl::StrCat(filling.employers, " ", filling.lines, " ", filling.missing_per_thousand);
}

}  // namespace

void FillMonth(postgres::Connection& connection, const MonthFilling& filling) {
  // Settings of this session alone; what it writes is durable at the checkpoint in the end.
  PARITRANA_CHECK(connection
                      .ExecuteScript("SET search_path = compliance; SET synchronous_commit = off;"
                                     "SET work_mem = '256MB'; SET maintenance_work_mem = '1GB';"
                                     "CREATE TABLE IF NOT EXISTS bench_filling (what text)")
                      .ok());
  const auto before = connection.Execute("SELECT what FROM bench_filling");
  const auto employers = connection.Execute("SELECT count(*) FROM employer");
  PARITRANA_CHECK(before.ok() && employers.ok());
  if (before->rows() > 0 && before->Text(0, 0) == TextOf(filling)) return;
  if (before->rows() > 0 || employers->Int64(0, 0) > 0) {
    std::fprintf(stderr, "close: the kept database was filled otherwise or in part; remove it\n");
    std::exit(1);
  }
  Filling(connection, filling).Run();
  const std::vector<postgres::Param> params = {postgres::Param(TextOf(filling))};
  PARITRANA_CHECK(connection.Execute("INSERT INTO bench_filling VALUES ($1)", params).ok());
  PARITRANA_CHECK(connection.ExecuteScript("CHECKPOINT").ok());
}

void ForgetClose(postgres::Connection& connection) {
  // The log of earlier runs is gone, so positions and facts go, too.
  PARITRANA_CHECK(
      connection
          .ExecuteScript("SET search_path = compliance;"
                         "TRUNCATE books, closed_obligation, books_mismatch, "
                         "missing_declaration, assessment_task, employer_assessment, "
                         "paid_task, outbox, outbox_published, outbox_shard, inbox_mark")
          .ok());
}

}  // namespace paritrana::benchmark
