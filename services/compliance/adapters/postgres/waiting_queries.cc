// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/waiting_queries.h"

#include <algorithm>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Param;
using postgres::Result;

// $1 employer, $2 period or null, $3 ambiguous only, $4 since, $5 submission and $6 line of the
// last one before, $7 rows.
constexpr std::string_view kList = R"sql(
SELECT l.line_no, l.line_id, l.verdict, l.findings, l.match_kind, l.match_reasons, l.membership_no,
       w.candidates, r.period, r.run, s.submission, w.since, w.until, w.submission_no
  FROM waiting_line w JOIN line l USING (submission_no, line_no)
  JOIN submission s USING (submission_no) JOIN run r ON r.run_no = s.run_no
 WHERE w.employer_id = $1 AND w.since >= $4
   AND (w.since, w.submission_no, w.line_no) > ($4, $5, $6)
   AND ($2::integer IS NULL OR r.period = $2) AND (NOT $3 OR w.candidates IS NOT NULL)
 ORDER BY w.since, w.submission_no, w.line_no LIMIT $7
)sql";

WaitingView ReadView(const Result& rows, int row) {
  WaitingView view;
  view.verdict = ReadVerdict(rows, row, 0);
  view.verdict.match = ReadMatch(rows, row, 4);
  view.period = Month::FromNumber(static_cast<std::int32_t>(rows.Int64(row, 8)));
  view.run = std::string(rows.Text(row, 9));
  view.submission = std::string(rows.Text(row, 10));
  view.since = rows.Time(row, 11);
  view.until = rows.Time(row, 12);
  return view;
}

}  // namespace

absl::StatusOr<WaitingPage> PostgresWaitingQueries::ListWaiting(const WaitingPageQuery& query,
                                                                absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const WaitingCursor after = query.after.value_or(WaitingCursor{absl::UnixEpoch(), 0, 0});
  // One row more than asked for tells whether another page follows.
  const std::vector<Param> params = {
      IdParam(query.payer),
      query.period ? Param(std::int64_t{query.period->number()}) : Param::Null(),
      Param(query.ambiguous_only),
      Param(after.since),
      Param(after.submission_no),
      Param(static_cast<std::int64_t>(after.line_no)),
      Param(std::int64_t{query.page_size} + 1)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(kList, params));
  WaitingPage page;
  const int shown = std::min(rows.rows(), query.page_size);
  for (int row = 0; row < shown; ++row) page.lines.push_back(ReadView(rows, row));
  if (rows.rows() > shown) {
    page.next = WaitingCursor{page.lines.back().since, rows.Int64(shown - 1, 13),
                              page.lines.back().verdict.line_no};
  }
  return page;
}

}  // namespace paritrana::compliance
