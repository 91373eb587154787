// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// The statements that close the books of one block of employers, apart from the code that fills and
// reads them. Every look-up is by index.
namespace paritrana::compliance::books_sql {

// The sums are joined in full, for which a plan by index counts as dear: not so dear that it should
// be compiled first.
inline constexpr std::string_view kPlainPlans = "SELECT set_config('jit', 'off', true)";

// What accrued, what counts line by line, and what is charged without a line, by employer and
// segment, all at one moment. OFFSET 0 keeps each look-up one by index, whatever the tables hold.
// $1 employers, $2 month.
inline constexpr std::string_view kSums = R"sql(
WITH accrued AS (
  SELECT a.employer_id, a.segment, sum(a.lines)::bigint AS months,
        sum(a.jkk_employer)::bigint AS jkk_employer, sum(a.jkk_employee)::bigint AS jkk_employee,
        sum(a.jkm_employer)::bigint AS jkm_employer, sum(a.jkm_employee)::bigint AS jkm_employee,
        sum(a.jht_employer)::bigint AS jht_employer, sum(a.jht_employee)::bigint AS jht_employee,
        sum(a.jp_employer)::bigint AS jp_employer, sum(a.jp_employee)::bigint AS jp_employee,
        sum(a.jkp_employer)::bigint AS jkp_employer, sum(a.jkp_employee)::bigint AS jkp_employee
    FROM unnest($1::bigint[]) AS b (employer_id)
   CROSS JOIN LATERAL (SELECT * FROM accrual
                        WHERE accrual.employer_id = b.employer_id AND period = $2 OFFSET 0) AS a
   GROUP BY a.employer_id, a.segment
), counted AS (
  SELECT r.employer_id, l.segment, count(*) AS lines, count(DISTINCT l.pseudonym) AS heads,
         sum(l.covered_to - l.covered_from + 1)::bigint AS months,
        sum(coalesce(l.jkk_employer, 0))::bigint AS jkk_employer,
        sum(coalesce(l.jkk_employee, 0))::bigint AS jkk_employee,
        sum(coalesce(l.jkm_employer, 0))::bigint AS jkm_employer,
        sum(coalesce(l.jkm_employee, 0))::bigint AS jkm_employee,
        sum(coalesce(l.jht_employer, 0))::bigint AS jht_employer,
        sum(coalesce(l.jht_employee, 0))::bigint AS jht_employee,
        sum(coalesce(l.jp_employer, 0))::bigint AS jp_employer,
        sum(coalesce(l.jp_employee, 0))::bigint AS jp_employee,
        sum(coalesce(l.jkp_employer, 0))::bigint AS jkp_employer,
        sum(coalesce(l.jkp_employee, 0))::bigint AS jkp_employee
    FROM unnest($1::bigint[]) AS b (employer_id)
   CROSS JOIN LATERAL (SELECT * FROM run
                        WHERE run.employer_id = b.employer_id AND period = $2 OFFSET 0) AS r
    JOIN submission s USING (run_no)
    JOIN line l USING (submission_no)
   WHERE l.standing = 1
   GROUP BY r.employer_id, l.segment
), charged AS (
  SELECT h.employer_id, h.segment,
        sum(h.jkk_employer)::bigint AS jkk_employer, sum(h.jkk_employee)::bigint AS jkk_employee,
        sum(h.jkm_employer)::bigint AS jkm_employer, sum(h.jkm_employee)::bigint AS jkm_employee,
        sum(h.jht_employer)::bigint AS jht_employer, sum(h.jht_employee)::bigint AS jht_employee,
        sum(h.jp_employer)::bigint AS jp_employer, sum(h.jp_employee)::bigint AS jp_employee,
        sum(h.jkp_employer)::bigint AS jkp_employer, sum(h.jkp_employee)::bigint AS jkp_employee
    FROM unnest($1::bigint[]) AS b (employer_id)
   CROSS JOIN LATERAL (SELECT * FROM charge
                        WHERE charge.employer_id = b.employer_id AND period = $2 OFFSET 0) AS h
   GROUP BY h.employer_id, h.segment
)
SELECT employer_id, segment, e.kind, e.size_class, array_to_string(e.reliefs, ','),
       coalesce(c.lines, 0), coalesce(c.heads, 0),
       coalesce(a.months, 0) = coalesce(c.months, 0)
       AND coalesce(a.jkk_employer, 0) = coalesce(c.jkk_employer, 0)
       AND coalesce(a.jkk_employee, 0) = coalesce(c.jkk_employee, 0)
       AND coalesce(a.jkm_employer, 0) = coalesce(c.jkm_employer, 0)
       AND coalesce(a.jkm_employee, 0) = coalesce(c.jkm_employee, 0)
       AND coalesce(a.jht_employer, 0) = coalesce(c.jht_employer, 0)
       AND coalesce(a.jht_employee, 0) = coalesce(c.jht_employee, 0)
       AND coalesce(a.jp_employer, 0) = coalesce(c.jp_employer, 0)
       AND coalesce(a.jp_employee, 0) = coalesce(c.jp_employee, 0)
       AND coalesce(a.jkp_employer, 0) = coalesce(c.jkp_employer, 0)
       AND coalesce(a.jkp_employee, 0) = coalesce(c.jkp_employee, 0),
       coalesce(a.months, 0), coalesce(c.months, 0),
       coalesce(a.jkk_employer, 0) + coalesce(a.jkk_employee, 0) + coalesce(a.jkm_employer, 0) + coalesce(a.jkm_employee, 0) +
       coalesce(a.jht_employer, 0) + coalesce(a.jht_employee, 0) + coalesce(a.jp_employer, 0) + coalesce(a.jp_employee, 0) +
       coalesce(a.jkp_employer, 0) + coalesce(a.jkp_employee, 0),
       coalesce(c.jkk_employer, 0) + coalesce(c.jkk_employee, 0) + coalesce(c.jkm_employer, 0) + coalesce(c.jkm_employee, 0) +
       coalesce(c.jht_employer, 0) + coalesce(c.jht_employee, 0) + coalesce(c.jp_employer, 0) + coalesce(c.jp_employee, 0) +
       coalesce(c.jkp_employer, 0) + coalesce(c.jkp_employee, 0),
       coalesce(a.jkk_employer, 0) + coalesce(h.jkk_employer, 0),
       coalesce(a.jkk_employee, 0) + coalesce(h.jkk_employee, 0),
       coalesce(a.jkm_employer, 0) + coalesce(h.jkm_employer, 0),
       coalesce(a.jkm_employee, 0) + coalesce(h.jkm_employee, 0),
       coalesce(a.jht_employer, 0) + coalesce(h.jht_employer, 0),
       coalesce(a.jht_employee, 0) + coalesce(h.jht_employee, 0),
       coalesce(a.jp_employer, 0) + coalesce(h.jp_employer, 0),
       coalesce(a.jp_employee, 0) + coalesce(h.jp_employee, 0),
       coalesce(a.jkp_employer, 0) + coalesce(h.jkp_employer, 0),
       coalesce(a.jkp_employee, 0) + coalesce(h.jkp_employee, 0)
  FROM accrued a
  FULL JOIN counted c USING (employer_id, segment)
  FULL JOIN charged h USING (employer_id, segment)
  CROSS JOIN LATERAL (SELECT kind, size_class, reliefs FROM employer
                       WHERE employer.employer_id
                               = coalesce(a.employer_id, c.employer_id, h.employer_id)
                      OFFSET 0) AS e
)sql";

// $1 employers, $2 month.
inline constexpr std::string_view kForgetObligations =
    "DELETE FROM closed_obligation WHERE period = $2 AND employer_id = ANY ($1::bigint[])";
inline constexpr std::string_view kForgetMismatches =
    "DELETE FROM books_mismatch WHERE month = $2 AND employer_id = ANY ($1::bigint[])";

inline constexpr std::string_view kCopyObligations = R"sql(
COPY closed_obligation (period, employer_id, segment, due_day, lines, heads, jkk_employer,
                        jkk_employee, jkm_employer, jkm_employee, jht_employer, jht_employee,
                        jp_employer, jp_employee, jkp_employer, jkp_employee)
FROM STDIN (FORMAT binary)
)sql";
inline constexpr int kObligationColumns = 16;

// By payer and segment: $2 employer, $3 segment, $4 and $5 rupiah, $6 and $7 months. $1 month.
inline constexpr std::string_view kInsertMismatches = R"sql(
INSERT INTO books_mismatch (month, employer_id, segment, accrued_rupiah, counted_rupiah,
                            accrued_months, counted_months)
SELECT $1, * FROM unnest($2::bigint[], $3::smallint[], $4::bigint[], $5::bigint[], $6::bigint[],
                         $7::bigint[])
)sql";

// Who is expected to declare and has not. Lines that wait and nil returns declare. $1 employers,
// $2 month, $3 and $4 its first and last day, $5 day from which a declaration is missing.
inline constexpr std::string_view kInsertMissing = R"sql(
INSERT INTO missing_declaration (period, registration_region, employer_id, missed_on)
SELECT $2, e.registration_region, e.employer_id, $5
  FROM unnest($1::bigint[]) AS b (employer_id)
  JOIN employer e USING (employer_id)
 WHERE EXISTS (SELECT FROM membership m
                WHERE m.employer_id = b.employer_id AND m.segment = 1 AND m.start_day <= $4
                  AND (m.end_day = 0 OR m.end_day >= $3))
   AND NOT EXISTS (SELECT FROM run r JOIN submission s USING (run_no)
                    WHERE r.employer_id = b.employer_id AND r.period = $2
                      AND (s.accepted + s.waiting > 0 OR r.kind = 4 AND s.sealed_at IS NOT NULL))
ON CONFLICT (employer_id, period) DO NOTHING
)sql";

// Nobody else may have finished the block meanwhile. $1 month, $2 last employer before it (null:
// none), $3 its last employer; what it adds: $4 employers, $5 obligations, $6 rupiah, $7 lines, $8
// missing, $9 mismatches.
inline constexpr std::string_view kFinishBlock = R"sql(
UPDATE books
   SET last_employer_id = $3, employers_done = employers_done + $4, obligations = obligations + $5,
       obligations_rupiah = obligations_rupiah + $6, lines = lines + $7,
       missing_declarations = missing_declarations + $8, mismatches = mismatches + $9, problem = ''
 WHERE month = $1 AND state = 2 AND last_employer_id IS NOT DISTINCT FROM $2
)sql";

}  // namespace paritrana::compliance::books_sql
