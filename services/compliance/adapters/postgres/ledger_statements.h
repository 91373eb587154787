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

// $1 employer, $2 period, $3 run, $4 submission. Always one row.
inline constexpr std::string_view kReadSubmission = R"sql(
SELECT coalesce((SELECT p.closed FROM period p WHERE p.employer_id = $1 AND p.month = $2), false),
       nextval('chunk_no'), r.run_no, s.submission_no, s.opened_at, s.sealed_at, s.lines, s.accepted,
       s.accepted_with_warnings, s.waiting, s.rejected, s.accepted_rupiah, s.masked_digest, s.epoch,
       s.sequences
  FROM (SELECT) one
  LEFT JOIN run r ON r.employer_id = $1 AND r.period = $2 AND r.run = $3
  LEFT JOIN submission s ON s.run_no = r.run_no AND s.submission = $4
)sql";

// $1 employer, $2 period, $3 run, $4 submission, $5 first and $6 last line.
inline constexpr std::string_view kReadStoredLines = R"sql(
SELECT line_no, line_id, verdict, findings, content_hash
  FROM line
 WHERE submission_no = (SELECT s.submission_no FROM submission s JOIN run r USING (run_no)
                         WHERE r.employer_id = $1 AND r.period = $2 AND r.run = $3
                           AND s.submission = $4)
   AND line_no BETWEEN $5 AND $6
 ORDER BY line_no
)sql";

// What is known of each line: its worker, the worker's memberships with the payer (one row each),
// and the counted lines it collides with. $1 token, $2 segment, $3 first and $4 last month, $5 hash
// of the line id, $6 line id (all by line), $7 employer, $8 period, $9 run.
inline constexpr std::string_view kReadFacts = R"sql(
SELECT w.n, t.pseudonym, m.membership_no, m.segment, m.worker_kind, m.sponsor_kind, m.start_day,
       m.end_day, m.workplace_region, m.registration_region,
       same_id.submission, same_id.line_no, same_months.submission, same_months.line_no
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
    SELECT s.submission, l.line_no FROM line l JOIN submission s USING (submission_no)
     WHERE l.employer_id = $7 AND l.pseudonym = t.pseudonym AND l.covered_to >= w.first_month
       AND l.covered_from <= w.last_month AND l.segment = w.segment AND l.standing = 1
     LIMIT 1) same_months ON true
)sql";

// $1 employer, $2 period, $3 run.
inline constexpr std::string_view kInsertRun =
    "INSERT INTO run (employer_id, period, run) VALUES ($1, $2, $3) RETURNING run_no";

// $1 run, $2 submission, $3 opened.
inline constexpr std::string_view kInsertSubmission = R"sql(
INSERT INTO submission (run_no, submission, opened_at, lines, accepted, accepted_with_warnings,
                        waiting, rejected, accepted_rupiah, masked_digest, epoch, sequences)
VALUES ($1, $2, $3, 0, 0, 0, 0, 0, 0, '', 0, '{}') RETURNING submission_no
)sql";

inline constexpr std::string_view kCopyLines = R"sql(
COPY line (submission_no, line_no, chunk_no, verdict, line_id, findings, content_hash,
           covered_from, covered_to, segment, amount, wage,
           run_no, line_key, employer_id, pseudonym, shard, region, worker_kind, sponsor_kind,
           standing, jkk_employer, jkk_employee, jkm_employer, jkm_employee, jht_employer, jht_employee,
           jp_employer, jp_employee, jkp_employer, jkp_employee)
FROM STDIN (FORMAT binary)
)sql";
inline constexpr int kCopyColumns = 31;

// $1 chunk, $2 submission, $3 first and $4 last line, $5 recorded.
inline constexpr std::string_view kInsertChunk =
    "INSERT INTO chunk (chunk_no, submission_no, first_line_no, last_line_no, recorded_at) "
    "VALUES ($1, $2, $3, $4, $5)";

// $1 chunk, $2 epoch, $3 shards, $4 sequences.
inline constexpr std::string_view kInsertChunkShards =
    "INSERT INTO chunk_shard (chunk_no, epoch, shard, sequence) "
    "SELECT $1, $2, * FROM unnest($3::integer[], $4::bigint[])";

// $1 submission, $2 sealed, $3 lines, $4 accepted, $5 warned, $6 waiting, $7 rejected, $8 rupiah,
// $9 digest, $10 epoch, $11 sequences.
inline constexpr std::string_view kUpdateSubmission = R"sql(
UPDATE submission
   SET sealed_at = $2, lines = $3, accepted = $4, accepted_with_warnings = $5, waiting = $6,
       rejected = $7, accepted_rupiah = $8, masked_digest = $9, epoch = $10, sequences = $11
 WHERE submission_no = $1
)sql";

}  // namespace paritrana::compliance::ledger_sql
