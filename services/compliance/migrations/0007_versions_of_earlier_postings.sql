-- SPDX-License-Identifier: Apache-2.0
-- Gives the postings of before versions were kept a version each, in the order of their chunks, so that the changes
-- since version 0 add up to what the ledger holds. Versions that closing had made before come first, without a row.

INSERT INTO chunk_period (employer_id, period, version, chunk_no)
SELECT r.employer_id, r.period,
       coalesce(p.version, 0) + row_number() OVER (PARTITION BY r.employer_id, r.period ORDER BY c.chunk_no),
       c.chunk_no
  FROM chunk c
  JOIN submission s USING (submission_no)
  JOIN run r USING (run_no)
  LEFT JOIN period p ON p.employer_id = r.employer_id AND p.month = r.period
 WHERE EXISTS (SELECT FROM chunk_shard cs WHERE cs.chunk_no = c.chunk_no)
   AND NOT EXISTS (SELECT FROM chunk_period cp WHERE cp.chunk_no = c.chunk_no);

INSERT INTO period AS p (employer_id, month, version)
SELECT employer_id, period, max(version) FROM chunk_period GROUP BY employer_id, period
ON CONFLICT (employer_id, month) DO UPDATE SET version = greatest(p.version, excluded.version);

UPDATE submission s SET period_version = v.version
  FROM (SELECT c.submission_no, max(cp.version) AS version
          FROM chunk_period cp JOIN chunk c USING (chunk_no) GROUP BY c.submission_no) v
 WHERE s.submission_no = v.submission_no AND s.period_version = 0;
