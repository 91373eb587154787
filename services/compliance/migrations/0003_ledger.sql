-- SPDX-License-Identifier: Apache-2.0
-- What payers posted. Month columns hold year × 12 + month − 1; ids of 64 bits stand as signed bigint.

CREATE TABLE period (
  employer_id bigint   NOT NULL,
  month       integer  NOT NULL,
  closed      boolean  NOT NULL,
  version     bigint   NOT NULL,
  PRIMARY KEY (employer_id, month)
);
COMMENT ON TABLE period IS 'Periods that were ever closed; all others are open.';

CREATE TABLE run (
  run_no      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  employer_id bigint  NOT NULL,
  period      integer NOT NULL,
  run         text    NOT NULL,
  UNIQUE (employer_id, period, run)
);

CREATE TABLE submission (
  submission_no          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_no                 bigint NOT NULL REFERENCES run,
  submission             text   NOT NULL,
  opened_at              timestamptz NOT NULL,
  sealed_at              timestamptz,
  lines                  bigint NOT NULL,
  accepted               bigint NOT NULL,
  accepted_with_warnings bigint NOT NULL,
  waiting                bigint NOT NULL,
  rejected               bigint NOT NULL,
  accepted_rupiah        bigint NOT NULL,
  masked_digest          bytea  NOT NULL,
  epoch                  integer  NOT NULL,
  sequences              bigint[] NOT NULL,
  UNIQUE (run_no, submission)
) WITH (fillfactor = 70);
COMMENT ON COLUMN submission.masked_digest IS
  'Digest of the lines so far under a keyed mask: the digest of a single line would let anybody with time find the number in it.';
COMMENT ON COLUMN submission.sequences IS
  'Last sequence of its facts by shard, from shard 0 on; 0 where it has none.';

CREATE SEQUENCE chunk_no;

CREATE TABLE chunk (
  chunk_no      bigint  PRIMARY KEY,
  submission_no bigint  NOT NULL,
  first_line_no bigint  NOT NULL,
  last_line_no  bigint  NOT NULL,
  recorded_at   timestamptz NOT NULL
);
COMMENT ON TABLE chunk IS 'One row for each transaction that added lines.';

CREATE TABLE chunk_shard (
  shard    integer NOT NULL,
  epoch    integer NOT NULL,
  sequence bigint  NOT NULL,
  chunk_no bigint  NOT NULL,
  PRIMARY KEY (shard, epoch, sequence)
);
CREATE INDEX chunk_shard_by_chunk ON chunk_shard (chunk_no);
COMMENT ON TABLE chunk_shard IS
  'Leads from a chunk to its facts in compliance.contributions.v1 and back: with it every fact can be made again from the ledger.';

-- Every line ever sent, refused ones included. No identity: a counted line has the pseudonym, a refused one nothing.
-- The wage stays in this schema; it is here for the rules of contribution.
CREATE TABLE line (
  submission_no bigint   NOT NULL,
  line_no       bigint   NOT NULL,
  chunk_no      bigint   NOT NULL,
  verdict       smallint NOT NULL,
  line_id       text     NOT NULL,
  findings      text,
  content_hash  uuid     NOT NULL,
  covered_from  integer,
  covered_to    integer,
  segment       smallint,
  amount        bigint,
  wage          bigint,
  -- The rest is null unless the line counts.
  run_no        bigint,
  line_key      bigint,
  employer_id   bigint,
  pseudonym     bigint,
  shard         integer,
  region        bigint,
  worker_kind   smallint,
  sponsor_kind  smallint,
  jkk_employer  bigint,
  jkk_employee  bigint,
  jkm_employer  bigint,
  jkm_employee  bigint,
  jht_employer  bigint,
  jht_employee  bigint,
  jp_employer   bigint,
  jp_employee   bigint,
  jkp_employer  bigint,
  jkp_employee  bigint,
  PRIMARY KEY (submission_no, line_no)
);
COMMENT ON COLUMN line.line_key IS 'XXH64 of line_id: ids of callers are long, and the index on them is the largest.';
-- Only lines that count hold their id and their worker's months: a refused line may be mended and sent again.
CREATE INDEX line_by_id ON line (run_no, line_key) WHERE run_no IS NOT NULL;
CREATE INDEX line_by_worker ON line (employer_id, pseudonym, covered_to) WHERE pseudonym IS NOT NULL;

CREATE TABLE idempotency_key (
  key         text PRIMARY KEY,
  request     text  NOT NULL,
  answer      text  NOT NULL,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE idempotency_key IS 'Answers of calls that are not idempotent by themselves.';
