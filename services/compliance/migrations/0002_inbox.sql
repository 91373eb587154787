-- SPDX-License-Identifier: Apache-2.0
-- Marks of a service that keeps the effects of facts in PostgreSQL (libs/events/postgres_inbox.h,
-- docs/formats/outbox.md). A service copies this file into a migration of its own.
CREATE TABLE inbox_mark (
  topic text NOT NULL,
  shard integer NOT NULL CHECK (shard >= 0),
  epoch integer NOT NULL CHECK (epoch >= 0),
  sequence bigint NOT NULL CHECK (sequence >= 0),
  next_offset bigint NOT NULL CHECK (next_offset >= 0),
  PRIMARY KEY (topic, shard)
) WITH (fillfactor = 10);
