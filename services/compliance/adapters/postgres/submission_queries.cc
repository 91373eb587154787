// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/submission_queries.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Param;
using postgres::Result;

// About 10 MB; when it is full it is emptied, and the busy payers are back at once.
constexpr std::size_t kPayersRemembered = 100'000;

constexpr std::string_view kFindPayer =
    "SELECT employer_id FROM employer WHERE employer_ref = $1 ORDER BY employer_id LIMIT 1";

constexpr std::string_view kFindSubmission = R"sql(
SELECT s.submission_no, s.opened_at, s.sealed_at, s.lines, s.accepted, s.accepted_with_warnings,
       s.waiting, s.rejected, s.accepted_rupiah, s.masked_digest, s.epoch, s.sequences,
       s.deletions, s.period_version, r.kind
  FROM run r JOIN submission s USING (run_no)
 WHERE r.employer_id = $1 AND r.period = $2 AND r.run = $3 AND s.submission = $4
)sql";

// $1 submission, $2 last line of the page before, $3 verdict or null, $4 rows.
constexpr std::string_view kListLines = R"sql(
SELECT l.line_no, l.line_id, l.verdict, l.findings, l.covered_from, l.covered_to, l.segment,
       l.region, l.amount, l.match_kind, l.match_reasons, l.membership_no, w.candidates, l.standing,
       l.action, l.payroll_number, l.jkk_employer, l.jkk_employee, l.jkm_employer, l.jkm_employee,
       l.jht_employer, l.jht_employee, l.jp_employer, l.jp_employee, l.jkp_employer,
       l.jkp_employee
  FROM line l LEFT JOIN waiting_line w USING (submission_no, line_no)
 WHERE l.submission_no = $1 AND l.line_no > $2 AND ($3::smallint IS NULL OR l.verdict = $3)
 ORDER BY l.line_no LIMIT $4
)sql";

std::vector<Param> NameOf(const SubmissionKey& key) {
  return {IdParam(key.payer), MonthParam(key.period), Param(key.run), Param(key.submission)};
}

LineView ReadLine(const Result& rows, int row) {
  LineView line;
  line.verdict = ReadVerdict(rows, row, 0);
  if (!rows.IsNull(row, 4)) {
    line.covered = CoveredRange{Month::FromNumber(static_cast<int>(rows.Int64(row, 4))),
                                Month::FromNumber(static_cast<int>(rows.Int64(row, 5)))};
    line.segment = static_cast<Segment>(rows.Int64(row, 6));
    line.amount = Rupiah(rows.Int64(row, 8));
  }
  if (!rows.IsNull(row, 7)) line.region = FromColumn(rows.Int64(row, 7));
  line.verdict.match = ReadMatch(rows, row, 9);
  line.standing = static_cast<Standing>(Int64OrZero(rows, row, 13));
  line.action = static_cast<LineAction>(rows.Int64(row, 14));
  if (!rows.IsNull(row, 15)) line.payroll_number = std::string(rows.Text(row, 15));
  for (int i = 0; i < kProgrammeCount; ++i) {
    line.amounts[static_cast<std::size_t>(i)] = {Rupiah(Int64OrZero(rows, row, 16 + 2 * i)),
                                                 Rupiah(Int64OrZero(rows, row, 17 + 2 * i))};
  }
  return line;
}

}  // namespace

std::optional<EmployerId> PostgresSubmissionQueries::Remembered(const std::string& employer_ref) {
  absl::MutexLock lock(&mutex_);
  const auto found = payers_.find(employer_ref);
  if (found == payers_.end()) return std::nullopt;
  return found->second;
}

void PostgresSubmissionQueries::Remember(const std::string& employer_ref, EmployerId payer) {
  absl::MutexLock lock(&mutex_);
  if (payers_.size() >= kPayersRemembered) payers_.clear();
  payers_[employer_ref] = payer;
}

absl::StatusOr<EmployerId> PostgresSubmissionQueries::FindPayer(std::string_view employer_ref,
                                                                absl::Time deadline) {
  const std::string ref(employer_ref);
  if (const auto payer = Remembered(ref)) return *payer;
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {Param(ref)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(kFindPayer, params));
  if (rows.rows() == 0) return MakeError("PAYER_UNKNOWN", "payer");
  const EmployerId payer(FromColumn(rows.Int64(0, 0)));
  Remember(ref, payer);
  return payer;
}

absl::StatusOr<std::optional<Submission>> PostgresSubmissionQueries::FindSubmission(
    const SubmissionKey& key, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(kFindSubmission, NameOf(key)));
  if (rows.rows() == 0) return std::nullopt;
  PARITRANA_ASSIGN_OR_RETURN(Submission submission,
                             ReadSubmission(rows, 0, 1, vault_, rows.Int64(0, 0)));
  submission.run_kind = static_cast<RunKind>(rows.Int64(0, 14));
  return submission;
}

absl::StatusOr<LinePage> PostgresSubmissionQueries::ListLines(const LinePageQuery& query,
                                                              absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(const Result head, lease->Execute(kFindSubmission, NameOf(query.key)));
  if (head.rows() == 0) return MakeError("SUBMISSION_UNKNOWN", "submission");
  // One row more than asked for tells whether another page follows.
  const std::vector<Param> params = {
      Param(head.Int64(0, 0)), Param(static_cast<std::int64_t>(query.after_line_no)),
      query.only ? Param(static_cast<std::int64_t>(*query.only)) : Param::Null(),
      Param(std::int64_t{query.page_size} + 1)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(kListLines, params));
  LinePage page;
  page.more = rows.rows() > query.page_size;
  const int shown = page.more ? query.page_size : rows.rows();
  for (int row = 0; row < shown; ++row) page.lines.push_back(ReadLine(rows, row));
  return page;
}

}  // namespace paritrana::compliance
