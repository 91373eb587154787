// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// The statements that count a sponsor's programmes from the ledger, apart from the code that fills
// them and reads their rows. Segment 2 is BPU.
namespace paritrana::compliance::sponsor_sql {

// The programmes of a list whose counts are out of date, with the stamp that they have now: the
// versions of the sponsor's periods say everything that happens to its lines, those of the
// enrolments the rest. $1 programmes.
inline constexpr std::string_view kFindStale = R"sql(
SELECT p.programme_no, p.employer_id, now_at.stamp
  FROM sponsor_programme p
 CROSS JOIN LATERAL (
    SELECT p.enrolment_version + coalesce(sum(d.version), 0)::bigint AS stamp
      FROM period d WHERE d.employer_id = p.employer_id) now_at
 WHERE p.programme_no = ANY ($1::bigint[]) AND p.counted_stamp <> now_at.stamp
)sql";

// One row a month, and one with month null for the heads of the whole programme. A worker's months
// are bits of one number, from the first month of all enrolments on: a programme has 60 at most
// over all its amendments. Amounts over several months are divided as accruals divide them
// (domain/dues/accrual.h), for all lines of a range together. OFFSET 0 keeps the planner to the
// index by worker, whatever it believes of tables that have just been filled. $1 programme, $2
// sponsor.
inline constexpr std::string_view kCountProgramme = R"sql(
WITH enrolled AS MATERIALIZED (
  SELECT coalesce((SELECT p.merged_into FROM participant p WHERE p.pseudonym = e.pseudonym),
                  e.pseudonym) AS pseudonym, e.from_month, e.to_month
    FROM sponsor_enrolment e
   WHERE e.programme_no = $1 AND e.ended_on IS NULL
), span AS MATERIALIZED (
  SELECT min(from_month) AS first, max(to_month) AS last FROM enrolled
), paid AS MATERIALIZED (
  SELECT l.pseudonym, greatest(l.covered_from, e.from_month) AS first,
         least(l.covered_to, e.to_month) AS last, l.covered_from,
         CASE WHEN l.covered_from = l.covered_to THEN l.amount
              ELSE (SELECT sum(s / (l.covered_to - l.covered_from + 1)) FROM unnest(ARRAY[
                      l.jkk_employer, l.jkk_employee, l.jkm_employer, l.jkm_employee,
                      l.jht_employer, l.jht_employee, l.jp_employer, l.jp_employee,
                      l.jkp_employer, l.jkp_employee]) s) END AS each,
         CASE WHEN l.covered_from = l.covered_to THEN 0
              ELSE (SELECT sum(s % (l.covered_to - l.covered_from + 1)) FROM unnest(ARRAY[
                      l.jkk_employer, l.jkk_employee, l.jkm_employer, l.jkm_employee,
                      l.jht_employer, l.jht_employee, l.jp_employer, l.jp_employee,
                      l.jkp_employer, l.jkp_employee]) s) END AS rest
    FROM enrolled e
   CROSS JOIN LATERAL (
     SELECT * FROM line own
      WHERE own.employer_id = $2 AND own.pseudonym = e.pseudonym AND own.standing = 1
        AND own.segment = 2 AND own.covered_to >= e.from_month AND own.covered_from <= e.to_month
     OFFSET 0) l
), head AS MATERIALIZED (
  SELECT p.pseudonym,
         bit_or(((1::bigint << (p.last - p.first + 1)) - 1) << (p.first - s.first)) AS months
    FROM paid p CROSS JOIN span s GROUP BY p.pseudonym
), heads AS (
  SELECT m.month, count(*) AS heads
    FROM span s CROSS JOIN LATERAL generate_series(s.first, s.last) AS m (month)
    JOIN head h ON h.months & (1::bigint << (m.month - s.first)) <> 0
   GROUP BY m.month
), spent AS (
  SELECT m.month, sum(r.each + CASE WHEN m.month = r.covered_from THEN r.rest ELSE 0 END) AS rupiah
    FROM (SELECT first, last, covered_from, sum(each) AS each, sum(rest) AS rest
            FROM paid GROUP BY first, last, covered_from) r
   CROSS JOIN LATERAL generate_series(r.first, r.last) AS m (month)
   GROUP BY m.month
)
SELECT h.month, h.heads, s.rupiah::bigint FROM heads h JOIN spent s USING (month)
UNION ALL
SELECT NULL, count(*), 0 FROM head
)sql";

// Keeps a count, unless a later one is kept already. $1 programme, $2 stamp, $3 heads.
inline constexpr std::string_view kKeepProgramme = R"sql(
UPDATE sponsor_programme SET counted_stamp = $2, counted_heads = $3
 WHERE programme_no = $1 AND counted_stamp < $2
)sql";

// $1 programme, $2 months, $3 heads, $4 rupiah.
inline constexpr std::string_view kKeepMonths = R"sql(
WITH counted AS (
  SELECT * FROM unnest($2::integer[], $3::bigint[], $4::bigint[]) AS c (month, heads, rupiah)
), emptied AS (
  UPDATE sponsor_programme_month SET heads = 0, rupiah = 0
   WHERE programme_no = $1 AND month <> ALL ($2::integer[]) AND (heads <> 0 OR rupiah <> 0)
)
INSERT INTO sponsor_programme_month (programme_no, month, heads, rupiah)
SELECT $1, month, heads, rupiah FROM counted
ON CONFLICT (programme_no, month) DO UPDATE SET heads = excluded.heads, rupiah = excluded.rupiah
)sql";

// $1 programmes.
inline constexpr std::string_view kReadMonths = R"sql(
SELECT p.programme_no, p.counted_heads, m.month, m.enrolled, m.heads, m.rupiah
  FROM sponsor_programme p LEFT JOIN sponsor_programme_month m USING (programme_no)
 WHERE p.programme_no = ANY ($1::bigint[])
 ORDER BY p.programme_no, m.month
)sql";

// Starts and ends of the enrolments that stood on a day: their running difference is what was
// enrolled. $1 programme, $2 day.
inline constexpr std::string_view kReadEnrolledOn = R"sql(
WITH stood AS MATERIALIZED (
  SELECT from_month, to_month FROM sponsor_enrolment
   WHERE programme_no = $1 AND recorded_on <= $2 AND (ended_on IS NULL OR ended_on > $2)
), step AS (
  SELECT from_month AS month, count(*) AS change FROM stood GROUP BY from_month
  UNION ALL
  SELECT to_month + 1, -count(*) FROM stood GROUP BY to_month
)
SELECT month, sum(change)::bigint FROM step GROUP BY month ORDER BY month
)sql";

// $1 programme, $2 month, $3 sponsor.
inline constexpr std::string_view kCountContinuing = R"sql(
SELECT count(*)
  FROM (SELECT DISTINCT e.pseudonym FROM sponsor_enrolment e
         WHERE e.programme_no = $1 AND e.ended_on IS NULL
           AND $2 BETWEEN e.from_month AND e.to_month) worker
 WHERE EXISTS (SELECT FROM sponsor_enrolment next
                WHERE next.pseudonym = worker.pseudonym AND next.ended_on IS NULL
                  AND $2::integer + 1 BETWEEN next.from_month AND next.to_month
                  AND next.programme_no <> $1
                  AND (SELECT p.employer_id FROM sponsor_programme p
                        WHERE p.programme_no = next.programme_no) = $3
               OFFSET 0)
)sql";

// What stands by year, from the accruals, with the stamp of the year and the one it was counted at
// (null: never). Only periods that hold lines for a month of the year move its stamp. $1 sponsor,
// $2 first and $3 last month.
inline constexpr std::string_view kReadYears = R"sql(
WITH held AS (
  SELECT a.covered_month / 12 AS year, a.period,
         sum(a.jkk_employer + a.jkk_employee + a.jkm_employer + a.jkm_employee + a.jht_employer
             + a.jht_employee + a.jp_employer + a.jp_employee + a.jkp_employer
             + a.jkp_employee) AS rupiah
    FROM accrual a
   WHERE a.employer_id = $1 AND a.segment = 2 AND a.covered_month BETWEEN $2 AND $3
   GROUP BY 1, 2
)
SELECT h.year, sum(h.rupiah)::bigint, sum(p.version)::bigint, max(y.stamp), coalesce(max(y.heads), 0)
  FROM held h JOIN period p ON p.employer_id = $1 AND p.month = h.period
  LEFT JOIN sponsor_year y ON y.employer_id = $1 AND y.year = h.year
 GROUP BY h.year ORDER BY h.year
)sql";

// Distinct heads of a year: from its periods over their submissions to the lines. $1 sponsor, $2
// first and $3 last month.
inline constexpr std::string_view kCountYear = R"sql(
SELECT count(DISTINCT l.pseudonym)
  FROM run r JOIN submission s USING (run_no) JOIN line l USING (submission_no)
 WHERE r.employer_id = $1
   AND r.period IN (SELECT a.period FROM accrual a
                     WHERE a.employer_id = $1 AND a.segment = 2
                       AND a.covered_month BETWEEN $2 AND $3)
   AND l.standing = 1 AND l.segment = 2 AND l.covered_to >= $2 AND l.covered_from <= $3
)sql";

// $1 sponsor, $2 year, $3 stamp, $4 heads.
inline constexpr std::string_view kKeepYear = R"sql(
INSERT INTO sponsor_year AS y (employer_id, year, stamp, heads) VALUES ($1, $2, $3, $4)
ON CONFLICT (employer_id, year) DO UPDATE SET stamp = excluded.stamp, heads = excluded.heads
 WHERE y.stamp < excluded.stamp
)sql";

}  // namespace paritrana::compliance::sponsor_sql
