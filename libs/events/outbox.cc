// SPDX-License-Identifier: Apache-2.0
#include "libs/events/outbox.h"

#include "libs/base/check.h"
#include "libs/base/random.h"
#include "libs/base/status_macros.h"
#include "libs/base/uuid.h"

namespace paritrana::events {
namespace {

// One statement, hence one round trip while the counters are locked. The counters are taken in the
// order of (topic, shard), so that two writers never wait for each other in a circle; a counter
// made after a restore begins in the epoch of its siblings.
constexpr std::string_view kAppend = R"sql(
WITH event AS (
  SELECT e.*, count(*) OVER (PARTITION BY topic, shard) AS siblings,
         row_number() OVER (PARTITION BY topic, shard ORDER BY n) AS place
    FROM unnest($1::text[], $2::integer[], $3::text[], $4::uuid[], $5::bytea[])
         WITH ORDINALITY AS e (topic, shard, type, id, payload, n)
), counter AS (
  INSERT INTO outbox_shard AS s (topic, shard, epoch, sequence)
  SELECT topic, shard, (SELECT coalesce(max(epoch), 1) FROM outbox_shard), count(*)
    FROM event GROUP BY topic, shard ORDER BY topic, shard
  ON CONFLICT (topic, shard) DO UPDATE SET sequence = s.sequence + excluded.sequence
  RETURNING topic, shard, epoch, sequence
), numbered AS (
  SELECT event.*, counter.epoch, counter.sequence - siblings + place AS sequence
    FROM event JOIN counter USING (topic, shard)
), inserted AS (
  INSERT INTO outbox (topic, shard, sequence, id, source, type, recorded_at, payload)
  SELECT topic, shard, sequence, id, $6, type, $7::timestamptz, payload FROM numbered
)
SELECT epoch, sequence FROM numbered ORDER BY n
)sql";

// Takes the locks in the order of the writers before it changes anything.
constexpr std::string_view kStartEpoch = R"sql(
WITH locked AS (
  SELECT topic, shard, epoch FROM outbox_shard ORDER BY topic, shard FOR UPDATE
)
UPDATE outbox_shard s SET epoch = (SELECT max(epoch) + 1 FROM locked)
  FROM locked WHERE s.topic = locked.topic AND s.shard = locked.shard
RETURNING s.epoch
)sql";

struct Columns {
  std::vector<std::string> topics, types, ids, payloads;
  std::vector<std::int64_t> shards;
};

Columns ToColumns(const std::vector<OutboxEvent>& events, absl::Time now) {
  Columns columns;
  for (const OutboxEvent& event : events) {
    columns.topics.push_back(event.topic);
    columns.shards.push_back(event.shard.value());
    columns.types.push_back(event.type);
    columns.ids.push_back(MakeUuidV7(now, Random::Real()));
    columns.payloads.push_back(event.payload);
  }
  return columns;
}

}  // namespace

absl::StatusOr<std::vector<Sequence>> Outbox::Append(postgres::Connection& connection,
                                                     const std::vector<OutboxEvent>& events,
                                                     absl::Time now, Position* position) {
  PARITRANA_CHECK(connection.in_transaction());
  if (events.empty()) return std::vector<Sequence>();
  using postgres::Param;
  const Columns columns = ToColumns(events, now);
  const std::vector<Param> params = {Param::TextArray(columns.topics),
                                     Param::Int64Array(columns.shards),
                                     Param::TextArray(columns.types),
                                     Param::TextArray(columns.ids),
                                     Param::BytesArray(columns.payloads),
                                     Param(source_),
                                     Param(now)};
  PARITRANA_ASSIGN_OR_RETURN(const postgres::Result rows, connection.Execute(kAppend, params));
  std::vector<Sequence> sequences;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const int row = static_cast<int>(i);
    const Epoch epoch(static_cast<std::uint32_t>(rows.Int64(row, 0)));
    sequences.emplace_back(static_cast<std::uint64_t>(rows.Int64(row, 1)));
    if (position == nullptr) continue;
    position->Merge({.epoch = epoch, .marks = {{events[i].shard, sequences.back()}}});
  }
  return sequences;
}

absl::StatusOr<Epoch> StartEpoch(postgres::Connection& connection) {
  PARITRANA_CHECK(connection.in_transaction());
  PARITRANA_ASSIGN_OR_RETURN(const postgres::Result rows, connection.Execute(kStartEpoch));
  if (rows.rows() == 0) return absl::NotFoundError("the outbox has no facts yet");
  return Epoch(static_cast<std::uint32_t>(rows.Int64(0, 0)));
}

}  // namespace paritrana::events
