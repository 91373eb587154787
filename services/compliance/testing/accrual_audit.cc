// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/accrual_audit.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace paritrana::compliance::testing {
namespace {

// A line's figures by covered month: figure 0 is the line itself, the others are its shares.
constexpr char kFigures[] = R"sql(
  CROSS JOIN generate_series(l.covered_from, l.covered_to) AS m (month)
  CROSS JOIN LATERAL unnest(ARRAY[l.jkk_employer, l.jkk_employee, l.jkm_employer, l.jkm_employee,
                                  l.jht_employer, l.jht_employee, l.jp_employer, l.jp_employee,
                                  l.jkp_employer, l.jkp_employee])
             WITH ORDINALITY AS share (whole, figure)
  CROSS JOIN LATERAL (SELECT l.covered_to - l.covered_from + 1 AS months) n
  CROSS JOIN LATERAL (
    SELECT 0 AS figure, 1 AS value WHERE share.figure = 1
    UNION ALL
    SELECT share.figure,
           CASE WHEN l.segment = 4 AND m.month > l.covered_from THEN 0
                WHEN l.segment = 4 THEN share.whole
                WHEN m.month > l.covered_from THEN share.whole / n.months
                ELSE share.whole - (n.months - 1) * (share.whole / n.months) END) f
)sql";

// The same of table accrual.
constexpr char kAccrued[] = R"sql(
  FROM accrual a
  CROSS JOIN LATERAL unnest(ARRAY[a.lines, a.jkk_employer, a.jkk_employee, a.jkm_employer,
                                  a.jkm_employee, a.jht_employer, a.jht_employee, a.jp_employer,
                                  a.jp_employee, a.jkp_employer, a.jkp_employee])
             WITH ORDINALITY AS f (value, place)
)sql";

// Figures of versions in which accruals are not what lines and journal say.
std::string VersionsThatDiffer() {
  return absl::StrCat(R"sql(
WITH effect AS (
  SELECT chunk_no, 1 AS sign, submission_no, line_no FROM line WHERE standing = 1 AND NOT changed
  UNION ALL
  SELECT chunk_no, 3 - 2 * effect, submission_no, line_no FROM entry WHERE basis = 1)
SELECT count(*) FROM (
  SELECT FROM (
    SELECT p.employer_id, p.period, p.version, l.segment, m.month, f.figure, e.sign * f.value AS value
      FROM effect e JOIN line l USING (submission_no, line_no) JOIN submission s USING (submission_no)
      JOIN run r ON r.run_no = s.run_no
      JOIN chunk_period p ON p.chunk_no = e.chunk_no AND p.employer_id = r.employer_id
                         AND p.period = r.period)sql",
                      kFigures, R"sql(
    UNION ALL
    SELECT a.employer_id, a.period, a.version, a.segment, a.covered_month, f.place - 1, -f.value)sql",
                      kAccrued, R"sql() figures
   GROUP BY employer_id, period, version, segment, month, figure HAVING sum(value) <> 0) differ)sql");
}

// Figures of periods in which all versions together are not what stands.
std::string PeriodsThatDiffer() {
  return absl::StrCat(R"sql(
SELECT count(*) FROM (
  SELECT FROM (
    SELECT r.employer_id, r.period, l.segment, m.month, f.figure, f.value
      FROM line l JOIN submission s USING (submission_no) JOIN run r ON r.run_no = s.run_no)sql",
                      kFigures, R"sql(
     WHERE l.standing = 1
    UNION ALL
    SELECT a.employer_id, a.period, a.segment, a.covered_month, f.place - 1, -f.value)sql",
                      kAccrued, R"sql() figures
   GROUP BY employer_id, period, segment, month, figure HAVING sum(value) <> 0) differ)sql");
}

constexpr char kDaysThatDiffer[] = R"sql(
SELECT count(*) FROM accrual a
  LEFT JOIN chunk_period USING (employer_id, period, version) LEFT JOIN chunk c USING (chunk_no)
 WHERE DATE '1970-01-01' + a.recorded_on
       IS DISTINCT FROM (c.recorded_at AT TIME ZONE INTERVAL '7 hours')::date
)sql";

}  // namespace

void AuditAccruals(const std::function<std::int64_t(const std::string&)>& count) {
  EXPECT_EQ(count(VersionsThatDiffer()), 0);
  EXPECT_EQ(count(PeriodsThatDiffer()), 0);
  EXPECT_EQ(count(kDaysThatDiffer), 0);
}

}  // namespace paritrana::compliance::testing
