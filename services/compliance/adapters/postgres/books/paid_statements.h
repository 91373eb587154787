// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// The statements that find what is paid for and state it, apart from the code that fills and reads
// them. Every look-up is by index.
namespace paritrana::compliance::paid_sql {

// $1 the least id wanted.
inline constexpr std::string_view kNextPayer = R"sql(
SELECT min(employer_id) FROM (
  (SELECT employer_id FROM accrual WHERE pending AND employer_id >= $1 ORDER BY employer_id LIMIT 1)
  UNION ALL
  (SELECT employer_id FROM charge WHERE pending AND employer_id >= $1 ORDER BY employer_id LIMIT 1)
  UNION ALL
  (SELECT employer_id FROM payer_account WHERE stated_version < version AND employer_id >= $1
    ORDER BY employer_id LIMIT 1)) AS next
)sql";

// Read before the sums: what is paid meanwhile makes a later version, and is looked at again.
inline constexpr std::string_view kReadAccount = R"sql(
SELECT e.kind, e.size_class, array_to_string(e.reliefs, ','), coalesce(a.version, 0)
  FROM employer e LEFT JOIN payer_account a USING (employer_id)
 WHERE e.employer_id = $1
)sql";

// What is owed and what payments are used for, by period and segment, with what was noted of it
// before and the period's version. $1 payer.
inline constexpr std::string_view kReadDues = R"sql(
WITH owed AS (
  SELECT period, segment, sum(lines)::bigint AS lines,
         sum(jkk_employer + jkk_employee)::bigint AS jkk,
         sum(jkm_employer + jkm_employee)::bigint AS jkm,
         sum(jht_employer + jht_employee)::bigint AS jht,
         sum(jp_employer + jp_employee)::bigint AS jp,
         sum(jkp_employer + jkp_employee)::bigint AS jkp
    FROM (SELECT period, segment, lines, jkk_employer, jkk_employee, jkm_employer, jkm_employee,
                 jht_employer, jht_employee, jp_employer, jp_employee, jkp_employer, jkp_employee
            FROM accrual WHERE employer_id = $1
          UNION ALL
          SELECT period, segment, lines, jkk_employer, jkk_employee, jkm_employer, jkm_employee,
                 jht_employer, jht_employee, jp_employer, jp_employee, jkp_employer, jkp_employee
            FROM charge WHERE employer_id = $1) AS both_kinds
   GROUP BY period, segment
), used AS (
  SELECT period, segment, sum(jkk)::bigint AS jkk, sum(jkm)::bigint AS jkm,
         sum(jht)::bigint AS jht, sum(jp)::bigint AS jp, sum(jkp)::bigint AS jkp
    FROM allocation WHERE employer_id = $1
   GROUP BY period, segment
)
SELECT o.period, o.segment, o.lines, o.jkk, o.jkm, o.jht, o.jp, o.jkp, coalesce(u.jkk, 0),
       coalesce(u.jkm, 0), coalesce(u.jht, 0), coalesce(u.jp, 0), coalesce(u.jkp, 0),
       coalesce(n.paid, false), coalesce(n.version, 0), coalesce(p.version, 0)
  FROM owed o
  LEFT JOIN used u USING (period, segment)
  LEFT JOIN paid_period n ON n.employer_id = $1 AND n.period = o.period AND n.segment = o.segment
  LEFT JOIN period p ON p.employer_id = $1 AND p.month = o.period
)sql";

// By period and segment: $2 period, $3 segment, $4 paid (1 or 0), $5 version. $1 payer.
inline constexpr std::string_view kNotePaid = R"sql(
INSERT INTO paid_period (employer_id, period, segment, paid, version)
SELECT $1, u.period, u.segment, u.paid = 1, u.version
  FROM unnest($2::integer[], $3::smallint[], $4::smallint[], $5::bigint[])
       AS u (period, segment, paid, version)
ON CONFLICT (employer_id, period, segment)
DO UPDATE SET paid = excluded.paid, version = excluded.version
)sql";

// A walk that is under way begins anew. $1 payer, $2 periods.
inline constexpr std::string_view kQueueWalks = R"sql(
INSERT INTO paid_task (employer_id, period, queued_at)
SELECT DISTINCT $1::bigint, u.period, now() FROM unnest($2::integer[]) AS u (period)
ON CONFLICT (employer_id, period) DO UPDATE SET last_submission_no = 0, last_line_no = 0
)sql";

// The same for those periods of which something is paid for: their lines have changed. $1 payer, $2
// periods.
inline constexpr std::string_view kQueuePaidPeriods = R"sql(
INSERT INTO paid_task (employer_id, period, queued_at)
SELECT DISTINCT p.employer_id, p.period, now()
  FROM paid_period p
 WHERE p.employer_id = $1 AND p.period = ANY ($2::integer[]) AND p.paid
ON CONFLICT (employer_id, period) DO UPDATE SET last_submission_no = 0, last_line_no = 0
)sql";

// $1 payer.
inline constexpr std::string_view kNoteDeclared = R"sql(
UPDATE missing_declaration m SET declared_on = greatest(m.missed_on, d.day)
  FROM (SELECT period, min(recorded_on) AS day FROM accrual
         WHERE employer_id = $1 AND lines > 0 GROUP BY period) AS d
 WHERE m.employer_id = $1 AND m.period = d.period AND m.declared_on IS NULL
)sql";

// A nil return declares. $1 payer, $2 period, $3 day.
inline constexpr std::string_view kNoteNilReturn = R"sql(
UPDATE missing_declaration SET declared_on = greatest(missed_on, $3)
 WHERE employer_id = $1 AND period = $2 AND declared_on IS NULL
)sql";

// $1 payer, $2 version that was looked at.
inline constexpr std::string_view kNoteStated = R"sql(
UPDATE payer_account SET stated_version = $2 WHERE employer_id = $1 AND stated_version < $2
)sql";

// $1 payer and $2 period to begin after.
inline constexpr std::string_view kNextWalk = R"sql(
SELECT employer_id, period FROM paid_task WHERE (employer_id, period) > ($1, $2)
 ORDER BY employer_id, period LIMIT 1
)sql";

// $1 payer, $2 period.
inline constexpr std::string_view kReadWalk = R"sql(
SELECT last_submission_no, last_line_no FROM paid_task WHERE employer_id = $1 AND period = $2
)sql";

// The next lines that count or once did, in order, with what was last stated of them: entries of a
// line are few, and "+ 0" keeps them from being sought backwards through all entries. $1 payer, $2
// period, $3 submission and $4 line to begin after, $5 how many.
inline constexpr std::string_view kReadLines = R"sql(
WITH page AS MATERIALIZED (
  SELECT l.submission_no, l.line_no, l.standing, l.segment, l.covered_from, l.covered_to, l.amount,
         l.pseudonym, l.region, l.worker_kind, l.sponsor_kind
    FROM (SELECT s.submission_no
            FROM run r JOIN submission s USING (run_no)
           WHERE r.employer_id = $1 AND r.period = $2 AND s.submission_no >= $3
           ORDER BY s.submission_no) AS s
   CROSS JOIN LATERAL (
         SELECT *
           FROM line
          WHERE line.submission_no = s.submission_no AND line.standing IS NOT NULL
            AND line.line_no > CASE WHEN s.submission_no = $3 THEN $4 ELSE 0 END
          ORDER BY line.line_no LIMIT $5) AS l
   ORDER BY l.submission_no, l.line_no LIMIT $5)
SELECT page.*, coalesce(n.paid, false), e.effect, e.pseudonym, e.region, e.worker_kind,
       e.sponsor_kind
  FROM page
  LEFT JOIN paid_period n
         ON n.employer_id = $1 AND n.period = $2 AND n.segment = page.segment
  LEFT JOIN LATERAL (
       SELECT * FROM entry
        WHERE entry.submission_no = page.submission_no AND entry.line_no = page.line_no
          AND entry.basis = 2
        ORDER BY entry.chunk_no + 0 DESC, entry.ordinal DESC LIMIT 1) AS e ON true
 ORDER BY page.submission_no, page.line_no
)sql";

inline constexpr std::string_view kCopyEntries = R"sql(
COPY entry (chunk_no, ordinal, effect, cause, submission_no, line_no, pseudonym, shard, region,
            worker_kind, sponsor_kind, basis)
FROM STDIN (FORMAT binary)
)sql";
inline constexpr int kEntryColumns = 12;

// $1 payer, $2 period, $3 submission, $4 line.
inline constexpr std::string_view kMoveWalk = R"sql(
UPDATE paid_task SET last_submission_no = $3, last_line_no = $4
 WHERE employer_id = $1 AND period = $2
)sql";
inline constexpr std::string_view kEndWalk =
    "DELETE FROM paid_task WHERE employer_id = $1 AND period = $2";

}  // namespace paritrana::compliance::paid_sql
