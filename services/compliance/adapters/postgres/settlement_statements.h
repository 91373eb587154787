// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// The statements that settle lines after their posting, apart from the code that fills and reads
// them. Every look-up is by index.
namespace paritrana::compliance::settlement_sql {

inline constexpr std::string_view kNextChunk = "SELECT nextval('chunk_no')";

// Each period gets its next version, made by this chunk. $1 employer, $2 periods, $3 chunk.
inline constexpr std::string_view kRaiseVersions = R"sql(
WITH raised AS (
  INSERT INTO period AS p (employer_id, month, closed, version)
  SELECT $1, m, false, 1 FROM unnest($2::integer[]) AS m
  ON CONFLICT (employer_id, month) DO UPDATE SET version = p.version + 1
  RETURNING month, version)
INSERT INTO chunk_period (employer_id, period, version, chunk_no)
SELECT $1, month, version, $3 FROM raised
RETURNING period, version
)sql";

inline constexpr std::string_view kCopyEntries = R"sql(
COPY entry (chunk_no, ordinal, effect, cause, submission_no, line_no, pseudonym, shard, region,
            worker_kind, sponsor_kind)
FROM STDIN (FORMAT binary)
)sql";
inline constexpr int kEntryColumns = 11;

// $1 employer; by line: $2 submission, $3 line, $4 verdict, $5 findings, $6 standing, $7 reasons,
// $8 membership, $9 pseudonym, $10 shard, $11 region, $12 worker kind, $13 sponsor kind.
inline constexpr std::string_view kUpdateCounted = R"sql(
UPDATE line l
   SET employer_id = $1, verdict = u.verdict, findings = nullif(u.findings, ''),
       standing = u.standing, match_kind = 1, match_reasons = u.reasons,
       membership_no = u.membership_no, pseudonym = u.pseudonym, shard = u.shard,
       region = u.region, worker_kind = u.worker_kind, sponsor_kind = u.sponsor_kind,
       changed = true
  FROM unnest($2::bigint[], $3::bigint[], $4::smallint[], $5::text[], $6::smallint[],
              $7::integer[], $8::integer[], $9::bigint[], $10::integer[], $11::bigint[],
              $12::smallint[], $13::smallint[])
       AS u (submission_no, line_no, verdict, findings, standing, reasons, membership_no, pseudonym,
             shard, region, worker_kind, sponsor_kind)
 WHERE l.submission_no = u.submission_no AND l.line_no = u.line_no
)sql";

// A refused line holds its id no more. By line: $1 submission, $2 line, $3 findings.
inline constexpr std::string_view kUpdateRefused = R"sql(
UPDATE line l
   SET verdict = 4, findings = u.findings, run_no = NULL, employer_id = NULL
  FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS u (submission_no, line_no, findings)
 WHERE l.submission_no = u.submission_no AND l.line_no = u.line_no
)sql";

// Of lines that go on waiting. By line: $1 submission, $2 line, $3 findings, $4 kind of match, $5
// candidates.
inline constexpr std::string_view kUpdateWaiting = R"sql(
WITH told AS (
  UPDATE line l
     SET findings = u.findings, match_kind = u.match_kind
    FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::smallint[])
         AS u (submission_no, line_no, findings, match_kind)
   WHERE l.submission_no = u.submission_no AND l.line_no = u.line_no)
UPDATE waiting_line w
   SET candidates = nullif(u.candidates, '')
  FROM unnest($1::bigint[], $2::bigint[], $5::text[]) AS u (submission_no, line_no, candidates)
 WHERE w.submission_no = u.submission_no AND w.line_no = u.line_no
)sql";

// $1 employer; $2 merged workers, $3 who took over.
inline constexpr std::string_view kMoveNumbers = R"sql(
UPDATE payroll_number n
   SET pseudonym = m.owner
  FROM unnest($2::bigint[], $3::bigint[]) AS m (worker, owner)
 WHERE n.employer_id = $1 AND n.pseudonym = m.worker
)sql";

// $1 employer, $2 workers.
inline constexpr std::string_view kForgetTasks =
    "DELETE FROM settle_task WHERE employer_id = $1 AND pseudonym = ANY ($2::bigint[])";

// Of submissions whose lines cease to wait; the new facts follow after their old ones. $1 epoch; by
// submission: $2 submission, $3 accepted, $4 of them with warnings, $5 rejected, $6 rupiah, $7
// version of the period, $8 last sequences by shard as an array's text.
inline constexpr std::string_view kUpdateSubmissions = R"sql(
UPDATE submission s
   SET waiting = s.waiting - u.accepted - u.rejected, accepted = s.accepted + u.accepted,
       accepted_with_warnings = s.accepted_with_warnings + u.warned,
       rejected = s.rejected + u.rejected, accepted_rupiah = s.accepted_rupiah + u.rupiah,
       period_version = u.version,
       epoch = CASE WHEN u.accepted = 0 THEN s.epoch ELSE $1 END,
       sequences = CASE
         WHEN u.accepted = 0 THEN s.sequences
         WHEN s.epoch <> $1 THEN u.sequences::bigint[]
         ELSE (SELECT array_agg(greatest(coalesce(o.sequence, 0), coalesce(n.sequence, 0))
                                ORDER BY place)
                 FROM unnest(s.sequences) WITH ORDINALITY AS o (sequence, place)
                 FULL JOIN unnest(u.sequences::bigint[]) WITH ORDINALITY AS n (sequence, place)
                   USING (place))
       END
  FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
              $8::text[])
       AS u (submission_no, accepted, warned, rejected, rupiah, version, sequences)
 WHERE s.submission_no = u.submission_no
)sql";

// $1 chunk, $2 recorded.
inline constexpr std::string_view kInsertChunk =
    "INSERT INTO chunk (chunk_no, recorded_at) VALUES ($1, $2)";

// $1 the last one, or null.
inline constexpr std::string_view kNextPayer = R"sql(
SELECT employer_id FROM settle_task WHERE $1::bigint IS NULL OR employer_id > $1
 ORDER BY employer_id LIMIT 1
)sql";

// $1 now.
inline constexpr std::string_view kNextOverdue =
    "SELECT employer_id FROM waiting_line WHERE until <= $1 ORDER BY until LIMIT 1";

// $1 from, $2 to, $3 about how many.
inline constexpr std::string_view kFindYoung = R"sql(
SELECT w.employer_id, t.pseudonym, w.until
  FROM (SELECT * FROM waiting_line WHERE until > $1 AND until <= $2
         ORDER BY until FETCH FIRST $3 ROWS WITH TIES) AS w
  LEFT JOIN participant_token t ON t.token = w.token
)sql";

inline constexpr std::string_view kReadBacklog = R"sql(
SELECT (SELECT count(*) FROM waiting_line), count(*),
       coalesce(extract(epoch FROM now() - min(queued_at)), 0)::bigint
  FROM settle_task
)sql";

}  // namespace paritrana::compliance::settlement_sql
