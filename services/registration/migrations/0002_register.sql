-- SPDX-License-Identifier: Apache-2.0
-- The register (services/registration/README.md). Days are days since 1970-01-01, regions are keys
-- (libs/base/region_code.h), choices are numbers of proto/paritrana/common/v1/vocabulary.proto, ids
-- are 64 random bits kept as signed numbers.

-- What requests were answered with, by the caller's key. A row without recorded_at is only ever seen
-- by the transaction that works on it.
CREATE TABLE answer (
  operation text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  fingerprint bytea NOT NULL,
  subject bigint NOT NULL DEFAULT 0,
  warnings text NOT NULL DEFAULT '',
  recorded_at timestamptz,
  epoch integer NOT NULL DEFAULT 0,
  marks text NOT NULL DEFAULT '',
  PRIMARY KEY (operation, key)
);

-- Versions of the region tree, each complete.
CREATE TABLE region_tree (
  tree_version text COLLATE "C" PRIMARY KEY,
  source text NOT NULL,
  licence text NOT NULL,
  valid_from_day integer NOT NULL,
  recorded_at timestamptz NOT NULL
);

CREATE TABLE region (
  tree_version text COLLATE "C" NOT NULL REFERENCES region_tree,
  key bigint NOT NULL,
  level smallint NOT NULL,
  parent_key bigint NOT NULL,
  name text NOT NULL,
  valid_from_day integer,
  valid_to_day integer,
  predecessors text NOT NULL,  -- keys separated by spaces
  PRIMARY KEY (tree_version, key)
);
CREATE INDEX region_by_key ON region (key);
CREATE INDEX region_by_parent ON region (tree_version, parent_key, key);

CREATE TABLE employer (
  employer_id bigint PRIMARY KEY,
  revision bigint NOT NULL,
  employer_ref text COLLATE "C" NOT NULL UNIQUE,
  name text,
  name_hidden bytea,  -- of one person paying for himself or herself
  kind smallint NOT NULL,
  size_class smallint NOT NULL,
  kbli text NOT NULL,
  registration_region bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  CHECK ((name IS NULL) <> (name_hidden IS NULL))
);
CREATE INDEX employer_by_region ON employer (registration_region);

CREATE TABLE person (
  pseudonym bigint PRIMARY KEY,
  revision bigint NOT NULL,
  details_hidden bytea NOT NULL,  -- birth date, sex and name, encrypted
  recorded_at timestamptz NOT NULL DEFAULT now()
);

-- Which numbers lead to a person. The unique token is what keeps one identity one person when two
-- transactions register it at once.
CREATE TABLE identity (
  token bytea PRIMARY KEY CHECK (octet_length(token) = 16),
  kind smallint NOT NULL,
  pseudonym bigint NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED,
  number_hidden bytea NOT NULL
);
CREATE INDEX identity_by_person ON identity (pseudonym);

CREATE TABLE membership (
  pseudonym bigint NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED,
  membership_no integer NOT NULL,
  employer_id bigint NOT NULL REFERENCES employer,
  segment smallint NOT NULL,
  worker_kind smallint NOT NULL,
  sponsor_kind smallint NOT NULL,
  start_day integer NOT NULL,
  end_day integer,
  registration_region bigint,
  workplace_region bigint,
  domicile_region bigint,
  programmes smallint NOT NULL,  -- bit n for programme n
  payroll_number text NOT NULL,
  PRIMARY KEY (pseudonym, membership_no),
  CHECK (end_day >= start_day)
);
