// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/books/paid_writer.h"

#include <utility>

#include "libs/base/position.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/books/paid_statements.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/adapters/postgres/settlement_statements.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// Columns of table entry.
constexpr std::int16_t kEffectAdd = 1;
constexpr std::int16_t kEffectTakeBack = 2;
constexpr std::int16_t kNoCause = 0;  // the ledger itself has not changed

}  // namespace

void PaidWriter::Add(const PaidLine& line) {
  const PaidChange change = ChangeOf(line);
  if (change.take_back) Add(line.id, line.as, true);
  if (change.add) Add(line.id, line.now, false);
}

void PaidWriter::Add(const LedgerLineId& line, const CountedLine& as, bool takes_back) {
  rows_.push_back({line, as, takes_back});
  facts_.Add(as, payer_, takes_back, Basis::kPaid);
  if (!takes_back) ++added_;
}

std::string PaidWriter::EncodeEntries(std::int64_t chunk_no) const {
  postgres::CopyWriter copy(paid_sql::kEntryColumns);
  std::int32_t ordinal = 0;
  for (const Row& row : rows_) {
    copy.Int64(chunk_no);
    copy.Int32(++ordinal);
    copy.Int16(row.takes_back ? kEffectTakeBack : kEffectAdd);
    copy.Int16(kNoCause);
    copy.Int64(row.line.submission_no);
    copy.Int64(static_cast<std::int64_t>(row.line.line_no));
    copy.Int64(ToColumn(row.as.worker.value()));
    copy.Int32(static_cast<std::int32_t>(ShardOf(row.as.worker.value(), shards_).value()));
    copy.Int64(ToColumn(row.as.region));
    copy.Int16(row.as.worker_kind);
    copy.Int16(row.as.sponsor_kind);
    copy.Int16(static_cast<std::int16_t>(Basis::kPaid));
    copy.EndRow();
  }
  return std::move(copy).Finish();
}

absl::Status PaidWriter::Write(Connection& connection, paritrana::events::Outbox& outbox,
                               absl::Time recorded_at) const {
  PARITRANA_ASSIGN_OR_RETURN(const Result chunk, connection.Execute(settlement_sql::kNextChunk));
  const std::int64_t chunk_no = chunk.Int64(0, 0);
  PARITRANA_RETURN_IF_ERROR(connection.CopyIn(paid_sql::kCopyEntries, EncodeEntries(chunk_no)));
  Position added;
  PARITRANA_RETURN_IF_ERROR(
      outbox.Append(connection, facts_.Finish(recorded_at), recorded_at, &added).status());
  std::vector<std::int64_t> shards, sequences;
  for (const auto& [shard, sequence] : added.marks) {
    shards.push_back(shard.value());
    sequences.push_back(static_cast<std::int64_t>(sequence.value()));
  }
  const std::vector<Connection::Statement> statements = {
      {settlement_sql::kInsertChunk, {Param(chunk_no), Param(recorded_at)}},
      {ledger_sql::kInsertChunkShards,
       {Param(std::int64_t{added.epoch.value()}),
        Param::Int64Array(std::vector<std::int64_t>(shards.size(), chunk_no)),
        Param::Int64Array(shards), Param::Int64Array(sequences)}}};
  return connection.Pipeline(statements).status();
}

}  // namespace paritrana::compliance
