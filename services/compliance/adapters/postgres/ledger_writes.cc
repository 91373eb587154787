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
void TakeNumbers(const Result& rows, std::span<const std::int64_t> keys,
                 std::span<std::int64_t* const> numbers) {
  std::map<std::int64_t, std::int64_t> made;
  for (int row = 0; row < rows.rows(); ++row) made[rows.Int64(row, 0)] = rows.Int64(row, 1);
  for (std::size_t i = 0; i < keys.size(); ++i) *numbers[i] = made.at(keys[i]);
}

std::int64_t PayerColumn(const SubmissionWrite& write) {
  return ToColumn(write.place.key.payer.value());
}
std::int64_t PeriodColumn(const SubmissionWrite& write) { return write.place.key.period.number(); }

// The writes whose run or submission is not kept yet.
struct FreshWrites {
  void Add(SubmissionWrite& write, std::int64_t& number) {
    writes.push_back(&write);
    numbers.push_back(&number);
    runs.push_back(write.place.key.run);
    submissions.push_back(write.place.key.submission);
  }
  std::vector<const SubmissionWrite*> writes;
  std::vector<std::int64_t*> numbers;
  std::vector<std::string> runs;
  std::vector<std::string> submissions;
};

Connection::Statement InsertRuns(const FreshWrites& fresh) {
  return {ledger_sql::kInsertRuns,
          {NumberColumn(fresh.writes, PayerColumn), NumberColumn(fresh.writes, PeriodColumn),
           Param::TextArray(fresh.runs),
           NumberColumn(fresh.writes, [](const auto& w) { return w.entry->run.kind; }),
           NumberColumn(fresh.writes, [](const auto& w) { return w.entry->run.replaces; })}};
}

Connection::Statement InsertSubmissions(const FreshWrites& fresh) {
  return {ledger_sql::kInsertSubmissions,
          {NumberColumn(fresh.writes, PayerColumn), NumberColumn(fresh.writes, PeriodColumn),
           Param::TextArray(fresh.runs), Param::TextArray(fresh.submissions),
           NumberColumn(fresh.writes, [](const auto& w) {
             return absl::ToUnixMicros(w.entry->after.opened_at);
           })}};
}

// In one round trip: submissions name their run, which is there by then.
absl::Status MakeRunsAndSubmissions(Connection& connection, std::span<SubmissionWrite> writes) {
  FreshWrites runs, submissions;
  for (SubmissionWrite& write : writes) {
    if (write.place.run_no == 0) runs.Add(write, write.place.run_no);
    if (write.place.submission_no == 0) submissions.Add(write, write.place.submission_no);
  }
  Statements statements;
  if (!runs.writes.empty()) statements.push_back(InsertRuns(runs));
  if (!submissions.writes.empty()) statements.push_back(InsertSubmissions(submissions));
  if (statements.empty()) return absl::OkStatus();
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> made, connection.Pipeline(statements));
  if (!runs.writes.empty()) {
    TakeNumbers(made.front(), Column(runs.writes, PayerColumn), runs.numbers);
  }
  if (!submissions.writes.empty()) {
    const auto run_no = [](const SubmissionWrite& write) { return write.place.run_no; };
    TakeNumbers(made.back(), Column(submissions.writes, run_no), submissions.numbers);
  }
  return absl::OkStatus();
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

bool MakesChunk(const LedgerEntry& entry) {
  return !entry.lines.empty() || entry.period_version != 0;
}

void AppendChunks(std::span<const SubmissionWrite* const> chunks, Statements& statements) {
  if (chunks.empty()) return;
  const auto line_no = [](const LedgerEntry& entry, bool first) -> std::uint64_t {
    if (entry.lines.empty()) return 0;
    return (first ? entry.lines.front() : entry.lines.back()).verdict.line_no;
  };
  statements.push_back(
      {ledger_sql::kInsertChunks,
       {NumberColumn(chunks, [](const auto& w) { return w.place.chunk_no; }),
        NumberColumn(chunks, [](const auto& w) { return w.place.submission_no; }),
        NumberColumn(chunks, [&](const auto& w) { return line_no(*w.entry, true); }),
        NumberColumn(chunks, [&](const auto& w) { return line_no(*w.entry, false); }),
        NumberColumn(chunks,
                     [](const auto& w) { return absl::ToUnixMicros(w.entry->recorded_at); })}});
}

// Versions of the periods that change, and what they change in what is declared.
void AppendVersions(std::span<const SubmissionWrite* const> changed, Statements& statements) {
  if (changed.empty()) return;
  std::vector<Param> versions = {
      NumberColumn(changed, PayerColumn), NumberColumn(changed, PeriodColumn),
      NumberColumn(changed, [](const auto& w) { return w.entry->period_version; }),
      NumberColumn(changed, [](const auto& w) { return w.place.chunk_no; })};
  statements.push_back({ledger_sql::kAdvancePeriods, std::move(versions)});
  AccrualRows rows;
  for (const SubmissionWrite* write : changed) {
    const LedgerEntry& entry = *write->entry;
    const SubmissionKey& key = write->place.key;
    rows.Add({key.payer, key.period, entry.period_version, entry.recorded_at},
             AccrualsOf(entry.lines, entry.endings));
  }
  if (!rows.empty()) statements.push_back(rows.Insert());
}

// All that need not wait until the counters of the outbox are held.
absl::Status WriteBeforeFacts(Connection& connection, std::span<const SubmissionWrite> writes) {
  Statements statements;
  std::vector<const SubmissionWrite*> chunks, changed;
  for (const SubmissionWrite& write : writes) {
    const LedgerEntry& entry = *write.entry;
    if (MakesChunk(entry)) chunks.push_back(&write);
    if (entry.period_version != 0) changed.push_back(&write);
    AppendEndings(entry.endings, write.place.chunk_no, write.place.submission_no, statements);
    AppendWaiting(write, statements);
    AppendNumbers(write, statements);
    AppendConsequences(write, statements);
    if (!entry.replaces_now) continue;
    statements.push_back(
        {ledger_sql::kReplaceRun, {Param(entry.run.replaces), Param(write.place.run_no)}});
  }
  AppendChunks(chunks, statements);
  AppendVersions(changed, statements);
  return RunAll(connection, statements);
}

// Which facts the chunks became; `added` has the position of each write's facts.
void AppendChunkShards(std::span<const SubmissionWrite> writes, const std::vector<Position>& added,
                       Statements& statements) {
  std::vector<std::int64_t> chunks, shards, sequences;
  Epoch epoch;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    for (const auto& [shard, sequence] : added[i].marks) {
      epoch = added[i].epoch;
      chunks.push_back(writes[i].place.chunk_no);
      shards.push_back(shard.value());
      sequences.push_back(static_cast<std::int64_t>(sequence.value()));
    }
  }
  if (chunks.empty()) return;
  statements.push_back({ledger_sql::kInsertChunkShards,
                        {CountParam(epoch.value()), Param::Int64Array(chunks),
                         Param::Int64Array(shards), Param::Int64Array(sequences)}});
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
  PARITRANA_RETURN_IF_ERROR(MakeRunsAndSubmissions(connection, writes));
  PARITRANA_RETURN_IF_ERROR(WriteLines(connection, writes, tools.shards));
  PARITRANA_RETURN_IF_ERROR(WriteBeforeFacts(connection, writes));
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Position> added,
                             AppendFacts(connection, writes, tools));
  std::vector<Position> positions;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    positions.push_back(writes[i].entry->after.position);
    positions.back().Merge(added[i]);
  }
  Statements statements;
  AppendChunkShards(writes, added, statements);
  statements.push_back(UpdateSubmissions(writes, positions, tools));
  PARITRANA_RETURN_IF_ERROR(RunAll(connection, statements));
  return positions;
}

}  // namespace paritrana::compliance
