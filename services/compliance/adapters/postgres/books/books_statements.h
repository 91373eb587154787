// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// The statements that keep the books of months and list what they say, apart from the code that
// fills and reads them; those of one block: block_statements.h. Every look-up is by index.
namespace paritrana::compliance::books_sql {

inline constexpr std::string_view kColumns =
    "month, state, as_of_day, requested_by, requested_at, closed_at, employers_total, "
    "last_employer_id, employers_done, obligations, obligations_rupiah, lines, "
    "missing_declarations, mismatches, resumed_at, employers_when_resumed, problem";

// $1 month, $2 last day, $3 who, $4 now.
inline constexpr std::string_view kBegin = R"sql(
INSERT INTO books (month, state, as_of_day, requested_by, requested_at, employers_total, resumed_at)
SELECT $1, 2, $2, $3, $4, count(*), $4 FROM employer
ON CONFLICT (month) DO NOTHING
)sql";

// $1 month, $2 now.
inline constexpr std::string_view kResume = R"sql(
UPDATE books SET resumed_at = $2, employers_when_resumed = employers_done WHERE month = $1
)sql";

// $1 the least id wanted, $2 how many.
inline constexpr std::string_view kNextEmployers =
    "SELECT employer_id FROM employer WHERE employer_id >= $1 ORDER BY employer_id LIMIT $2";

// Declarations that were under way while their employer's block was closed. $1 period, $2 region
// and $3 employer to begin after, $4 how many.
inline constexpr std::string_view kSettleMissing = R"sql(
WITH page AS MATERIALIZED (
  SELECT registration_region, employer_id, missed_on, declared_on
    FROM missing_declaration
   WHERE period = $1 AND (registration_region, employer_id) > ($2, $3)
   ORDER BY registration_region, employer_id LIMIT $4
), declared AS (
  SELECT p.registration_region, p.employer_id,
         greatest(p.missed_on,
                  (min(s.opened_at) AT TIME ZONE INTERVAL '7 hours')::date - DATE '1970-01-01')
           AS declared_on
    FROM page p
    JOIN run r ON r.employer_id = p.employer_id AND r.period = $1
    JOIN submission s USING (run_no)
   WHERE p.declared_on IS NULL
     AND (s.accepted + s.waiting > 0 OR r.kind = 4 AND s.sealed_at IS NOT NULL)
   GROUP BY p.registration_region, p.employer_id, p.missed_on
), told AS (
  UPDATE missing_declaration m SET declared_on = d.declared_on
    FROM declared d
   WHERE m.period = $1 AND m.registration_region = d.registration_region
     AND m.employer_id = d.employer_id
)
SELECT registration_region, employer_id FROM page ORDER BY 1 DESC, 2 DESC LIMIT 1
)sql";

// $1 month, $2 now.
inline constexpr std::string_view kFinish = R"sql(
UPDATE books
   SET state = 3, closed_at = $2, problem = '',
       missing_declarations = (SELECT count(*) FROM missing_declaration WHERE period = $1)
 WHERE month = $1 AND state = 2
)sql";

inline constexpr std::string_view kNoteProblem =
    "UPDATE books SET problem = $2 WHERE month = $1 AND state = 2";

// $1 period, $2 and $3 least and largest region, $4 day, $5 region and $6 employer to begin after,
// $7 how many.
inline constexpr std::string_view kListMissing = R"sql(
SELECT m.registration_region, m.employer_id, e.employer_ref, m.missed_on, m.declared_on
  FROM missing_declaration m JOIN employer e USING (employer_id)
 WHERE m.period = $1 AND m.registration_region BETWEEN $2 AND $3
   AND (m.registration_region, m.employer_id) > ($5, $6)
   AND m.missed_on <= $4 AND (m.declared_on IS NULL OR m.declared_on > $4)
 ORDER BY m.registration_region, m.employer_id LIMIT $7
)sql";

// $1 month, $2 employer and $3 segment to begin after, $4 how many.
inline constexpr std::string_view kListMismatches = R"sql(
SELECT x.employer_id, x.segment, e.employer_ref, x.accrued_rupiah, x.counted_rupiah,
       x.accrued_months, x.counted_months
  FROM books_mismatch x JOIN employer e USING (employer_id)
 WHERE x.month = $1 AND (x.employer_id, x.segment) > ($2, $3)
 ORDER BY x.employer_id, x.segment LIMIT $4
)sql";

}  // namespace paritrana::compliance::books_sql
