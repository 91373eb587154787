-- SPDX-License-Identifier: Apache-2.0
-- Two records of one person: the merged one stays as a trace and is never used again.
ALTER TABLE person ADD COLUMN merged_into bigint REFERENCES person;

-- Who went over into whom, for the audit.
CREATE TABLE merge (
  pseudonym bigint PRIMARY KEY REFERENCES person,
  merged_into bigint NOT NULL REFERENCES person,
  reason text NOT NULL,
  retired_nik_hidden bytea,  -- a number that turned out wrong, encrypted as it was for `pseudonym`
  recorded_at timestamptz NOT NULL
);
CREATE INDEX merge_by_surviving ON merge (merged_into);

ALTER TABLE answer ADD COLUMN other_subject bigint NOT NULL DEFAULT 0;
