-- SPDX-License-Identifier: Apache-2.0
-- Work that goes on behind the calls.

-- Employers that register elsewhere now, and how far their participants have been stated again.
-- Nothing in after_pseudonym: at the beginning.
CREATE TABLE restatement (
  employer_id bigint PRIMARY KEY REFERENCES employer,
  after_pseudonym bigint,
  requested_at timestamptz NOT NULL
);
CREATE INDEX membership_by_employer ON membership (employer_id, pseudonym);

-- Answers are forgotten in time; those of region trees stay, because the tree's version is their key.
CREATE INDEX answer_by_time ON answer (recorded_at) WHERE operation <> 'ImportRegions';
