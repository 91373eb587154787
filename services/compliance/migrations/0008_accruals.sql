-- SPDX-License-Identifier: Apache-2.0
-- What was declared, as money by covered month: the input of every payer's account. Each transaction that changes what
-- counts in a period writes what it changed, so that the sum over the versions is what stands.

CREATE TABLE accrual (
  employer_id   bigint   NOT NULL,
  period        integer  NOT NULL,
  version       bigint   NOT NULL,
  segment       smallint NOT NULL,
  covered_month integer  NOT NULL,
  recorded_on   integer  NOT NULL,
  lines         integer  NOT NULL,
  jkk_employer  bigint   NOT NULL,
  jkk_employee  bigint   NOT NULL,
  jkm_employer  bigint   NOT NULL,
  jkm_employee  bigint   NOT NULL,
  jht_employer  bigint   NOT NULL,
  jht_employee  bigint   NOT NULL,
  jp_employer   bigint   NOT NULL,
  jp_employee   bigint   NOT NULL,
  jkp_employer  bigint   NOT NULL DEFAULT 0,
  jkp_employee  bigint   NOT NULL DEFAULT 0,
  pending       boolean  NOT NULL DEFAULT true,
  PRIMARY KEY (employer_id, period, version, segment, covered_month)
);
CREATE INDEX accrual_pending ON accrual (employer_id) WHERE pending;
COMMENT ON COLUMN accrual.recorded_on IS
  'Day in WIB on which the version was made, in days since 1970-01-01: from then on it is part of an answer as of a day.';
COMMENT ON COLUMN accrual.lines IS
  'Change in the number of lines that count and cover the month. Like all of a row''s figures it may be negative.';
COMMENT ON COLUMN accrual.jkp_employer IS
  'JKP takes nothing from payers; here stands what was declared for it all the same, so that no declared rupiah is lost.';
COMMENT ON COLUMN accrual.pending IS 'Not yet in the payer''s account.';

-- Ledgers of before. An amount over several months is divided evenly, with the remainder in the first month; one of PMI
-- (segment 4) stays whole in its first month. Posting follows the same rule in code (domain/dues/accrual.h).
CREATE FUNCTION share_of_month(amount bigint, months integer, is_first boolean, segment smallint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN amount IS NULL THEN 0
              WHEN segment = 4 THEN CASE WHEN is_first THEN amount ELSE 0 END
              ELSE amount / months + CASE WHEN is_first THEN amount % months ELSE 0 END END
$$;

WITH effect AS (
  SELECT chunk_no, 1 AS sign, submission_no, line_no FROM line WHERE standing = 1 AND NOT changed
  UNION ALL
  SELECT chunk_no, CASE effect WHEN 1 THEN 1 ELSE -1 END, submission_no, line_no FROM entry
), part AS (
  SELECT cp.employer_id, cp.period, cp.version, l.segment, m.month AS covered_month,
         (c.recorded_at AT TIME ZONE INTERVAL '7 hours')::date - DATE '1970-01-01' AS recorded_on, e.sign,
         l.covered_to - l.covered_from + 1 AS months, m.month = l.covered_from AS is_first, l.jkk_employer,
         l.jkk_employee, l.jkm_employer, l.jkm_employee, l.jht_employer, l.jht_employee, l.jp_employer, l.jp_employee,
         l.jkp_employer, l.jkp_employee
    FROM effect e
    JOIN line l USING (submission_no, line_no)
    JOIN submission s USING (submission_no)
    JOIN run r ON r.run_no = s.run_no
    JOIN chunk_period cp ON cp.chunk_no = e.chunk_no AND cp.employer_id = r.employer_id AND cp.period = r.period
    JOIN chunk c ON c.chunk_no = e.chunk_no
   CROSS JOIN LATERAL generate_series(l.covered_from, l.covered_to) AS m (month)
), change AS (
  SELECT employer_id, period, version, segment, covered_month, recorded_on, sum(sign) AS lines,
         sum(sign * share_of_month(jkk_employer, months, is_first, segment)) AS jkk_employer,
         sum(sign * share_of_month(jkk_employee, months, is_first, segment)) AS jkk_employee,
         sum(sign * share_of_month(jkm_employer, months, is_first, segment)) AS jkm_employer,
         sum(sign * share_of_month(jkm_employee, months, is_first, segment)) AS jkm_employee,
         sum(sign * share_of_month(jht_employer, months, is_first, segment)) AS jht_employer,
         sum(sign * share_of_month(jht_employee, months, is_first, segment)) AS jht_employee,
         sum(sign * share_of_month(jp_employer, months, is_first, segment)) AS jp_employer,
         sum(sign * share_of_month(jp_employee, months, is_first, segment)) AS jp_employee,
         sum(sign * share_of_month(jkp_employer, months, is_first, segment)) AS jkp_employer,
         sum(sign * share_of_month(jkp_employee, months, is_first, segment)) AS jkp_employee
    FROM part
   GROUP BY employer_id, period, version, segment, covered_month, recorded_on
)
INSERT INTO accrual (employer_id, period, version, segment, covered_month, recorded_on, lines, jkk_employer,
                     jkk_employee, jkm_employer, jkm_employee, jht_employer, jht_employee, jp_employer, jp_employee,
                     jkp_employer, jkp_employee)
SELECT * FROM change
 WHERE (lines, jkk_employer, jkk_employee, jkm_employer, jkm_employee, jht_employer, jht_employee, jp_employer,
        jp_employee, jkp_employer, jkp_employee) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

DROP FUNCTION share_of_month;
