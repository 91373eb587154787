// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// The statements that read the ledger back, apart from the code that fills and reads them. $1 is
// the employer and $2 the period throughout. OFFSET 0 keeps the planner to the order written here:
// from the period to its submissions and then to their lines by primary key, which costs what the
// period holds and not what the table holds.
namespace paritrana::compliance::read_back_sql {

// Lines, workers, then lines, employer's and worker's rupiah of each programme. A share of nothing
// is null.
inline constexpr std::string_view kTotals = R"sql(
SELECT count(*), count(DISTINCT l.pseudonym),
       count(coalesce(l.jkk_employer, l.jkk_employee)), coalesce(sum(l.jkk_employer), 0)::bigint,
       coalesce(sum(l.jkk_employee), 0)::bigint,
       count(coalesce(l.jkm_employer, l.jkm_employee)), coalesce(sum(l.jkm_employer), 0)::bigint,
       coalesce(sum(l.jkm_employee), 0)::bigint,
       count(coalesce(l.jht_employer, l.jht_employee)), coalesce(sum(l.jht_employer), 0)::bigint,
       coalesce(sum(l.jht_employee), 0)::bigint,
       count(coalesce(l.jp_employer, l.jp_employee)), coalesce(sum(l.jp_employer), 0)::bigint,
       coalesce(sum(l.jp_employee), 0)::bigint,
       count(coalesce(l.jkp_employer, l.jkp_employee)), coalesce(sum(l.jkp_employer), 0)::bigint,
       coalesce(sum(l.jkp_employee), 0)::bigint
  FROM (SELECT s.submission_no FROM run r JOIN submission s USING (run_no)
         WHERE r.employer_id = $1 AND r.period = $2 OFFSET 0) s
 CROSS JOIN LATERAL (
    SELECT * FROM line l WHERE l.submission_no = s.submission_no AND l.standing = 1 OFFSET 0) l
)sql";

// The first line that counts of each worker. Earlier ones are looked for among the worker's lines
// alone: the sum and the sub-select keep other indexes out. $3 submission and $4 line to begin
// after, $5 rows.
inline constexpr std::string_view kWorkerHeads = R"sql(
SELECT s.submission_no, l.line_no, l.pseudonym
  FROM (SELECT s.submission_no FROM run r JOIN submission s USING (run_no)
         WHERE r.employer_id = $1 AND r.period = $2 AND s.submission_no >= $3) s
 CROSS JOIN LATERAL (
    SELECT l.line_no, l.pseudonym FROM line l
     WHERE l.submission_no = s.submission_no AND l.standing = 1
       AND l.line_no > CASE WHEN s.submission_no = $3 THEN $4::bigint ELSE 0 END
       AND NOT EXISTS (
         SELECT FROM line e
          WHERE e.employer_id = $1 AND e.pseudonym = l.pseudonym AND e.standing = 1
            AND (e.submission_no + 0, e.line_no) < (l.submission_no, l.line_no)
            AND (SELECT er.period = $2 FROM run er WHERE er.run_no = e.run_no)
         OFFSET 0)
     ORDER BY l.line_no LIMIT $5) l
 ORDER BY s.submission_no, l.line_no LIMIT $5
)sql";

// The lines that count of some workers. $3 their pseudonyms, in the order wanted.
inline constexpr std::string_view kWorkerLines = R"sql(
SELECT w.n, l.payroll_number, r.run, s.submission, l.line_no, l.line_id, l.covered_from,
       l.covered_to, l.segment, l.jkk_employer, l.jkk_employee, l.jkm_employer, l.jkm_employee,
       l.jht_employer, l.jht_employee, l.jp_employer, l.jp_employee, l.jkp_employer, l.jkp_employee
  FROM unnest($3::bigint[]) WITH ORDINALITY AS w (pseudonym, n)
  JOIN line l ON l.employer_id = $1 AND l.pseudonym = w.pseudonym AND l.standing = 1
  JOIN submission s ON s.submission_no = l.submission_no
  JOIN run r ON r.run_no = s.run_no
 WHERE r.employer_id = $1 AND r.period = $2
 ORDER BY w.n, l.submission_no, l.line_no
)sql";

// 0 for a period that was never touched.
inline constexpr std::string_view kVersion = R"sql(
SELECT coalesce((SELECT version FROM period WHERE employer_id = $1 AND month = $2), 0)
)sql";

// A posting that never changed stands in its line alone; everything else in the journal, of which
// only what lies in this period is wanted. $3 version to begin with, $4 ordinal to begin after in
// it, $5 rows. The cause of an unchanged line is LedgerCause 2 for a correction, 4 for a line that
// took the place of another run's, else 1; the journal keeps the same.
inline constexpr std::string_view kChanges = R"sql(
WITH page AS MATERIALIZED (
  SELECT cp.version, c.recorded_at, x.*
    FROM (SELECT version, chunk_no,
                 CASE WHEN version = $3 THEN $4::bigint ELSE -2147483649 END AS seen
            FROM chunk_period
           WHERE employer_id = $1 AND period = $2 AND version >= $3) cp
    JOIN chunk c USING (chunk_no)
   CROSS JOIN LATERAL (
      (SELECT e.ordinal::bigint AS ordinal, e.effect, e.cause, e.region, e.submission_no, e.line_no
         FROM entry e JOIN submission es USING (submission_no) JOIN run er USING (run_no)
        WHERE e.chunk_no = c.chunk_no AND e.ordinal > cp.seen
          AND er.employer_id = $1 AND er.period = $2
        ORDER BY e.ordinal LIMIT $5)
      UNION ALL
      (SELECT p.line_no, 1, CASE WHEN p.action = 2 THEN 2
                                 WHEN p.previous_submission_no IS NOT NULL THEN 4 ELSE 1 END,
              p.region, p.submission_no, p.line_no
         FROM line p
        WHERE p.submission_no = c.submission_no AND p.standing = 1 AND NOT p.changed
          AND p.line_no BETWEEN greatest(c.first_line_no, cp.seen + 1) AND c.last_line_no
        ORDER BY p.line_no LIMIT $5)
      ORDER BY ordinal LIMIT $5) x
   ORDER BY cp.version, x.ordinal LIMIT $5)
SELECT page.version, page.ordinal, page.recorded_at, page.effect, page.cause, page.region,
       r.run, s.submission, l.line_no, l.line_id, l.covered_from, l.covered_to, l.segment,
       l.jkk_employer, l.jkk_employee, l.jkm_employer, l.jkm_employee, l.jht_employer,
       l.jht_employee, l.jp_employer, l.jp_employee, l.jkp_employer, l.jkp_employee
  FROM page
  JOIN line l ON l.submission_no = page.submission_no AND l.line_no = page.line_no
  JOIN submission s ON s.submission_no = l.submission_no
  JOIN run r ON r.run_no = s.run_no
 ORDER BY page.version, page.ordinal
)sql";

}  // namespace paritrana::compliance::read_back_sql
