// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/run_queries.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/read_period.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// $1 employer, $2 period, $3 run or null for all, $4 last run of the page before, $5 rows.
constexpr std::string_view kListRuns = R"sql(
SELECT r.run_no, r.run, r.kind, old.run, new.run, t.submissions, t.open, t.lines, t.accepted,
       t.warned, t.waiting, t.rejected, t.rupiah, t.deletions, live.lines
  FROM (SELECT * FROM run
         WHERE employer_id = $1 AND period = $2 AND ($3::text IS NULL OR run = $3) AND run_no > $4
         ORDER BY run_no LIMIT $5) r
  LEFT JOIN run old ON old.run_no = r.replaces
  LEFT JOIN run new ON new.run_no = r.replaced_by
 CROSS JOIN LATERAL (
    SELECT count(*) AS submissions, count(*) FILTER (WHERE s.sealed_at IS NULL) AS open,
           coalesce(sum(s.lines), 0)::bigint AS lines,
           coalesce(sum(s.accepted), 0)::bigint AS accepted,
           coalesce(sum(s.accepted_with_warnings), 0)::bigint AS warned,
           coalesce(sum(s.waiting), 0)::bigint AS waiting,
           coalesce(sum(s.rejected), 0)::bigint AS rejected,
           coalesce(sum(s.accepted_rupiah), 0)::bigint AS rupiah,
           coalesce(sum(s.deletions), 0)::bigint AS deletions
      FROM submission s WHERE s.run_no = r.run_no) t
 CROSS JOIN LATERAL (
    SELECT count(*) AS lines
      FROM (SELECT s.submission_no FROM submission s WHERE s.run_no = r.run_no OFFSET 0) s
     CROSS JOIN LATERAL (SELECT FROM line l WHERE l.submission_no = s.submission_no
                            AND l.standing = 1 OFFSET 0) l) live
 ORDER BY r.run_no
)sql";

// $1 employer, $2 period, $3 run, $4 last submission of the page before, $5 rows.
constexpr std::string_view kListSubmissions = R"sql(
SELECT s.submission_no, s.submission, s.opened_at, s.sealed_at, s.lines, s.accepted,
       s.accepted_with_warnings, s.waiting, s.rejected, s.accepted_rupiah, s.masked_digest, s.epoch,
       s.sequences, s.deletions, s.period_version, r.kind
  FROM run r JOIN submission s USING (run_no)
 WHERE r.employer_id = $1 AND r.period = $2 AND r.run = $3 AND s.submission_no > $4
 ORDER BY s.submission_no LIMIT $5
)sql";

constexpr std::string_view kFindRun =
    "SELECT FROM run WHERE employer_id = $1 AND period = $2 AND run = $3";

std::vector<Param> ParamsOf(const PayerPeriod& period, Param run) {
  return {IdParam(period.payer), MonthParam(period.period), std::move(run)};
}

// One row more than asked for tells whether another page follows.
std::vector<Param> ParamsOf(const PayerPeriod& period, Param run, const PageWanted& page) {
  std::vector<Param> params = ParamsOf(period, std::move(run));
  params.push_back(Param(page.after));
  params.push_back(Param(std::int64_t{page.size} + 1));
  return params;
}

std::string TextOrEmpty(const Result& rows, int row, int column) {
  return rows.IsNull(row, column) ? "" : std::string(rows.Text(row, column));
}

RunView ReadRun(const Result& rows, int row) {
  const auto count = [&](int column) {
    return static_cast<std::uint64_t>(rows.Int64(row, column));
  };
  RunView run;
  run.run = std::string(rows.Text(row, 1));
  run.kind = static_cast<int>(rows.Int64(row, 2));
  run.replaces_run = TextOrEmpty(rows, row, 3);
  run.replaced_by_run = TextOrEmpty(rows, row, 4);
  run.submissions = count(5);
  run.open_submissions = count(6);
  run.totals.lines = count(7);
  run.totals.accepted = count(8);
  run.totals.accepted_with_warnings = count(9);
  run.totals.waiting = count(10);
  run.totals.rejected = count(11);
  run.totals.accepted_rupiah = Rupiah(rows.Int64(row, 12));
  run.totals.deletions = count(13);
  run.live_lines = count(14);
  return run;
}

absl::StatusOr<Result> ReadRows(Connection& connection, std::string_view sql,
                                const std::vector<Param>& params) {
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(connection));
  PARITRANA_RETURN_IF_ERROR(ReadAtOneMoment(connection));
  PARITRANA_ASSIGN_OR_RETURN(Result rows, connection.Execute(sql, params));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return rows;
}

}  // namespace

absl::StatusOr<RunView> PostgresRunQueries::FindRun(const PayerPeriod& period,
                                                    const std::string& run, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = ParamsOf(period, Param(run), {0, 1});
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, ReadRows(*lease, kListRuns, params));
  if (rows.rows() == 0) return MakeError("RUN_UNKNOWN", "run");
  return ReadRun(rows, 0);
}

absl::StatusOr<NumberedPage<RunView>> PostgresRunQueries::ListRuns(const PayerPeriod& period,
                                                                   const PageWanted& wanted,
                                                                   absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = ParamsOf(period, Param::Null(), wanted);
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, ReadRows(*lease, kListRuns, params));
  NumberedPage<RunView> page;
  for (int row = 0; row < rows.rows() && row < wanted.size; ++row) {
    page.rows.push_back(ReadRun(rows, row));
  }
  if (rows.rows() > wanted.size) page.next = rows.Int64(wanted.size - 1, 0);
  return page;
}

absl::StatusOr<NumberedPage<NamedSubmission>> PostgresRunQueries::ListSubmissions(
    const PayerPeriod& period, const std::string& run, const PageWanted& wanted,
    absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(const Result known,
                             lease->Execute(kFindRun, ParamsOf(period, Param(run))));
  if (known.rows() == 0) return MakeError("RUN_UNKNOWN", "run");
  const std::vector<Param> params = ParamsOf(period, Param(run), wanted);
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, ReadRows(*lease, kListSubmissions, params));
  NumberedPage<NamedSubmission> page;
  for (int row = 0; row < rows.rows() && row < wanted.size; ++row) {
    PARITRANA_ASSIGN_OR_RETURN(Submission submission,
                               ReadSubmission(rows, row, 2, vault_, rows.Int64(row, 0)));
    submission.run_kind = static_cast<RunKind>(rows.Int64(row, 15));
    page.rows.push_back({std::string(rows.Text(row, 1)), std::move(submission)});
  }
  if (rows.rows() > wanted.size) page.next = rows.Int64(wanted.size - 1, 0);
  return page;
}

}  // namespace paritrana::compliance
