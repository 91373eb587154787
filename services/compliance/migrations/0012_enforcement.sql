-- SPDX-License-Identifier: Apache-2.0
-- Findings about employers, the cases that follow, certificates of good standing, and what is imported for them. Days
-- are days since 1970-01-01 (WIB). Whom a row is about: employer_id, or, of an undertaking that is not registered,
-- employer_id 0 and its business number.

CREATE TABLE headcount (
  employer_id bigint  NOT NULL,
  as_of       integer NOT NULL,
  source      text    NOT NULL,
  workers     bigint  NOT NULL CHECK (workers >= 0),
  example     boolean NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (employer_id, as_of, source)
);
COMMENT ON TABLE headcount IS 'Workers that employers have, by sources outside of registration.';

CREATE TABLE minimum_wage (
  region      bigint  NOT NULL,
  year        integer NOT NULL,
  rupiah      bigint  NOT NULL CHECK (rupiah > 0),
  source      text    NOT NULL,
  as_of       integer NOT NULL,
  example     boolean NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (region, year)
);
COMMENT ON COLUMN minimum_wage.region IS 'Key of a province or regency; a regency goes before its province.';

CREATE TABLE obliged_undertaking (
  nib          text    PRIMARY KEY,
  region       bigint  NOT NULL,
  employer_ref text    NOT NULL,
  source       text    NOT NULL,
  as_of        integer NOT NULL,
  example      boolean NOT NULL,
  recorded_at  timestamptz NOT NULL
);
COMMENT ON COLUMN obliged_undertaking.employer_ref IS 'As which employer it is said to be registered; empty if not.';
CREATE INDEX obliged_undertaking_by_ref ON obliged_undertaking (employer_ref) WHERE employer_ref <> '';

CREATE TABLE employer_finding (
  finding_no  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  employer_id bigint   NOT NULL,
  nib         text     NOT NULL,
  flag        smallint NOT NULL,
  state       smallint NOT NULL,
  evidence    text     NOT NULL,
  rule_id     text     NOT NULL,
  legal_basis text     NOT NULL,
  confidence  smallint NOT NULL,
  as_of       integer  NOT NULL,
  found_on    integer  NOT NULL,
  state_since integer  NOT NULL,
  officer     text     NOT NULL,
  reason      text     NOT NULL
);
COMMENT ON COLUMN employer_finding.flag IS 'Number of paritrana.compliance.v1.ComplianceFlag.';
COMMENT ON COLUMN employer_finding.state IS 'Number of paritrana.compliance.v1.FindingState.';
COMMENT ON COLUMN employer_finding.evidence IS 'Counts and shares, never an identity or a wage: services/compliance/domain/enforcement/evidence.h.';
-- One of a kind stands at a time; those no longer found (4) are history.
CREATE UNIQUE INDEX employer_finding_standing ON employer_finding (employer_id, nib, flag) WHERE state <> 4;
CREATE INDEX employer_finding_by_employer ON employer_finding (employer_id, nib, finding_no);

CREATE TABLE finding_event (
  finding_no  bigint   NOT NULL REFERENCES employer_finding,
  event_no    integer  NOT NULL,
  kind        smallint NOT NULL,
  day         integer  NOT NULL,
  officer     text     NOT NULL,
  reason      text     NOT NULL,
  evidence    text     NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (finding_no, event_no)
);
COMMENT ON COLUMN finding_event.kind IS 'Number of paritrana.compliance.v1.FindingEventKind.';

-- The timeline is case_event; state and step stand here for the lists only.
CREATE TABLE case_file (
  case_no     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  employer_id bigint   NOT NULL,
  nib         text     NOT NULL,
  flags       smallint NOT NULL,
  opened_on   integer  NOT NULL,
  state       smallint NOT NULL,
  step        smallint NOT NULL
);
COMMENT ON COLUMN case_file.flags IS 'Bit set by number of ComplianceFlag.';
CREATE UNIQUE INDEX case_file_open ON case_file (employer_id, nib) WHERE state <> 4;
CREATE INDEX case_file_by_employer ON case_file (employer_id, nib, case_no);
CREATE INDEX case_file_with_plan ON case_file (employer_id) WHERE state = 3;

CREATE TABLE case_event (
  case_no     bigint   NOT NULL REFERENCES case_file,
  event_no    integer  NOT NULL,
  kind        smallint NOT NULL,
  step        smallint NOT NULL,
  day         integer  NOT NULL,
  officer     text     NOT NULL,
  reason      text     NOT NULL,
  detail      text     NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (case_no, event_no)
);
COMMENT ON COLUMN case_event.detail IS 'Instalments "day rupiah;…" of a plan, "base per_100000 rupiah rule" of a fine.';

CREATE TABLE certificate (
  certificate_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  employer_id    bigint  NOT NULL,
  code_hash      bytea   NOT NULL UNIQUE,
  salt           bytea   NOT NULL,
  issued_on      integer NOT NULL,
  valid_until    integer NOT NULL,
  revoked_on     integer,
  revoked_for    text    NOT NULL DEFAULT '',
  rule_id        text    NOT NULL,
  incentives     text[]  NOT NULL
);
COMMENT ON COLUMN certificate.salt IS
  'Random; with the token key it makes the code, so that the same call again is answered with the same code, and the database alone gives none.';
CREATE INDEX certificate_by_employer ON certificate (employer_id) WHERE revoked_on IS NULL;
