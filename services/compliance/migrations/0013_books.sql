-- SPDX-License-Identifier: Apache-2.0
-- Books of a month, who did not declare, what was paid for, and what is stated about employers. Day columns hold days
-- since 1970-01-01 in WIB.

ALTER TABLE entry ADD COLUMN basis smallint NOT NULL DEFAULT 1;
COMMENT ON COLUMN entry.basis IS
  '1 declared, 2 paid: a line''s row with basis 2 says that it counts, or no more, as paid for.';

CREATE TABLE books (
  month                integer     PRIMARY KEY,
  state                smallint    NOT NULL,
  as_of_day            integer     NOT NULL,
  requested_by         text        NOT NULL,
  requested_at         timestamptz NOT NULL,
  closed_at            timestamptz,
  employers_total      bigint      NOT NULL,
  last_employer_id     bigint,
  employers_done       bigint      NOT NULL DEFAULT 0,
  obligations          bigint      NOT NULL DEFAULT 0,
  obligations_rupiah   bigint      NOT NULL DEFAULT 0,
  lines                bigint      NOT NULL DEFAULT 0,
  missing_declarations bigint      NOT NULL DEFAULT 0,
  mismatches           bigint      NOT NULL DEFAULT 0,
  resumed_at           timestamptz NOT NULL,
  employers_when_resumed bigint    NOT NULL DEFAULT 0,
  problem              text        NOT NULL DEFAULT ''
);
COMMENT ON COLUMN books.resumed_at IS 'When the close was begun or last taken up: what its pace is counted from.';
COMMENT ON COLUMN books.state IS '2 closing, 3 closed: numbers of paritrana.compliance.v1.BooksState. No row: open.';
COMMENT ON COLUMN books.last_employer_id IS 'The last employer of the last block that is done.';

-- What each payer owed for a month when its books were closed, kept as it was then.
CREATE TABLE closed_obligation (
  period       integer  NOT NULL,
  employer_id  bigint   NOT NULL,
  segment      smallint NOT NULL,
  due_day      integer,
  lines        bigint   NOT NULL,
  heads        bigint   NOT NULL,
  jkk_employer bigint   NOT NULL,
  jkk_employee bigint   NOT NULL,
  jkm_employer bigint   NOT NULL,
  jkm_employee bigint   NOT NULL,
  jht_employer bigint   NOT NULL,
  jht_employee bigint   NOT NULL,
  jp_employer  bigint   NOT NULL,
  jp_employee  bigint   NOT NULL,
  jkp_employer bigint   NOT NULL,
  jkp_employee bigint   NOT NULL,
  PRIMARY KEY (period, employer_id, segment)
);

COMMENT ON COLUMN closed_obligation.due_day IS 'Null where no rule says when it is due.';

CREATE TABLE books_mismatch (
  month          integer  NOT NULL,
  employer_id    bigint   NOT NULL,
  segment        smallint NOT NULL,
  accrued_rupiah bigint   NOT NULL,
  counted_rupiah bigint   NOT NULL,
  accrued_months bigint   NOT NULL,
  counted_months bigint   NOT NULL,
  PRIMARY KEY (month, employer_id, segment)
);

CREATE TABLE missing_declaration (
  period              integer NOT NULL,
  registration_region bigint  NOT NULL,
  employer_id         bigint  NOT NULL,
  missed_on           integer NOT NULL,
  declared_on         integer,
  PRIMARY KEY (period, registration_region, employer_id)
);
CREATE UNIQUE INDEX missing_declaration_by_employer ON missing_declaration (employer_id, period);

-- Periods whose lines are to be looked at again: whether they count as paid. The walk goes over the lines in order and
-- a transaction at a time; whoever queues the period again lets it begin anew.
CREATE TABLE paid_task (
  employer_id        bigint      NOT NULL,
  period             integer     NOT NULL,
  queued_at          timestamptz NOT NULL,
  last_submission_no bigint      NOT NULL DEFAULT 0,
  last_line_no       bigint      NOT NULL DEFAULT 0,
  PRIMARY KEY (employer_id, period)
);

-- Which segments of a payer's period are paid for in full; no row: not.
CREATE TABLE paid_period (
  employer_id bigint   NOT NULL,
  period      integer  NOT NULL,
  segment     smallint NOT NULL,
  paid        boolean  NOT NULL,
  version     bigint   NOT NULL,
  PRIMARY KEY (employer_id, period, segment)
);

COMMENT ON COLUMN paid_period.version IS
  'Version of the period for which its lines were last queued to be looked at.';

-- What was last stated of an employer in compliance.employers.v1. `assessment` are the bytes of the event's
-- EmployerCompliance without revision and day: as long as they stay the same, nothing is stated.
CREATE TABLE employer_assessment (
  employer_id bigint  PRIMARY KEY,
  revision    bigint  NOT NULL,
  as_of_day   integer NOT NULL,
  assessment  bytea   NOT NULL
);

-- Employers whose assessment may have changed.
CREATE TABLE assessment_task (
  employer_id bigint      PRIMARY KEY,
  queued_at   timestamptz NOT NULL
);
