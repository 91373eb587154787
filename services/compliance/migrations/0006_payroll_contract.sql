-- SPDX-License-Identifier: Apache-2.0
-- Corrections, replacements, waiting lines and versions. Table `line` says how each line stands now; table `entry`
-- is the journal of everything that happened to a line after its posting, and with `line` makes every fact again.

ALTER TABLE period ALTER COLUMN closed SET DEFAULT false;
COMMENT ON TABLE period IS 'Periods that were ever posted to or closed; all others are open, at version 0.';
COMMENT ON COLUMN period.version IS 'Grows by one with each committed change of what the period holds.';

ALTER TABLE run
  ADD COLUMN kind        smallint NOT NULL DEFAULT 1,
  ADD COLUMN replaces    bigint REFERENCES run,
  ADD COLUMN replaced_by bigint REFERENCES run;

ALTER TABLE submission
  ADD COLUMN deletions      bigint NOT NULL DEFAULT 0,
  ADD COLUMN period_version bigint NOT NULL DEFAULT 0;

-- A chunk is one transaction: lines of one submission, or changes that were settled later.
ALTER TABLE chunk
  ALTER COLUMN submission_no DROP NOT NULL,
  ALTER COLUMN first_line_no DROP NOT NULL,
  ALTER COLUMN last_line_no  DROP NOT NULL;

-- Which version of a period a chunk made; a chunk settled later may change several periods.
CREATE TABLE chunk_period (
  employer_id bigint  NOT NULL,
  period      integer NOT NULL,
  version     bigint  NOT NULL,
  chunk_no    bigint  NOT NULL,
  PRIMARY KEY (employer_id, period, version)
);

ALTER TABLE line
  ADD COLUMN action         smallint NOT NULL DEFAULT 1,
  ADD COLUMN standing       smallint,
  ADD COLUMN changed        boolean  NOT NULL DEFAULT false,
  ADD COLUMN match_kind     smallint,
  ADD COLUMN match_reasons  integer,
  ADD COLUMN membership_no  integer,
  ADD COLUMN payroll_number text,
  ADD COLUMN previous_submission_no bigint,
  ADD COLUMN previous_line_no       bigint;
UPDATE line SET standing = 1 WHERE pseudonym IS NOT NULL;
COMMENT ON COLUMN line.standing IS '1 counts, 2 corrected, 3 deleted, 4 replaced; null: never counted, or waits.';
COMMENT ON COLUMN line.match_reasons IS 'Bit set by number of paritrana.common.v1.MatchReason.';
COMMENT ON COLUMN line.changed IS
  'The line no longer stands as it was posted: the fact of its chunk is made from table entry, not from here.';
-- A correction may name a line that was refused, which holds no id.
CREATE INDEX line_refused_by_id ON line (line_key, submission_no) WHERE verdict = 4;
DROP INDEX line_by_worker;
CREATE INDEX line_by_worker ON line (employer_id, pseudonym, covered_to) WHERE standing = 1;

-- The journal: one row for each effect that is not simply "line posted". When a line first changes, its posting is
-- copied here (with its chunk and its line number as ordinal), so that facts are made again byte for byte.
-- In a fact, rows of a chunk stand in order of ordinal: what a posting takes back has negative ordinals, what it adds
-- the line's number.
CREATE TABLE entry (
  chunk_no      bigint   NOT NULL,
  ordinal       integer  NOT NULL,
  effect        smallint NOT NULL,
  cause         smallint NOT NULL,
  submission_no bigint   NOT NULL,
  line_no       bigint   NOT NULL,
  pseudonym     bigint   NOT NULL,
  shard         integer  NOT NULL,
  region        bigint   NOT NULL,
  worker_kind   smallint NOT NULL,
  sponsor_kind  smallint NOT NULL,
  PRIMARY KEY (chunk_no, ordinal)
);
CREATE INDEX entry_by_line ON entry (submission_no, line_no);
COMMENT ON COLUMN entry.effect IS '1 adds, 2 takes back.';
COMMENT ON COLUMN entry.cause IS 'Number of paritrana.compliance.v1.LedgerCause.';

-- Lines that wait for registration or for an answer. The token is a keyed hash; it goes when the wait is over.
CREATE TABLE waiting_line (
  submission_no bigint   NOT NULL,
  line_no       bigint   NOT NULL,
  employer_id   bigint   NOT NULL,
  token         uuid     NOT NULL,
  candidates    text,
  since         timestamptz NOT NULL,
  until         timestamptz NOT NULL,
  PRIMARY KEY (submission_no, line_no)
);
CREATE INDEX waiting_line_by_token ON waiting_line (token);
CREATE INDEX waiting_line_by_employer ON waiting_line (employer_id, since);
CREATE INDEX waiting_line_by_until ON waiting_line (until);
COMMENT ON COLUMN waiting_line.candidates IS
  'Of an ambiguous line: "pseudonym membership_no reasons start_day end_day workplace_region" a line, candidate "1" first; null while a registration is awaited.';

-- The payer's own numbers of its employments, as last used by a line that counted.
CREATE TABLE payroll_number (
  employer_id    bigint NOT NULL,
  payroll_number text   NOT NULL,
  pseudonym      bigint NOT NULL,
  PRIMARY KEY (employer_id, payroll_number)
);
CREATE INDEX payroll_number_by_worker ON payroll_number (employer_id, pseudonym);

-- Workers of payers whose lines must be looked at again because registration stated something new.
CREATE TABLE settle_task (
  employer_id bigint NOT NULL,
  pseudonym   bigint NOT NULL,
  queued_at   timestamptz NOT NULL,
  PRIMARY KEY (employer_id, pseudonym)
);
