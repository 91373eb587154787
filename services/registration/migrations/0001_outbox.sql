-- SPDX-License-Identifier: Apache-2.0
-- Tables of the outbox (libs/events/outbox.h, docs/formats/outbox.md). A service copies this file to
-- migrations/0001_outbox.sql; a test compares the copies with this original.

-- The counters. A writer holds the rows of its shards from its last statement to its commit.
CREATE TABLE outbox_shard (
  topic text NOT NULL,
  shard integer NOT NULL CHECK (shard >= 0),
  epoch integer NOT NULL CHECK (epoch >= 1),
  sequence bigint NOT NULL CHECK (sequence >= 0),
  PRIMARY KEY (topic, shard)
) WITH (fillfactor = 10, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

-- The facts, without their fields 1 to 3 (epoch, shard, sequence): the relay puts these in front.
CREATE TABLE outbox (
  topic text NOT NULL,
  shard integer NOT NULL,
  sequence bigint NOT NULL CHECK (sequence >= 1),
  id uuid NOT NULL,
  source text NOT NULL,
  type text NOT NULL,
  recorded_at timestamptz NOT NULL,
  payload bytea NOT NULL,
  PRIMARY KEY (topic, shard, sequence)
);
ALTER TABLE outbox ALTER COLUMN payload SET STORAGE EXTERNAL;

-- How far the relay has come, in a table of its own so that it never waits for writers nor they
-- for it. A row of an earlier epoch counts as nothing published.
CREATE TABLE outbox_published (
  topic text NOT NULL,
  shard integer NOT NULL,
  epoch integer NOT NULL,
  sequence bigint NOT NULL,
  PRIMARY KEY (topic, shard)
) WITH (fillfactor = 10, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);
