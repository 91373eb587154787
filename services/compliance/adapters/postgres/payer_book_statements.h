// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// The statements that read what a settlement of one payer's lines needs. Every look-up is by index.
namespace paritrana::compliance::settlement_sql {

// Tasks that others have are passed over; nobody gets these before the transaction ends. $1
// employer, $2 at most.
inline constexpr std::string_view kTakeTasks = R"sql(
SELECT pseudonym FROM settle_task WHERE employer_id = $1 ORDER BY pseudonym LIMIT $2
   FOR UPDATE SKIP LOCKED
)sql";

// Follows each worker to the end of the merges; without a row where a participant on the way has
// not come. $1 workers.
inline constexpr std::string_view kFindOwners = R"sql(
WITH RECURSIVE chain (worker, pseudonym, next) AS (
  SELECT w, p.pseudonym, p.merged_into
    FROM unnest($1::bigint[]) AS w JOIN participant p ON p.pseudonym = w
  UNION
  SELECT c.worker, p.pseudonym, p.merged_into
    FROM chain c JOIN participant p ON p.pseudonym = c.next
)
SELECT worker, pseudonym FROM chain WHERE next IS NULL
)sql";

// $1 employer, $2 workers.
inline constexpr std::string_view kReadMemberships = R"sql(
SELECT pseudonym, membership_no, segment, worker_kind, sponsor_kind, start_day, end_day,
       workplace_region, registration_region
  FROM membership WHERE employer_id = $1 AND pseudonym = ANY ($2::bigint[])
)sql";

// $1 employer, $2 payroll numbers.
inline constexpr std::string_view kReadNumbers = R"sql(
SELECT payroll_number, pseudonym FROM payroll_number
 WHERE employer_id = $1 AND payroll_number = ANY ($2::text[])
)sql";

// $1 employer, $2 workers.
inline constexpr std::string_view kReadNumbered = R"sql(
SELECT DISTINCT pseudonym FROM payroll_number WHERE employer_id = $1 AND pseudonym = ANY ($2::bigint[])
)sql";

// The columns of a line that counts or waits, as ReadOpenLine reads them.
#define PARITRANA_OPEN_LINE                                                                      \
  "l.submission_no, l.line_no, s.submission, l.line_id, s.run_no, r.kind, coalesce(r.replaces, " \
  "0), r.period, l.verdict, l.action, coalesce(l.standing, 0), coalesce(l.membership_no, 0), "   \
  "coalesce(l.match_reasons, 0), coalesce(l.findings, ''), coalesce(l.payroll_number, ''), "     \
  "l.segment, l.covered_from, l.covered_to, l.amount, l.pseudonym, l.region, l.worker_kind, "    \
  "l.sponsor_kind, l.jkk_employer, l.jkk_employee, l.jkm_employer, l.jkm_employee, "             \
  "l.jht_employer, l.jht_employee, l.jp_employer, l.jp_employee, l.jkp_employer, "               \
  "l.jkp_employee, "

// $1 employer, $2 workers.
inline constexpr std::string_view kReadCounted =
    "SELECT " PARITRANA_OPEN_LINE
    "NULL, NULL "
    "FROM line l JOIN submission s USING (submission_no) JOIN run r ON r.run_no = s.run_no "
    "WHERE l.employer_id = $1 AND l.pseudonym = ANY ($2::bigint[]) AND l.standing = 1 "
    "ORDER BY l.submission_no, l.line_no";

#define PARITRANA_WAITING_LINES                                                               \
  "SELECT " PARITRANA_OPEN_LINE                                                               \
  "t.pseudonym, w.candidates FROM waiting_line w JOIN line l USING (submission_no, line_no) " \
  "JOIN submission s USING (submission_no) JOIN run r ON r.run_no = s.run_no "                \
  "LEFT JOIN participant_token t ON t.token = w.token "

// $1 employer, $2 workers.
inline constexpr std::string_view kReadWaiting = PARITRANA_WAITING_LINES
    "WHERE w.employer_id = $1 AND w.token IN (SELECT k.token FROM participant_token k "
    "WHERE k.pseudonym = ANY ($2::bigint[])) ORDER BY w.since, w.submission_no, w.line_no";

// $1 employer, $2 now, $3 at most.
inline constexpr std::string_view kReadOverdue = PARITRANA_WAITING_LINES
    "WHERE w.employer_id = $1 AND w.until <= $2 ORDER BY w.since, w.submission_no, w.line_no "
    "LIMIT $3";

// $1 submission, $2 line.
inline constexpr std::string_view kReadWaitingLine =
    PARITRANA_WAITING_LINES "WHERE w.submission_no = $1 AND w.line_no = $2";

#undef PARITRANA_WAITING_LINES
#undef PARITRANA_OPEN_LINE

// $1 employer, $2 period, $3 run, $4 submission, $5 line.
inline constexpr std::string_view kFindLine = R"sql(
SELECT l.submission_no
  FROM run r JOIN submission s USING (run_no) JOIN line l ON l.submission_no = s.submission_no
 WHERE r.employer_id = $1 AND r.period = $2 AND r.run = $3 AND s.submission = $4 AND l.line_no = $5
)sql";

}  // namespace paritrana::compliance::settlement_sql
