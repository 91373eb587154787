-- SPDX-License-Identifier: Apache-2.0
-- What payers paid and where it went. Days count from 1970-01-01 in WIB; months hold year × 12 + month − 1; amounts
-- are rupiah.

CREATE TABLE payer_account (
  employer_id    bigint PRIMARY KEY,
  version        bigint NOT NULL,
  stated_version bigint NOT NULL DEFAULT 0,
  posted         bigint NOT NULL,
  allocated      bigint NOT NULL CHECK (allocated >= 0),
  unallocated    bigint NOT NULL CHECK (unallocated >= 0),
  CHECK (posted = allocated + unallocated)
) WITH (fillfactor = 70);
CREATE INDEX payer_account_to_state ON payer_account (employer_id) WHERE stated_version < version;
COMMENT ON TABLE payer_account IS
  'One row for each payer that ever paid or whose declared amounts were taken in; whoever changes the account holds it.';
COMMENT ON COLUMN payer_account.version IS 'Grows by one with each committed change of the account.';
COMMENT ON COLUMN payer_account.stated_version IS
  'The version up to which facts about what is paid were stated.';
COMMENT ON COLUMN payer_account.posted IS 'Payments that are not reversed.';

CREATE SEQUENCE payment_no;

CREATE TABLE payment (
  payment_no        bigint  PRIMARY KEY,
  employer_id       bigint  NOT NULL,
  reference         text    NOT NULL,
  amount            bigint  NOT NULL CHECK (amount > 0),
  paid_on           integer NOT NULL,
  period            integer,
  correction_reason text,
  recorded_at       timestamptz NOT NULL,
  account_version   bigint  NOT NULL,
  -- Null unless it is reversed.
  reversed_on       integer,
  reversal_reason   text,
  reversal_correction_reason text,
  reversed_at       timestamptz,
  reversal_version  bigint,
  UNIQUE (employer_id, reference),
  CHECK ((reversed_on IS NULL) = (reversal_version IS NULL)),
  CHECK (reversed_on >= paid_on)
);
COMMENT ON COLUMN payment.reference IS 'The payer''s own; with the payer it is the key under which a payment counts once.';
COMMENT ON COLUMN payment.account_version IS 'Version of the account that this payment made.';

-- The journal of allocation: what each version of an account moved, never changed afterwards. The sum over versions is
-- what a payment pays now of a period's programmes and of its fine; what is over is the payment's advance.
CREATE TABLE allocation (
  employer_id bigint   NOT NULL,
  version     bigint   NOT NULL,
  payment_no  bigint   NOT NULL,
  period      integer  NOT NULL,
  segment     smallint NOT NULL,
  jkk         bigint   NOT NULL,
  jkm         bigint   NOT NULL,
  jht         bigint   NOT NULL,
  jp          bigint   NOT NULL,
  jkp         bigint   NOT NULL,
  fine        bigint   NOT NULL,
  PRIMARY KEY (employer_id, version, payment_no, period, segment)
);
COMMENT ON TABLE allocation IS 'Changes in rupiah, negative where something was released.';

-- What each version of an account was made by and came to.
CREATE TABLE account_version (
  employer_id bigint   NOT NULL,
  version     bigint   NOT NULL,
  changed_in  xid8     NOT NULL DEFAULT pg_current_xact_id(),
  cause       smallint NOT NULL,
  payment_no  bigint,
  recorded_at timestamptz NOT NULL,
  posted      bigint   NOT NULL,
  allocated   bigint   NOT NULL,
  unallocated bigint   NOT NULL,
  PRIMARY KEY (employer_id, version),
  CHECK (posted = allocated + unallocated)
);
CREATE INDEX account_version_by_change ON account_version (changed_in);
COMMENT ON COLUMN account_version.changed_in IS
  'The transaction: all of those before the oldest that still runs have ended, so that an audit misses no change.';
COMMENT ON COLUMN account_version.cause IS '1 a payment, 2 a reversal, 3 declared amounts were taken in.';
