// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// The statements of one ledger transaction, apart from the code that fills and reads them.
namespace paritrana::compliance::ledger_sql {

// The tables grow from empty to tens of millions of rows under the same prepared statements. Every
// look-up here is by index and never in bulk, so the planner is told so for this transaction: a
// plan made while a table was small must not scan it when it is large.
inline constexpr std::string_view kPlanByIndex = R"sql(
SELECT set_config('plan_cache_mode', 'force_generic_plan', true),
       set_config('enable_seqscan', 'off', true),
       set_config('enable_hashjoin', 'off', true),
       set_config('enable_mergejoin', 'off', true)
)sql";

// One transaction at a time for each payer, across processes.
inline constexpr std::string_view kLockPayer = "SELECT pg_advisory_xact_lock($1)";

// $1 employer, $2 period, $3 run, $4 submission, $5 run that is replaced, $6 whether to look for
// lines that count in the period. Always one row.
inline constexpr std::string_view kReadSubmission = R"sql(
SELECT coalesce(p.closed, false), nextval('chunk_no'), r.run_no, s.submission_no, s.opened_at,
       s.sealed_at, s.lines, s.accepted, s.accepted_with_warnings, s.waiting, s.rejected,
       s.accepted_rupiah, s.masked_digest, s.epoch, s.sequences, s.deletions, s.period_version,
       coalesce(p.version, 0), r.kind, r.replaces, r.replaced_by, other.replaced_by,
       asked.run_no, asked.kind, asked.replaced_by,
       coalesce(e.kind, 0), coalesce(e.size_class, 0), coalesce(e.jkk_class, 0),
       coalesce(array_to_string(e.reliefs, ' '), ''),
       $6 AND EXISTS (SELECT 1 FROM run any_run JOIN line l USING (run_no)
                       WHERE any_run.employer_id = $1 AND any_run.period = $2 AND l.standing = 1)
  FROM (SELECT) one
  LEFT JOIN period p ON p.employer_id = $1 AND p.month = $2
  LEFT JOIN employer e ON e.employer_id = $1
  LEFT JOIN run r ON r.employer_id = $1 AND r.period = $2 AND r.run = $3
  LEFT JOIN run other ON other.run_no = r.replaces
  LEFT JOIN run asked ON asked.employer_id = $1 AND asked.period = $2 AND asked.run = $5
  LEFT JOIN submission s ON s.run_no = r.run_no AND s.submission = $4
)sql";

// $1 employer, $2 period, $3 run, $4 submission, $5 first and $6 last line.
inline constexpr std::string_view kReadStoredLines = R"sql(
SELECT line_no, line_id, verdict, findings, content_hash, match_kind, match_reasons, membership_no,
       (SELECT w.candidates FROM waiting_line w
         WHERE verdict = 3 AND w.submission_no = line.submission_no AND w.line_no = line.line_no)
  FROM line
 WHERE submission_no = (SELECT s.submission_no FROM submission s JOIN run r USING (run_no)
                         WHERE r.employer_id = $1 AND r.period = $2 AND r.run = $3
                           AND s.submission = $4)
   AND line_no BETWEEN $5 AND $6
 ORDER BY line_no
)sql";

// What is known of each line: its worker, the worker's memberships with the payer, and the lines
// that count and cover one of its months: one row for each pair of these. $1 token, $2 segment, $3
// first and $4 last month, $5 hash of the line id, $6 line id (all by line), $7 employer, $8
// period, $9 run.
inline constexpr std::string_view kReadFacts = R"sql(
SELECT w.n, t.pseudonym, m.membership_no, m.segment, m.worker_kind, m.sponsor_kind, m.start_day,
       m.end_day, m.workplace_region, m.registration_region,
       same_id.submission, same_id.line_no, other.*
  FROM unnest($1::uuid[], $2::smallint[], $3::integer[], $4::integer[], $5::bigint[], $6::text[])
       WITH ORDINALITY AS w (token, segment, first_month, last_month, line_key, line_id, n)
  LEFT JOIN participant_token t ON t.token = w.token
  LEFT JOIN membership m ON m.pseudonym = t.pseudonym AND m.employer_id = $7
        AND m.segment = w.segment
  LEFT JOIN LATERAL (
    SELECT s.submission, l.line_no FROM line l JOIN submission s USING (submission_no)
     WHERE l.run_no = (SELECT r.run_no FROM run r
                        WHERE r.employer_id = $7 AND r.period = $8 AND r.run = $9)
       AND l.line_key = w.line_key AND l.line_id = w.line_id
     LIMIT 1) same_id ON true
  LEFT JOIN LATERAL (
    SELECT l.submission_no, l.line_no, s.submission, l.run_no, r.kind, l.verdict, l.action,
           l.standing, l.pseudonym, l.region, l.covered_from, l.covered_to, l.segment,
           l.worker_kind, l.sponsor_kind, l.amount, l.membership_no, NULL::uuid
      FROM line l JOIN submission s USING (submission_no) JOIN run r ON r.run_no = l.run_no
     WHERE l.employer_id = $7 AND l.pseudonym = t.pseudonym AND l.covered_to >= w.first_month
       AND l.covered_from <= w.last_month AND l.segment = w.segment AND l.standing = 1) other
    ON true
)sql";

// The lines that new ones name: those that hold their id, else one that was refused. $1 place of
// the new line, $2 run, $3 hash of the line id, $4 line id (all by line), $5 employer, $6 period.
inline constexpr std::string_view kReadPrevious = R"sql(
SELECT w.n, l.submission_no, l.line_no, l.submission, r.run_no, r.kind, l.verdict, l.action,
       l.standing, l.pseudonym, l.region, l.covered_from, l.covered_to, l.segment, l.worker_kind,
       l.sponsor_kind, l.amount, l.membership_no, l.token, refused.line_no
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
// used one. $1 place of the line, $2 number, $3 token, $4 segment (all by line), $5 employer.
inline constexpr std::string_view kReadNumbers = R"sql(
SELECT w.n, p.pseudonym, m.membership_no, m.segment, m.worker_kind, m.sponsor_kind, m.start_day,
       m.end_day, m.workplace_region, m.registration_region,
       EXISTS (SELECT 1 FROM participant_token t JOIN payroll_number own USING (pseudonym)
                WHERE t.token = w.token AND own.employer_id = $5)
  FROM unnest($1::bigint[], $2::text[], $3::uuid[], $4::smallint[])
       AS w (n, payroll_number, token, segment)
  LEFT JOIN payroll_number p ON p.employer_id = $5 AND p.payroll_number = w.payroll_number
  LEFT JOIN membership m ON m.pseudonym = p.pseudonym AND m.employer_id = $5
        AND m.segment = w.segment
)sql";

// Lines of a run that count or wait, in order of the index. $1 run, $2 hash of the last line id
// before, $3 rows.
inline constexpr std::string_view kReadLive = R"sql(
SELECT l.line_key, l.submission_no, l.line_no, s.submission, l.run_no, r.kind, l.verdict, l.action,
       l.standing, l.pseudonym, l.region, l.covered_from, l.covered_to, l.segment, l.worker_kind,
       l.sponsor_kind, l.amount, l.membership_no, NULL::uuid
  FROM line l JOIN submission s USING (submission_no) JOIN run r ON r.run_no = l.run_no
 WHERE l.run_no = $1 AND l.line_key >= $2
   AND (l.standing = 1 OR l.verdict = 3 AND l.standing IS NULL)
 ORDER BY l.line_key, l.submission_no, l.line_no LIMIT $3
)sql";

// $1 employer, $2 period, $3 run, $4 kind, $5 run it replaces.
inline constexpr std::string_view kInsertRun =
    "INSERT INTO run (employer_id, period, run, kind, replaces) VALUES ($1, $2, $3, $4, $5) "
    "RETURNING run_no";

// $1 run, $2 submission, $3 opened.
inline constexpr std::string_view kInsertSubmission = R"sql(
INSERT INTO submission (run_no, submission, opened_at, lines, accepted, accepted_with_warnings,
                        waiting, rejected, accepted_rupiah, masked_digest, epoch, sequences)
VALUES ($1, $2, $3, 0, 0, 0, 0, 0, 0, '', 0, '{}') RETURNING submission_no
)sql";

inline constexpr std::string_view kCopyLines = R"sql(
COPY line (submission_no, line_no, chunk_no, verdict, line_id, findings, content_hash, line_key,
           action, match_kind, match_reasons, membership_no, payroll_number,
           previous_submission_no, previous_line_no,
           covered_from, covered_to, segment, amount, wage,
           run_no, employer_id, pseudonym, shard, region, worker_kind, sponsor_kind, standing,
           changed, jkk_employer, jkk_employee, jkm_employer, jkm_employee, jht_employer,
           jht_employee, jp_employer, jp_employee, jkp_employer, jkp_employee)
FROM STDIN (FORMAT binary)
)sql";
inline constexpr int kCopyColumns = 39;

// Keeps how lines were posted before they change for the first time. The cause is read off the
// line: it took a corrected line's place, a replaced one's, or none. $1 submissions, $2 lines.
inline constexpr std::string_view kJournalPostings = R"sql(
INSERT INTO entry (chunk_no, ordinal, effect, cause, submission_no, line_no, pseudonym, shard,
                   region, worker_kind, sponsor_kind)
SELECT l.chunk_no, l.line_no, 1,
       CASE WHEN l.action = 2 THEN 2 WHEN l.previous_line_no IS NOT NULL THEN 4 ELSE 1 END,
       l.submission_no, l.line_no, l.pseudonym, l.shard, l.region, l.worker_kind, l.sponsor_kind
  FROM unnest($1::bigint[], $2::bigint[]) AS w (submission_no, line_no)
  JOIN line l USING (submission_no, line_no)
 WHERE l.standing = 1 AND NOT l.changed
)sql";

// Takes lines that count back. $1 chunk, $2 submissions, $3 lines, $4 ordinals, $5 causes.
inline constexpr std::string_view kJournalRetracts = R"sql(
INSERT INTO entry (chunk_no, ordinal, effect, cause, submission_no, line_no, pseudonym, shard,
                   region, worker_kind, sponsor_kind)
SELECT $1, w.ordinal, 2, w.cause, l.submission_no, l.line_no, l.pseudonym, l.shard, l.region,
       l.worker_kind, l.sponsor_kind
  FROM unnest($2::bigint[], $3::bigint[], $4::integer[], $5::smallint[])
       AS w (submission_no, line_no, ordinal, cause)
  JOIN line l USING (submission_no, line_no)
 WHERE l.standing = 1
)sql";

// $1 submissions, $2 lines, $3 standings.
inline constexpr std::string_view kEndLive = R"sql(
UPDATE line l SET standing = w.standing, changed = true
  FROM unnest($1::bigint[], $2::bigint[], $3::smallint[]) AS w (submission_no, line_no, standing)
 WHERE l.submission_no = w.submission_no AND l.line_no = w.line_no AND l.standing = 1
)sql";

// Lines that waited are refused when they are taken back; they keep their id. $1 submissions,
// $2 lines, $3 standings, $4 findings.
inline constexpr std::string_view kEndWaiting = R"sql(
UPDATE line l SET standing = w.standing, verdict = 4, findings = w.findings
  FROM unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::text[])
       AS w (submission_no, line_no, standing, findings)
 WHERE l.submission_no = w.submission_no AND l.line_no = w.line_no AND l.verdict = 3
   AND l.standing IS NULL
)sql";

// $1 submissions, $2 lines.
inline constexpr std::string_view kForgetWaiting = R"sql(
DELETE FROM waiting_line wl
 USING unnest($1::bigint[], $2::bigint[]) AS w (submission_no, line_no)
 WHERE wl.submission_no = w.submission_no AND wl.line_no = w.line_no
)sql";

// Counts lines that waited and were taken back as refused in their submissions, except the one at
// hand, which is written as a whole. $1 submissions (one for each line), $2 the one at hand.
inline constexpr std::string_view kCountWithdrawn = R"sql(
UPDATE submission s SET waiting = s.waiting - w.lines, rejected = s.rejected + w.lines
  FROM (SELECT u.submission_no, count(*) AS lines FROM unnest($1::bigint[]) AS u (submission_no)
         GROUP BY u.submission_no) w
 WHERE s.submission_no = w.submission_no AND s.submission_no <> $2
)sql";

// $1 submission, $2 lines, $3 employer, $4 tokens, $5 candidates ('' for none), $6 since, $7 until.
inline constexpr std::string_view kInsertWaiting = R"sql(
INSERT INTO waiting_line (submission_no, line_no, employer_id, token, candidates, since, until)
SELECT $1, w.line_no, $3, w.token, nullif(w.candidates, ''), $6, $7
  FROM unnest($2::bigint[], $4::uuid[], $5::text[]) AS w (line_no, token, candidates)
)sql";

// $1 employer, $2 numbers (each once), $3 pseudonyms.
inline constexpr std::string_view kKeepNumbers = R"sql(
INSERT INTO payroll_number (employer_id, payroll_number, pseudonym)
SELECT $1, * FROM unnest($2::text[], $3::bigint[])
ON CONFLICT (employer_id, payroll_number) DO UPDATE SET pseudonym = excluded.pseudonym
)sql";

// $1 chunk, $2 submission, $3 first and $4 last line, $5 recorded.
inline constexpr std::string_view kInsertChunk =
    "INSERT INTO chunk (chunk_no, submission_no, first_line_no, last_line_no, recorded_at) "
    "VALUES ($1, $2, $3, $4, $5)";

// $1 chunk, $2 epoch, $3 shards, $4 sequences.
inline constexpr std::string_view kInsertChunkShards =
    "INSERT INTO chunk_shard (chunk_no, epoch, shard, sequence) "
    "SELECT $1, $2, * FROM unnest($3::integer[], $4::bigint[])";

// The payer is held, so the version was read and is known. $1 employer, $2 period, $3 version.
inline constexpr std::string_view kAdvancePeriod = R"sql(
INSERT INTO period (employer_id, month, version) VALUES ($1, $2, $3)
ON CONFLICT (employer_id, month) DO UPDATE SET version = excluded.version
)sql";

// $1 employer, $2 period, $3 version, $4 chunk.
inline constexpr std::string_view kInsertChunkPeriod =
    "INSERT INTO chunk_period (employer_id, period, version, chunk_no) VALUES ($1, $2, $3, $4)";

// $1 run replaced, $2 by which.
inline constexpr std::string_view kReplaceRun =
    "UPDATE run SET replaced_by = $2 WHERE run_no = $1 AND replaced_by IS NULL";

// $1 submission, $2 sealed, $3 lines, $4 accepted, $5 warned, $6 waiting, $7 rejected, $8 rupiah,
// $9 digest, $10 epoch, $11 sequences, $12 deletions, $13 version of the period.
inline constexpr std::string_view kUpdateSubmission = R"sql(
UPDATE submission
   SET sealed_at = $2, lines = $3, accepted = $4, accepted_with_warnings = $5, waiting = $6,
       rejected = $7, accepted_rupiah = $8, masked_digest = $9, epoch = $10, sequences = $11,
       deletions = $12, period_version = $13
 WHERE submission_no = $1
)sql";

}  // namespace paritrana::compliance::ledger_sql
