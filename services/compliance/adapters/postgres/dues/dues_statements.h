// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// What the statements of accounts (account_statements.h) do not read. $1 is the payer.
namespace paritrana::compliance::dues_sql {

inline constexpr std::string_view kEarlierTerms = R"sql(
SELECT kind, size_class, jkk_class, array_to_string(reliefs, ' '), changed_on
  FROM payer_terms_before WHERE employer_id = $1 ORDER BY changed_on
)sql";

// $2 the period. By covered month and the day it was recorded: what lines declared, and what is
// owed without a line.
inline constexpr std::string_view kCoveredMonths = R"sql(
SELECT covered_month, period, segment, recorded_on, sum(lines)::bigint,
       sum(jkk_employer)::bigint, sum(jkk_employee)::bigint,
       sum(jkm_employer)::bigint, sum(jkm_employee)::bigint,
       sum(jht_employer)::bigint, sum(jht_employee)::bigint,
       sum(jp_employer)::bigint, sum(jp_employee)::bigint,
       sum(jkp_employer)::bigint, sum(jkp_employee)::bigint
  FROM (SELECT covered_month, period, segment, recorded_on, lines, jkk_employer, jkk_employee,
               jkm_employer, jkm_employee, jht_employer, jht_employee, jp_employer, jp_employee,
               jkp_employer, jkp_employee
          FROM accrual WHERE employer_id = $1 AND period = $2
         UNION ALL
        SELECT covered_month, period, segment, recorded_on, lines, jkk_employer, jkk_employee,
               jkm_employer, jkm_employee, jht_employer, jht_employee, jp_employer, jp_employee,
               jkp_employer, jkp_employee
          FROM charge WHERE employer_id = $1 AND period = $2) AS c
 GROUP BY covered_month, period, segment, recorded_on
 ORDER BY covered_month, segment, recorded_on
)sql";

}  // namespace paritrana::compliance::dues_sql
