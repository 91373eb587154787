// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// The statements with which a ledger transaction reads, apart from the code that fills them and
// reads their rows.
namespace paritrana::compliance::ledger_sql {

// Submissions of different payers, one row each, in order. OFFSET 0 keeps the planner from looking
// through all submissions of a run or at all lines at once, the sum from beginning with all that
// count. By submission: $1 employer, $2 period, $3 run, $4 submission, $5 run that is replaced, $6
// whether to look for lines that count in the period.
inline constexpr std::string_view kReadSubmissions = R"sql(
SELECT coalesce(p.closed, false), nextval('chunk_no'), r.run_no, s.submission_no, s.opened_at,
       s.sealed_at, s.lines, s.accepted, s.accepted_with_warnings, s.waiting, s.rejected,
       s.accepted_rupiah, s.masked_digest, s.epoch, s.sequences, s.deletions, s.period_version,
       coalesce(p.version, 0), r.kind, r.replaces, r.replaced_by, other.replaced_by,
       asked.run_no, asked.kind, asked.replaced_by,
       coalesce(e.kind, 0), coalesce(e.size_class, 0), coalesce(e.jkk_class, 0),
       coalesce(array_to_string(e.reliefs, ' '), ''),
       q.look = 1 AND EXISTS (SELECT 1 FROM run any_run JOIN line l USING (run_no)
                               WHERE any_run.employer_id = q.employer_id
                                 AND any_run.period = q.period AND l.standing + 0 = 1 OFFSET 0)
  FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::integer[])
       WITH ORDINALITY AS q (employer_id, period, run, submission, replaces_run, look, n)
  LEFT JOIN period p ON p.employer_id = q.employer_id AND p.month = q.period
  LEFT JOIN employer e ON e.employer_id = q.employer_id
  LEFT JOIN run r ON r.employer_id = q.employer_id AND r.period = q.period AND r.run = q.run
  LEFT JOIN run other ON other.run_no = r.replaces
  LEFT JOIN run asked ON asked.employer_id = q.employer_id AND asked.period = q.period
        AND asked.run = q.replaces_run
  LEFT JOIN LATERAL (
    SELECT * FROM submission own WHERE own.run_no = r.run_no AND own.submission = q.submission
    OFFSET 0) s ON true
 ORDER BY q.n
)sql";

// $1 submission, $2 first and $3 last line.
inline constexpr std::string_view kReadStoredLines = R"sql(
SELECT line_no, line_id, verdict, findings, content_hash, match_kind, match_reasons, membership_no,
       (SELECT w.candidates FROM waiting_line w
         WHERE verdict = 3 AND w.submission_no = line.submission_no AND w.line_no = line.line_no)
  FROM line
 WHERE submission_no = $1 AND line_no BETWEEN $2 AND $3
 ORDER BY line_no
)sql";

// The workers of lines and their memberships with the payer: one row for each membership, or one
// without; none for a worker nobody knows. By line: $1 its place, $2 employer, $3 token, $4
// segment.
inline constexpr std::string_view kReadWorkers = R"sql(
SELECT w.n, t.pseudonym, m.membership_no, m.segment, m.worker_kind, m.sponsor_kind, m.start_day,
       m.end_day, m.workplace_region, m.registration_region
  FROM unnest($1::integer[], $2::bigint[], $3::uuid[], $4::integer[])
       AS w (n, employer_id, token, segment)
  JOIN participant_token t ON t.token = w.token
  LEFT JOIN LATERAL (
    SELECT * FROM membership own
     WHERE own.employer_id = w.employer_id AND own.pseudonym = t.pseudonym
       AND own.segment = w.segment
    OFFSET 0) m ON true
)sql";

// The lines that hold an id within their run. By line: $1 its place, $2 run, $3 hash of the line
// id, $4 line id.
inline constexpr std::string_view kReadSameIds = R"sql(
SELECT w.n, same_id.submission, same_id.line_no
  FROM unnest($1::integer[], $2::bigint[], $3::bigint[], $4::text[])
       AS w (n, run_no, line_key, line_id)
  JOIN LATERAL (
    SELECT (SELECT s.submission FROM submission s WHERE s.submission_no = l.submission_no),
           l.line_no
      FROM line l
     WHERE l.run_no = w.run_no AND l.line_key = w.line_key AND l.line_id = w.line_id
     LIMIT 1) same_id ON true
)sql";

// The lines that count and cover one of the same months, of the same worker, payer and segment.
// They must be found by their worker, line by line: OFFSET 0 and the look-ups in the list keep the
// planner from beginning with all lines of the payer or of a run. By line: $1 its place, $2
// employer, $3 pseudonym, $4 segment, $5 first and $6 last month.
inline constexpr std::string_view kReadSameMonths = R"sql(
SELECT w.n, other.*
  FROM unnest($1::integer[], $2::bigint[], $3::bigint[], $4::integer[], $5::integer[],
              $6::integer[])
       AS w (n, employer_id, pseudonym, segment, first_month, last_month)
  JOIN LATERAL (
    SELECT l.submission_no, l.line_no,
           (SELECT s.submission FROM submission s WHERE s.submission_no = l.submission_no),
           l.run_no, (SELECT r.kind FROM run r WHERE r.run_no = l.run_no), l.verdict, l.action,
           l.standing, l.pseudonym, l.region, l.covered_from, l.covered_to, l.segment,
           l.worker_kind, l.sponsor_kind, l.amount, l.membership_no, NULL::uuid,
           l.jkk_employer, l.jkk_employee, l.jkm_employer, l.jkm_employee, l.jht_employer,
           l.jht_employee, l.jp_employer, l.jp_employee, l.jkp_employer, l.jkp_employee
      FROM line l
     WHERE l.employer_id = w.employer_id AND l.pseudonym = w.pseudonym
       AND l.covered_to >= w.first_month AND l.covered_from <= w.last_month
       AND l.segment = w.segment AND l.standing = 1
    OFFSET 0) other ON true
)sql";

// The lines that new ones name: those that hold their id, else one that was refused. $1 place of
// the new line, $2 run, $3 hash of the line id, $4 line id (all by line), $5 employer, $6 period.
inline constexpr std::string_view kReadPrevious = R"sql(
SELECT w.n, l.submission_no, l.line_no, l.submission, r.run_no, r.kind, l.verdict, l.action,
       l.standing, l.pseudonym, l.region, l.covered_from, l.covered_to, l.segment, l.worker_kind,
       l.sponsor_kind, l.amount, l.membership_no, l.token, l.jkk_employer, l.jkk_employee,
       l.jkm_employer, l.jkm_employee, l.jht_employer, l.jht_employee, l.jp_employer,
       l.jp_employee, l.jkp_employer, l.jkp_employee, refused.line_no
  FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[]) AS w (n, run, line_key, line_id)
  JOIN run r ON r.employer_id = $5 AND r.period = $6 AND r.run = w.run
  LEFT JOIN LATERAL (
    SELECT l.*, s.submission, wl.token FROM line l JOIN submission s USING (submission_no)
      LEFT JOIN waiting_line wl USING (submission_no, line_no)
     WHERE l.run_no = r.run_no AND l.line_key = w.line_key AND l.line_id = w.line_id
     LIMIT 1) l ON true
  LEFT JOIN LATERAL (
    SELECT f.line_no FROM submission s JOIN line f USING (submission_no)
     WHERE l.line_no IS NULL AND s.run_no = r.run_no AND f.line_key = w.line_key
       AND f.verdict = 4 AND f.line_id = w.line_id
     LIMIT 1) refused ON true
)sql";

// Who used a payroll number last, with that worker's memberships, and whether the line's worker
// used one. By line: $1 its place, $2 employer, $3 number, $4 token, $5 segment.
inline constexpr std::string_view kReadNumbers = R"sql(
SELECT w.n, p.pseudonym, m.membership_no, m.segment, m.worker_kind, m.sponsor_kind, m.start_day,
       m.end_day, m.workplace_region, m.registration_region,
       EXISTS (SELECT 1 FROM participant_token t JOIN payroll_number own USING (pseudonym)
                WHERE t.token = w.token AND own.employer_id = w.employer_id)
  FROM unnest($1::integer[], $2::bigint[], $3::text[], $4::uuid[], $5::integer[])
       AS w (n, employer_id, payroll_number, token, segment)
  LEFT JOIN LATERAL (
    SELECT n.pseudonym FROM payroll_number n
     WHERE n.employer_id = w.employer_id AND n.payroll_number = w.payroll_number OFFSET 0) p ON true
  LEFT JOIN LATERAL (
    SELECT * FROM membership own
     WHERE own.pseudonym = p.pseudonym AND own.employer_id = w.employer_id
       AND own.segment = w.segment
    OFFSET 0) m ON true
)sql";

// Lines of a run that count or wait, in order of the index. $1 run, $2 hash of the last line id
// before, $3 rows.
inline constexpr std::string_view kReadLive = R"sql(
SELECT l.line_key, l.submission_no, l.line_no, s.submission, l.run_no, r.kind, l.verdict, l.action,
       l.standing, l.pseudonym, l.region, l.covered_from, l.covered_to, l.segment, l.worker_kind,
       l.sponsor_kind, l.amount, l.membership_no, NULL::uuid, l.jkk_employer, l.jkk_employee,
       l.jkm_employer, l.jkm_employee, l.jht_employer, l.jht_employee, l.jp_employer,
       l.jp_employee, l.jkp_employer, l.jkp_employee
  FROM line l JOIN submission s USING (submission_no) JOIN run r ON r.run_no = l.run_no
 WHERE l.run_no = $1 AND l.line_key >= $2
   AND (l.standing = 1 OR l.verdict = 3 AND l.standing IS NULL)
 ORDER BY l.line_key, l.submission_no, l.line_no LIMIT $3
)sql";

}  // namespace paritrana::compliance::ledger_sql
