// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// The statements with which transactions hold a payer and write the ledger, apart from the code
// that fills them. Those that read: ledger_read_statements.h.
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
// The same for several, in the order given. $1 employers.
inline constexpr std::string_view kLockPayers =
    "SELECT pg_advisory_xact_lock(p) FROM unnest($1::bigint[]) AS p";

// Runs of different payers. By run: $1 employer, $2 period, $3 run, $4 kind, $5 run it replaces (0:
// none).
inline constexpr std::string_view kInsertRuns = R"sql(
INSERT INTO run (employer_id, period, run, kind, replaces)
SELECT r.employer_id, r.period, r.run, r.kind, nullif(r.replaces, 0)
  FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::smallint[], $5::bigint[])
       AS r (employer_id, period, run, kind, replaces)
RETURNING employer_id, run_no
)sql";

// Submissions of different runs. By submission: $1 employer, $2 period, $3 run, $4 submission, $5
// opened.
inline constexpr std::string_view kInsertSubmissions = R"sql(
INSERT INTO submission (run_no, submission, opened_at, lines, accepted, accepted_with_warnings,
                        waiting, rejected, accepted_rupiah, masked_digest, epoch, sequences)
SELECT r.run_no, s.submission, 'epoch'::timestamptz + s.opened * interval '1 microsecond', 0, 0, 0,
       0, 0, 0, '', 0, '{}'
  FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::bigint[])
       AS s (employer_id, period, run, submission, opened)
  JOIN run r USING (employer_id, period, run)
RETURNING run_no, submission_no
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

// By chunk: $1 chunk, $2 submission, $3 first and $4 last line (0: none), $5 recorded in
// microseconds.
inline constexpr std::string_view kInsertChunks = R"sql(
INSERT INTO chunk (chunk_no, submission_no, first_line_no, last_line_no, recorded_at)
SELECT c.chunk_no, c.submission_no, nullif(c.first, 0), nullif(c.last, 0),
       'epoch'::timestamptz + c.recorded * interval '1 microsecond'
  FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
       AS c (chunk_no, submission_no, first, last, recorded)
)sql";

// $1 epoch; by fact: $2 chunk, $3 shard, $4 sequence.
inline constexpr std::string_view kInsertChunkShards =
    "INSERT INTO chunk_shard (epoch, chunk_no, shard, sequence) "
    "SELECT $1, * FROM unnest($2::bigint[], $3::integer[], $4::bigint[])";

// The payers are held, so the versions were read and are known. By period: $1 employer, $2 period,
// $3 version, $4 the chunk that makes it.
inline constexpr std::string_view kAdvancePeriods = R"sql(
WITH made AS (
  INSERT INTO chunk_period (employer_id, period, version, chunk_no)
  SELECT * FROM unnest($1::bigint[], $2::integer[], $3::bigint[], $4::bigint[]))
INSERT INTO period (employer_id, month, version)
SELECT * FROM unnest($1::bigint[], $2::integer[], $3::bigint[])
ON CONFLICT (employer_id, month) DO UPDATE SET version = excluded.version
)sql";

// What versions of periods change in what is declared. By row: $1 employer, $2 period, $3 version,
// $4 segment, $5 covered month, $6 day, $7 lines, $8 to $17 shares by programme.
inline constexpr std::string_view kInsertAccruals = R"sql(
INSERT INTO accrual (employer_id, period, version, segment, covered_month, recorded_on, lines,
                     jkk_employer, jkk_employee, jkm_employer, jkm_employee, jht_employer,
                     jht_employee, jp_employer, jp_employee, jkp_employer, jkp_employee)
SELECT * FROM unnest($1::bigint[], $2::integer[], $3::bigint[], $4::smallint[], $5::integer[],
                     $6::integer[], $7::integer[], $8::bigint[], $9::bigint[], $10::bigint[],
                     $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[],
                     $16::bigint[], $17::bigint[])
)sql";

// $1 run replaced, $2 by which.
inline constexpr std::string_view kReplaceRun =
    "UPDATE run SET replaced_by = $2 WHERE run_no = $1 AND replaced_by IS NULL";

// By submission: $1 submission, $2 sealed in microseconds (0: not), $3 lines, $4 accepted, $5
// warned, $6 waiting, $7 rejected, $8 rupiah, $9 digest, $10 epoch, $11 sequences as an array's
// text, $12 deletions, $13 version of the period.
inline constexpr std::string_view kUpdateSubmissions = R"sql(
UPDATE submission s
   SET sealed_at = 'epoch'::timestamptz + nullif(u.sealed, 0) * interval '1 microsecond',
       lines = u.lines, accepted = u.accepted, accepted_with_warnings = u.warned,
       waiting = u.waiting, rejected = u.rejected, accepted_rupiah = u.rupiah,
       masked_digest = u.digest, epoch = u.epoch, sequences = u.sequences::bigint[],
       deletions = u.deletions, period_version = u.version
  FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
              $7::bigint[], $8::bigint[], $9::bytea[], $10::integer[], $11::text[], $12::bigint[],
              $13::bigint[])
       AS u (submission_no, sealed, lines, accepted, warned, waiting, rejected, rupiah, digest,
             epoch, sequences, deletions, version)
 WHERE s.submission_no = u.submission_no
)sql";

}  // namespace paritrana::compliance::ledger_sql
