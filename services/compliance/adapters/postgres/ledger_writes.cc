// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/ledger_writes.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/accrual_rows.h"
#include "services/compliance/adapters/postgres/books/paid_statements.h"
#include "services/compliance/adapters/postgres/candidate_text.h"
#include "services/compliance/adapters/postgres/digest_mask.h"
#include "services/compliance/adapters/postgres/ledger_endings.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/line_rows.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

using paritrana::events::OutboxEvent;
using postgres::Connection;
using postgres::Param;
using postgres::Result;
using Statements = std::vector<Connection::Statement>;

absl::Status RunAll(Connection& connection, const Statements& statements) {
  if (statements.empty()) return absl::OkStatus();
  return connection.Pipeline(statements).status();
}

// One value of each write, as a column.
template <typename Value>
std::vector<std::int64_t> Column(std::span<const SubmissionWrite* const> writes, Value value) {
  std::vector<std::int64_t> column;
  for (const SubmissionWrite* write : writes) {
    column.push_back(static_cast<std::int64_t>(value(*write)));
  }
  return column;
}

template <typename Value>
Param NumberColumn(std::span<const SubmissionWrite* const> writes, Value value) {
  return Param::Int64Array(Column(writes, value));
}

// Gives each write the number that a statement made under its key, in whatever order they come.
absl::Status TakeNumbers(Connection& connection, const Connection::Statement& insert,
                         std::span<const std::int64_t> keys,
                         std::span<std::int64_t* const> numbers) {
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, connection.Execute(insert.sql, insert.params));
  std::map<std::int64_t, std::int64_t> made;
  for (int row = 0; row < rows.rows(); ++row) made[rows.Int64(row, 0)] = rows.Int64(row, 1);
  for (std::size_t i = 0; i < keys.size(); ++i) *numbers[i] = made.at(keys[i]);
  return absl::OkStatus();
}

absl::Status MakeRuns(Connection& connection, std::span<SubmissionWrite> writes) {
  std::vector<const SubmissionWrite*> fresh;
  std::vector<std::int64_t*> numbers;
  std::vector<std::string> names;
  for (SubmissionWrite& write : writes) {
    if (write.place.run_no != 0) continue;
    fresh.push_back(&write);
    numbers.push_back(&write.place.run_no);
    names.push_back(write.place.key.run);
  }
  if (fresh.empty()) return absl::OkStatus();
  const auto payers =
      Column(fresh, [](const auto& w) { return ToColumn(w.place.key.payer.value()); });
  const Connection::Statement insert = {
      ledger_sql::kInsertRuns,
      {Param::Int64Array(payers),
       NumberColumn(fresh, [](const auto& w) { return w.place.key.period.number(); }),
       Param::TextArray(names),
       NumberColumn(fresh, [](const auto& w) { return w.entry->run.kind; }),
       NumberColumn(fresh, [](const auto& w) { return w.entry->run.replaces; })}};
  return TakeNumbers(connection, insert, payers, numbers);
}

absl::Status MakeSubmissions(Connection& connection, std::span<SubmissionWrite> writes) {
  std::vector<const SubmissionWrite*> fresh;
  std::vector<std::int64_t*> numbers;
  std::vector<std::string> names;
  for (SubmissionWrite& write : writes) {
    if (write.place.submission_no != 0) continue;
    fresh.push_back(&write);
    numbers.push_back(&write.place.submission_no);
    names.push_back(write.place.key.submission);
  }
  if (fresh.empty()) return absl::OkStatus();
  const auto runs = Column(fresh, [](const auto& w) { return w.place.run_no; });
  const Connection::Statement insert = {
      ledger_sql::kInsertSubmissions,
      {Param::Int64Array(runs), Param::TextArray(names), NumberColumn(fresh, [](const auto& w) {
         return absl::ToUnixMicros(w.entry->after.opened_at);
       })}};
  return TakeNumbers(connection, insert, runs, numbers);
}

absl::Status WriteLines(Connection& connection, std::span<const SubmissionWrite> writes,
                        std::uint32_t shards) {
  postgres::CopyWriter copy(ledger_sql::kCopyColumns);
  for (const SubmissionWrite& write : writes) {
    const SubmissionPlace& place = write.place;
    EncodeLineRows(write.entry->lines,
                   {place.key.payer, place.run_no, place.submission_no, place.chunk_no}, shards,
                   copy);
  }
  if (copy.rows() == 0) return absl::OkStatus();
  return connection.CopyIn(ledger_sql::kCopyLines, std::move(copy).Finish());
}

void AppendWaiting(const SubmissionWrite& write, Statements& statements) {
  std::vector<std::int64_t> lines;
  std::vector<std::string> tokens;
  std::vector<std::string> candidates;
  for (const LineRecord& line : write.entry->lines) {
    if (!line.waiting()) continue;
    lines.push_back(static_cast<std::int64_t>(line.verdict.line_no));
    tokens.push_back(ToUuidText(line.token));
    candidates.push_back(WriteCandidates(line.verdict.match.candidates));
  }
  if (lines.empty()) return;
  statements.push_back(
      {ledger_sql::kInsertWaiting,
       {Param(write.place.submission_no), Param::Int64Array(lines), IdParam(write.place.key.payer),
        Param::TextArray(tokens), Param::TextArray(candidates), Param(write.entry->recorded_at),
        Param(write.entry->waiting_until)}});
}

// Of several lines with one number the last one counts.
void AppendNumbers(const SubmissionWrite& write, Statements& statements) {
  std::map<std::string_view, std::int64_t> owners;
  for (const LineRecord& line : write.entry->lines) {
    if (!line.counted || line.payroll_number.empty()) continue;
    if (line.verdict.match.reasons.Has(MatchReason::kSamePayrollNumber)) continue;
    owners[line.payroll_number] = ToColumn(line.counted->worker.value());
  }
  if (owners.empty()) return;
  std::vector<std::string> numbers;
  std::vector<std::int64_t> workers;
  for (const auto& [number, worker] : owners) {
    numbers.emplace_back(number);
    workers.push_back(worker);
  }
  statements.push_back(
      {ledger_sql::kKeepNumbers,
       {IdParam(write.place.key.payer), Param::TextArray(numbers), Param::Int64Array(workers)}});
}

// Lines that count as paid for may have been taken back without any amount changing, and a nil
// return declares what was missing: both leave no accrual that would tell.
void AppendConsequences(const SubmissionWrite& write, Statements& statements) {
  const LedgerEntry& entry = *write.entry;
  const SubmissionKey& key = write.place.key;
  if (!entry.endings.empty()) {
    const std::vector<std::int64_t> period = {key.period.number()};
    statements.push_back(
        {paid_sql::kQueuePaidPeriods, {IdParam(key.payer), Param::Int64Array(period)}});
  }
  if (entry.run.kind == RunKind::kNil && entry.after.sealed_at) {
    statements.push_back({paid_sql::kNoteNilReturn,
                          {IdParam(key.payer), MonthParam(key.period),
                           Param(std::int64_t{ToDayNumber(DayInWib(entry.recorded_at))})}});
  }
}

// What need not wait until the counters of the outbox are held. Usually nothing.
absl::Status WriteBeforeFacts(Connection& connection, std::span<const SubmissionWrite> writes) {
  Statements statements;
  for (const SubmissionWrite& write : writes) {
    const LedgerEntry& entry = *write.entry;
    AppendEndings(entry.endings, write.place.chunk_no, write.place.submission_no, statements);
    AppendWaiting(write, statements);
    AppendNumbers(write, statements);
    AppendConsequences(write, statements);
    if (!entry.replaces_now) continue;
    statements.push_back(
        {ledger_sql::kReplaceRun, {Param(entry.run.replaces), Param(write.place.run_no)}});
  }
  return RunAll(connection, statements);
}

bool MakesChunk(const LedgerEntry& entry) {
  return !entry.lines.empty() || entry.period_version != 0;
}

// The writes that are chunks of their own, and where their facts stand.
struct Chunks {
  std::vector<const SubmissionWrite*> writes;
  std::vector<std::int64_t> fact_chunks;
  std::vector<std::int64_t> fact_shards;
  std::vector<std::int64_t> fact_sequences;
  Epoch epoch;
};

Chunks ChunksOf(std::span<const SubmissionWrite> writes, const std::vector<Position>& added) {
  Chunks chunks;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    if (!MakesChunk(*writes[i].entry)) continue;
    chunks.writes.push_back(&writes[i]);
    for (const auto& [shard, sequence] : added[i].marks) {
      chunks.epoch = added[i].epoch;
      chunks.fact_chunks.push_back(writes[i].place.chunk_no);
      chunks.fact_shards.push_back(shard.value());
      chunks.fact_sequences.push_back(static_cast<std::int64_t>(sequence.value()));
    }
  }
  return chunks;
}

void AppendChunks(const Chunks& chunks, Statements& statements) {
  if (chunks.writes.empty()) return;
  const auto line_no = [](const LedgerEntry& entry, bool first) -> std::uint64_t {
    if (entry.lines.empty()) return 0;
    return (first ? entry.lines.front() : entry.lines.back()).verdict.line_no;
  };
  statements.push_back(
      {ledger_sql::kInsertChunks,
       {NumberColumn(chunks.writes, [](const auto& w) { return w.place.chunk_no; }),
        NumberColumn(chunks.writes, [](const auto& w) { return w.place.submission_no; }),
        NumberColumn(chunks.writes, [&](const auto& w) { return line_no(*w.entry, true); }),
        NumberColumn(chunks.writes, [&](const auto& w) { return line_no(*w.entry, false); }),
        NumberColumn(chunks.writes,
                     [](const auto& w) { return absl::ToUnixMicros(w.entry->recorded_at); })}});
  if (chunks.fact_chunks.empty()) return;
  statements.push_back(
      {ledger_sql::kInsertChunkShards,
       {CountParam(chunks.epoch.value()), Param::Int64Array(chunks.fact_chunks),
        Param::Int64Array(chunks.fact_shards), Param::Int64Array(chunks.fact_sequences)}});
}

void AppendVersions(const Chunks& chunks, Statements& statements) {
  std::vector<const SubmissionWrite*> changed;
  for (const SubmissionWrite* write : chunks.writes) {
    if (write->entry->period_version != 0) changed.push_back(write);
  }
  if (changed.empty()) return;
  const std::vector<Param> versions = {
      NumberColumn(changed, [](const auto& w) { return ToColumn(w.place.key.payer.value()); }),
      NumberColumn(changed, [](const auto& w) { return w.place.key.period.number(); }),
      NumberColumn(changed, [](const auto& w) { return w.entry->period_version; })};
  statements.push_back({ledger_sql::kAdvancePeriods, versions});
  statements.push_back({ledger_sql::kInsertChunkPeriods, versions});
  statements.back().params.push_back(
      NumberColumn(changed, [](const auto& w) { return w.place.chunk_no; }));
}

void AppendAccruals(const Chunks& chunks, Statements& statements) {
  AccrualRows rows;
  for (const SubmissionWrite* write : chunks.writes) {
    const LedgerEntry& entry = *write->entry;
    if (entry.period_version == 0) continue;
    const SubmissionKey& key = write->place.key;
    rows.Add({key.payer, key.period, entry.period_version, entry.recorded_at},
             AccrualsOf(entry.lines, entry.endings));
  }
  if (!rows.empty()) statements.push_back(rows.Insert());
}

std::int64_t MicrosOrZero(const std::optional<absl::Time>& time) {
  return time ? absl::ToUnixMicros(*time) : 0;
}

// `positions` are those of the submissions with the new facts.
Connection::Statement UpdateSubmissions(std::span<const SubmissionWrite> writes,
                                        const std::vector<Position>& positions,
                                        const WriteTools& tools) {
  std::vector<const SubmissionWrite*> all;
  std::vector<std::string> digests;
  std::vector<std::string> sequences;
  std::vector<std::int64_t> epochs;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const auto& [place, entry] = writes[i];
    all.push_back(&writes[i]);
    digests.push_back(MaskDigest(entry->after.digest, tools.vault, place.submission_no,
                                 entry->after.totals.lines));
    sequences.push_back(ToSequencesText(positions[i], tools.shards));
    epochs.push_back(positions[i].epoch.value());
  }
  const auto total = [&](auto Totals::*count) {
    return NumberColumn(all, [count](const auto& w) { return w.entry->after.totals.*count; });
  };
  return {ledger_sql::kUpdateSubmissions,
          {NumberColumn(all, [](const auto& w) { return w.place.submission_no; }),
           NumberColumn(all, [](const auto& w) { return MicrosOrZero(w.entry->after.sealed_at); }),
           total(&Totals::lines), total(&Totals::accepted), total(&Totals::accepted_with_warnings),
           total(&Totals::waiting), total(&Totals::rejected),
           NumberColumn(
               all, [](const auto& w) { return w.entry->after.totals.accepted_rupiah.value(); }),
           Param::BytesArray(digests), Param::Int64Array(epochs), Param::TextArray(sequences),
           total(&Totals::deletions),
           NumberColumn(all, [](const auto& w) { return w.entry->after.period_version; })}};
}

// The facts of all writes, and how many are each one's.
struct Facts {
  std::vector<OutboxEvent> events;
  std::vector<std::size_t> counts;
};

Facts FactsOfAll(std::span<const SubmissionWrite> writes, std::uint32_t shards) {
  Facts facts;
  for (const auto& [place, entry] : writes) {
    std::vector<OutboxEvent> own;
    if (MakesChunk(*entry)) {
      own = FactsOf(entry->lines, entry->endings, place.key.payer, shards, entry->recorded_at);
    }
    facts.counts.push_back(own.size());
    std::move(own.begin(), own.end(), std::back_inserter(facts.events));
  }
  return facts;
}

// Numbers all facts in one statement, and tells each write the position of its own.
absl::StatusOr<std::vector<Position>> AppendFacts(Connection& connection,
                                                  std::span<const SubmissionWrite> writes,
                                                  const WriteTools& tools) {
  const Facts facts = FactsOfAll(writes, tools.shards);
  Position all;
  PARITRANA_ASSIGN_OR_RETURN(
      const std::vector<Sequence> sequences,
      tools.outbox.Append(connection, facts.events, writes.front().entry->recorded_at, &all));
  std::vector<Position> positions;
  std::size_t next = 0;
  for (const std::size_t count : facts.counts) {
    Position& position = positions.emplace_back();
    for (const std::size_t end = next + count; next < end; ++next) {
      position.Merge({all.epoch, {{facts.events[next].shard, sequences[next]}}});
    }
  }
  return positions;
}

}  // namespace

absl::StatusOr<std::vector<Position>> WriteLedger(Connection& connection,
                                                  std::span<SubmissionWrite> writes,
                                                  const WriteTools& tools) {
  PARITRANA_RETURN_IF_ERROR(MakeRuns(connection, writes));
  PARITRANA_RETURN_IF_ERROR(MakeSubmissions(connection, writes));
  PARITRANA_RETURN_IF_ERROR(WriteLines(connection, writes, tools.shards));
  PARITRANA_RETURN_IF_ERROR(WriteBeforeFacts(connection, writes));
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Position> added,
                             AppendFacts(connection, writes, tools));
  std::vector<Position> positions;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    positions.push_back(writes[i].entry->after.position);
    positions.back().Merge(added[i]);
  }
  const Chunks chunks = ChunksOf(writes, added);
  Statements statements;
  AppendChunks(chunks, statements);
  AppendVersions(chunks, statements);
  AppendAccruals(chunks, statements);
  statements.push_back(UpdateSubmissions(writes, positions, tools));
  PARITRANA_RETURN_IF_ERROR(RunAll(connection, statements));
  return positions;
}

}  // namespace paritrana::compliance
