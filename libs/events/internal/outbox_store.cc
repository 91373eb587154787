// SPDX-License-Identifier: Apache-2.0
#include "libs/events/internal/outbox_store.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status_macros.h"

namespace paritrana::events::internal {
namespace {

using postgres::Param;

// Rows deleted by one statement: longer ones would disturb the writers.
constexpr std::int64_t kPruneRowsMax = 10'000;

constexpr std::string_view kSavePublished = R"sql(
INSERT INTO outbox_published (topic, shard, epoch, sequence)
SELECT * FROM unnest($1::text[], $2::integer[], $3::integer[], $4::bigint[])
ON CONFLICT (topic, shard) DO UPDATE SET epoch = excluded.epoch, sequence = excluded.sequence
)sql";

constexpr std::string_view kReadRows = R"sql(
SELECT sequence, id, source, type, recorded_at, payload FROM outbox
 WHERE topic = $1 AND shard = $2 AND sequence > $3 ORDER BY sequence LIMIT $4
)sql";

// What is published under an older epoch will be published again, so it stays.
constexpr std::string_view kPrune = R"sql(
DELETE FROM outbox WHERE (topic, shard, sequence) IN (
  SELECT o.topic, o.shard, o.sequence
    FROM outbox o
    JOIN outbox_published p ON p.topic = o.topic AND p.shard = o.shard AND o.sequence <= p.sequence
    JOIN outbox_shard s ON s.topic = o.topic AND s.shard = o.shard AND s.epoch = p.epoch
   WHERE o.topic = ANY ($1::text[]) AND o.recorded_at < now() - $2 * interval '1 microsecond'
   LIMIT $3)
)sql";

Param Number(auto id) { return Param(static_cast<std::int64_t>(id.value())); }

absl::StatusOr<Counters> ReadCounters(postgres::Connection& connection, std::string_view sql,
                                      const std::vector<std::string>& topics) {
  const std::vector<Param> params = {Param::TextArray(topics)};
  PARITRANA_ASSIGN_OR_RETURN(const postgres::Result rows, connection.Execute(sql, params));
  Counters counters;
  for (int row = 0; row < rows.rows(); ++row) {
    const TopicShard key(rows.Text(row, 0), static_cast<std::uint32_t>(rows.Int64(row, 1)));
    counters[key] = {.epoch = Epoch(static_cast<std::uint32_t>(rows.Int64(row, 2))),
                     .sequence = Sequence(static_cast<std::uint64_t>(rows.Int64(row, 3)))};
  }
  return counters;
}

OutboxRow ToRow(const postgres::Result& rows, int row) {
  return {.sequence = Sequence(static_cast<std::uint64_t>(rows.Int64(row, 0))),
          .envelope = {.id = std::string(rows.Text(row, 1)),
                       .source = std::string(rows.Text(row, 2)),
                       .type = std::string(rows.Text(row, 3)),
                       .time = rows.Time(row, 4),
                       .traceparent = ""},
          .payload = rows.Bytes(row, 5)};
}

}  // namespace

absl::StatusOr<bool> TryBecomeRelay(postgres::Connection& connection,
                                    const std::vector<std::string>& topics) {
  const std::vector<Param> params = {
      Param(absl::StrCat("paritrana.relay.", absl::StrJoin(topics, ",")))};
  PARITRANA_ASSIGN_OR_RETURN(
      const postgres::Result row,
      connection.Execute(
          "SELECT pg_try_advisory_lock(hashtextextended(current_schema() || '.' || $1, 0))",
          params));
  return row.Bool(0, 0);
}

absl::Status NotifyRelay(postgres::Connection& connection) {
  return connection.Execute("SELECT pg_notify('outbox_' || current_schema(), '')").status();
}

absl::Status ListenForAppends(postgres::Connection& connection) {
  PARITRANA_ASSIGN_OR_RETURN(
      const postgres::Result row,
      connection.Execute("SELECT quote_ident('outbox_' || current_schema())"));
  // The loss of an acknowledged mark only means that a few facts are sent again.
  return connection.ExecuteScript(
      absl::StrCat("SET synchronous_commit = off; LISTEN ", std::string(row.Text(0, 0))));
}

absl::StatusOr<Counters> ReadCommitted(postgres::Connection& connection,
                                       const std::vector<std::string>& topics) {
  return ReadCounters(
      connection,
      "SELECT topic, shard, epoch, sequence FROM outbox_shard WHERE topic = ANY ($1::text[])",
      topics);
}

absl::StatusOr<Counters> ReadPublished(postgres::Connection& connection,
                                       const std::vector<std::string>& topics) {
  return ReadCounters(
      connection,
      "SELECT topic, shard, epoch, sequence FROM outbox_published WHERE topic = ANY ($1::text[])",
      topics);
}

absl::Status SavePublished(postgres::Connection& connection, const Counters& published) {
  std::vector<std::string> topics;
  std::vector<std::int64_t> shards, epochs, sequences;
  for (const auto& [key, counter] : published) {
    topics.push_back(key.first);
    shards.push_back(key.second.value());
    epochs.push_back(counter.epoch.value());
    sequences.push_back(static_cast<std::int64_t>(counter.sequence.value()));
  }
  const std::vector<Param> params = {Param::TextArray(topics), Param::Int64Array(shards),
                                     Param::Int64Array(epochs), Param::Int64Array(sequences)};
  return connection.Execute(kSavePublished, params).status();
}

absl::StatusOr<std::vector<OutboxRow>> ReadRows(postgres::Connection& connection,
                                                const TopicShard& key, Sequence after, int limit) {
  const std::vector<Param> params = {Param(key.first), Number(key.second), Number(after),
                                     Param(std::int64_t{limit})};
  PARITRANA_ASSIGN_OR_RETURN(const postgres::Result found, connection.Execute(kReadRows, params));
  std::vector<OutboxRow> rows;
  for (int row = 0; row < found.rows(); ++row) rows.push_back(ToRow(found, row));
  return rows;
}

absl::StatusOr<std::int64_t> PruneRows(postgres::Connection& connection,
                                       const std::vector<std::string>& topics, absl::Duration age) {
  const std::vector<Param> params = {Param::TextArray(topics),
                                     Param(absl::ToInt64Microseconds(age)), Param(kPruneRowsMax)};
  PARITRANA_ASSIGN_OR_RETURN(const postgres::Result result, connection.Execute(kPrune, params));
  return result.affected();
}

Record ToRecord(const TopicShard& key, Epoch epoch, const OutboxRow& row) {
  Record record;
  record.topic = key.first;
  record.partition = static_cast<std::int32_t>(key.second.value());
  record.value = EncodeFactId({epoch, key.second, row.sequence}) + row.payload;
  record.headers = ToHeaders(row.envelope);
  return record;
}

}  // namespace paritrana::events::internal
