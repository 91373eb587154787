-- SPDX-License-Identifier: Apache-2.0
-- Programmes of sponsors of vulnerable workers, construction projects, and what a payer owes without a line: charges.
-- Day columns hold days since 1970-01-01; month columns year × 12 + month − 1.

-- What a payer owes for a period and no line says, as the contribution of a construction project by its contract's
-- value. Rows are added and never changed but for `pending`; a later row may be a negative difference.
CREATE TABLE charge (
  employer_id   bigint   NOT NULL,
  charge_no     bigint   GENERATED ALWAYS AS IDENTITY,
  period        integer  NOT NULL,
  segment       smallint NOT NULL,
  covered_month integer  NOT NULL,
  recorded_on   integer  NOT NULL,
  recorded_at   timestamptz NOT NULL,
  lines         integer  NOT NULL DEFAULT 0,
  jkk_employer  bigint   NOT NULL DEFAULT 0,
  jkk_employee  bigint   NOT NULL DEFAULT 0,
  jkm_employer  bigint   NOT NULL DEFAULT 0,
  jkm_employee  bigint   NOT NULL DEFAULT 0,
  jht_employer  bigint   NOT NULL DEFAULT 0,
  jht_employee  bigint   NOT NULL DEFAULT 0,
  jp_employer   bigint   NOT NULL DEFAULT 0,
  jp_employee   bigint   NOT NULL DEFAULT 0,
  jkp_employer  bigint   NOT NULL DEFAULT 0,
  jkp_employee  bigint   NOT NULL DEFAULT 0,
  source        smallint NOT NULL,
  pending       boolean  NOT NULL DEFAULT true,
  PRIMARY KEY (employer_id, charge_no)
);
CREATE INDEX charge_pending ON charge (employer_id) WHERE pending;
COMMENT ON COLUMN charge.recorded_on IS 'Day in WIB from which it is part of what the payer owes.';
COMMENT ON COLUMN charge.lines IS 'Always 0: a charge covers no line.';
COMMENT ON COLUMN charge.source IS '1 a project''s contract value, 2 a changed contract value.';
COMMENT ON COLUMN charge.pending IS 'Not yet in the payer''s account.';

-- A sponsor is a payer; its programme is named by the caller.
CREATE TABLE sponsor_programme (
  programme_no   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  employer_id    bigint   NOT NULL,
  programme      text     NOT NULL,
  kind           smallint NOT NULL,
  region         bigint   NOT NULL,
  with_jht       boolean  NOT NULL,
  income         bigint   NOT NULL,
  funding        smallint NOT NULL,
  -- Grows with each batch that changed an enrolment.
  enrolment_version bigint NOT NULL DEFAULT 0,
  -- What the ledger says of it, as last counted: see sponsor_programme_month.
  counted_stamp  bigint   NOT NULL DEFAULT -1,
  counted_heads  bigint   NOT NULL DEFAULT 0,
  UNIQUE (employer_id, programme)
);
CREATE INDEX sponsor_programme_by_region ON sponsor_programme (region, programme_no);
COMMENT ON COLUMN sponsor_programme.kind IS 'Number of paritrana.common.v1.SponsorKind.';
COMMENT ON COLUMN sponsor_programme.income IS 'Declared income in rupiah a month; 0: the least that the rules allow.';
COMMENT ON COLUMN sponsor_programme.counted_stamp IS
  'enrolment_version and the versions of the sponsor''s periods, added up, when it was counted; -1: never.';

-- Every state a programme's terms ever had; nothing is overwritten.
CREATE TABLE sponsor_programme_terms (
  programme_no bigint  NOT NULL REFERENCES sponsor_programme,
  version      integer NOT NULL,
  dated_on     integer NOT NULL,
  recorded_on  integer NOT NULL,
  recorded_at  timestamptz NOT NULL,
  first_month  integer NOT NULL,
  last_month   integer NOT NULL,
  target_heads bigint  NOT NULL,
  budget       bigint  NOT NULL,
  reason       text    NOT NULL,
  recorded_by  text    NOT NULL,
  PRIMARY KEY (programme_no, version)
);
COMMENT ON COLUMN sponsor_programme_terms.dated_on IS
  'Day from which the terms hold: of a decree or of a changed budget. As-of answers go by it.';

-- Who is enrolled for which months. An enrolment that is cut short ends, and a shorter one takes its place.
CREATE TABLE sponsor_enrolment (
  programme_no bigint  NOT NULL REFERENCES sponsor_programme,
  pseudonym    bigint  NOT NULL,
  enrolment_no bigint  GENERATED ALWAYS AS IDENTITY,
  from_month   integer NOT NULL,
  to_month     integer NOT NULL,
  recorded_on  integer NOT NULL,
  ended_on     integer,
  PRIMARY KEY (programme_no, pseudonym, enrolment_no)
);
CREATE INDEX sponsor_enrolment_by_worker ON sponsor_enrolment (pseudonym) WHERE ended_on IS NULL;
COMMENT ON COLUMN sponsor_enrolment.ended_on IS 'Day from which it stands no longer; null while it does.';

-- Counters of a programme, one row a month. `enrolled` moves with each batch; `heads` and `rupiah` are counted from
-- the ledger when somebody asks and the stamp has moved.
CREATE TABLE sponsor_programme_month (
  programme_no bigint  NOT NULL REFERENCES sponsor_programme,
  month        integer NOT NULL,
  enrolled     bigint  NOT NULL DEFAULT 0,
  heads        bigint  NOT NULL DEFAULT 0,
  rupiah       bigint  NOT NULL DEFAULT 0,
  PRIMARY KEY (programme_no, month)
);

-- What the ledger says of a sponsor's year, as last counted. The stamp adds up the versions of the periods that hold
-- lines for a month of the year.
CREATE TABLE sponsor_year (
  employer_id bigint  NOT NULL,
  year        integer NOT NULL,
  stamp       bigint  NOT NULL,
  heads       bigint  NOT NULL,
  PRIMARY KEY (employer_id, year)
);

-- A construction project is a payer of its own.
CREATE TABLE project (
  employer_id     bigint  PRIMARY KEY,
  owner_id        bigint,
  work_order_on   integer NOT NULL,
  contract_on     integer NOT NULL,
  wages_known     boolean NOT NULL,
  registered_on   integer NOT NULL
);
CREATE INDEX project_by_owner ON project (owner_id) WHERE owner_id IS NOT NULL;
COMMENT ON TABLE project IS 'What never changes of a project; the rest stands in project_terms.';

CREATE TABLE project_terms (
  employer_id    bigint  NOT NULL REFERENCES project,
  version        integer NOT NULL,
  dated_on       integer NOT NULL,
  recorded_on    integer NOT NULL,
  recorded_at    timestamptz NOT NULL,
  contract_value bigint  NOT NULL,
  start_on       integer NOT NULL,
  end_on         integer NOT NULL,
  certificate_on integer,
  charge_no      bigint,
  reason         text    NOT NULL,
  recorded_by    text    NOT NULL,
  PRIMARY KEY (employer_id, version)
);
COMMENT ON COLUMN project_terms.contract_value IS 'Rupiah, without value added tax.';
COMMENT ON COLUMN project_terms.charge_no IS 'The charge that these terms brought; null if none.';
