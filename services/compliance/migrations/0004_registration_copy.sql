-- SPDX-License-Identifier: Apache-2.0
-- compliance's own copy of what registration states, kept by its facts alone.

CREATE TABLE employer (
  employer_id         bigint   PRIMARY KEY,
  shard               integer  NOT NULL,
  revision            bigint   NOT NULL,
  employer_ref        text     NOT NULL,
  kind                smallint NOT NULL,
  size_class          smallint NOT NULL,
  kbli                text     NOT NULL,
  registration_region bigint   NOT NULL
);
CREATE INDEX employer_by_ref ON employer (employer_ref);

CREATE TABLE participant (
  pseudonym bigint  PRIMARY KEY,
  shard     integer NOT NULL,
  revision  bigint  NOT NULL
);

CREATE TABLE participant_token (
  token     uuid   PRIMARY KEY,
  pseudonym bigint NOT NULL
);
CREATE INDEX participant_token_by_pseudonym ON participant_token (pseudonym);
COMMENT ON TABLE participant_token IS 'Keyed hashes of identity numbers; the numbers themselves are in registration only.';

CREATE TABLE membership (
  pseudonym           bigint   NOT NULL,
  membership_no       integer  NOT NULL,
  employer_id         bigint   NOT NULL,
  segment             smallint NOT NULL,
  worker_kind         smallint NOT NULL,
  sponsor_kind        smallint NOT NULL,
  start_day           integer  NOT NULL,
  end_day             integer  NOT NULL,
  workplace_region    bigint   NOT NULL,
  registration_region bigint   NOT NULL,
  PRIMARY KEY (pseudonym, membership_no)
);
