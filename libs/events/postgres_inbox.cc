// SPDX-License-Identifier: Apache-2.0
#include "libs/events/postgres_inbox.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status_macros.h"

namespace paritrana::events {
namespace {

using postgres::Param;

constexpr std::string_view kAdvance = R"sql(
UPDATE inbox_mark SET sequence = $4, next_offset = $5
 WHERE topic = $1 AND shard = $2 AND epoch = $3 AND sequence = $6
)sql";

// The first and last fact of one shard in a batch.
struct Run {
  Fact first;
  Fact last;
};

std::map<Shard, Run> RunsOf(std::span<const Fact> facts) {
  std::map<Shard, Run> runs;
  for (const Fact& fact : facts) {
    const auto [run, is_first] = runs.try_emplace(fact.id.shard, Run{fact, fact});
    run->second.last = fact;
  }
  return runs;
}

Param Number(auto id) { return Param(static_cast<std::int64_t>(id.value())); }

}  // namespace

absl::StatusOr<std::map<Shard, StoredMark>> LoadMarks(postgres::Connection& connection,
                                                      const std::string& topic) {
  const std::vector<Param> params = {Param(topic)};
  PARITRANA_ASSIGN_OR_RETURN(
      const postgres::Result rows,
      connection.Execute(
          "SELECT shard, epoch, sequence, next_offset FROM inbox_mark WHERE topic = $1", params));
  std::map<Shard, StoredMark> marks;
  for (int row = 0; row < rows.rows(); ++row) {
    const InboxMark mark{.epoch = Epoch(static_cast<std::uint32_t>(rows.Int64(row, 1))),
                         .sequence = Sequence(static_cast<std::uint64_t>(rows.Int64(row, 2)))};
    marks[Shard(static_cast<std::uint32_t>(rows.Int64(row, 0)))] = {mark, rows.Int64(row, 3)};
  }
  return marks;
}

absl::Status AdvanceMarks(postgres::Connection& connection, const std::string& topic,
                          std::span<const Fact> facts) {
  PARITRANA_CHECK(connection.in_transaction());
  std::vector<postgres::Connection::Statement> statements;
  for (const auto& [shard, run] : RunsOf(facts)) {
    const auto before = static_cast<std::int64_t>(run.first.id.sequence.value()) - 1;
    statements.push_back(
        {kAdvance,
         {Param(topic), Number(shard), Number(run.last.id.epoch), Number(run.last.id.sequence),
          Param(run.last.next_offset), Param(before)}});
  }
  PARITRANA_ASSIGN_OR_RETURN(const auto results, connection.Pipeline(statements));
  for (const postgres::Result& result : results) {
    if (result.affected() != 1) {
      return absl::AbortedError(absl::StrCat("another process moves the marks of ", topic));
    }
  }
  return absl::OkStatus();
}

absl::Status ResetMark(postgres::Connection& connection, const std::string& topic, Shard shard,
                       Epoch epoch) {
  PARITRANA_CHECK(connection.in_transaction());
  const std::vector<Param> params = {Param(topic), Number(shard), Number(epoch)};
  return connection
      .Execute(
          "INSERT INTO inbox_mark (topic, shard, epoch, sequence, next_offset) "
          "VALUES ($1, $2, $3, 0, 0) ON CONFLICT (topic, shard) "
          "DO UPDATE SET epoch = excluded.epoch, sequence = 0, next_offset = 0",
          params)
      .status();
}

absl::StatusOr<Position> ReadPosition(postgres::Connection& connection, const std::string& topic) {
  PARITRANA_ASSIGN_OR_RETURN(const auto marks, LoadMarks(connection, topic));
  Position position;
  for (const auto& [shard, stored] : marks) {
    position.Merge({.epoch = stored.mark.epoch, .marks = {{shard, stored.mark.sequence}}});
  }
  return position;
}

}  // namespace paritrana::events
