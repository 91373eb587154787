// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/ledger_writes.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/candidate_text.h"
#include "services/compliance/adapters/postgres/digest_mask.h"
#include "services/compliance/adapters/postgres/ledger_endings.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/line_rows.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using paritrana::events::OutboxEvent;
using postgres::Connection;
using postgres::Param;
using postgres::Result;
using Statements = std::vector<Connection::Statement>;

Param IdParam(EmployerId id) { return Param(ToColumn(id.value())); }
Param CountParam(std::uint64_t count) { return Param(static_cast<std::int64_t>(count)); }
Param MonthParam(Month month) { return Param(std::int64_t{month.number()}); }

absl::Status RunAll(Connection& connection, const Statements& statements) {
  if (statements.empty()) return absl::OkStatus();
  return connection.Pipeline(statements).status();
}

Connection::Statement InsertRun(const SubmissionWrite& write) {
  const RunState& run = write.entry->run;
  return {ledger_sql::kInsertRun,
          {IdParam(write.place.key.payer), MonthParam(write.place.key.period),
           Param(write.place.key.run), Param(static_cast<std::int64_t>(run.kind)),
           run.replaces != 0 ? Param(run.replaces) : Param::Null()}};
}

Connection::Statement InsertSubmission(const SubmissionWrite& write) {
  return {ledger_sql::kInsertSubmission,
          {Param(write.place.run_no), Param(write.place.key.submission),
           Param(write.entry->after.opened_at)}};
}

// Inserts what has no number yet and takes the numbers given.
absl::Status MakeNumbers(Connection& connection, std::span<SubmissionWrite> writes,
                         std::int64_t SubmissionPlace::*number,
                         Connection::Statement (*insert)(const SubmissionWrite&)) {
  Statements statements;
  std::vector<std::int64_t*> numbers;
  for (SubmissionWrite& write : writes) {
    // A run is made together with its first submission.
    if (write.place.*number != 0) continue;
    statements.push_back(insert(write));
    numbers.push_back(&(write.place.*number));
  }
  if (statements.empty()) return absl::OkStatus();
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> results, connection.Pipeline(statements));
  for (std::size_t i = 0; i < numbers.size(); ++i) *numbers[i] = results[i].Int64(0, 0);
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

// What need not wait until the counters of the outbox are held. Usually nothing.
absl::Status WriteBeforeFacts(Connection& connection, std::span<const SubmissionWrite> writes) {
  Statements statements;
  for (const SubmissionWrite& write : writes) {
    const LedgerEntry& entry = *write.entry;
    AppendEndings(entry.endings, write.place.chunk_no, write.place.submission_no, statements);
    AppendWaiting(write, statements);
    AppendNumbers(write, statements);
    if (!entry.replaces_now) continue;
    statements.push_back(
        {ledger_sql::kReplaceRun, {Param(entry.run.replaces), Param(write.place.run_no)}});
  }
  return RunAll(connection, statements);
}

bool MakesChunk(const LedgerEntry& entry) {
  return !entry.lines.empty() || entry.period_version != 0;
}

void AppendChunk(const SubmissionWrite& write, const Position& added, Statements& statements) {
  const auto& [place, entry] = write;
  const bool lines = !entry->lines.empty();
  const auto line_no = [](const LineRecord& line) { return CountParam(line.verdict.line_no); };
  statements.push_back(
      {ledger_sql::kInsertChunk,
       {Param(place.chunk_no), Param(place.submission_no),
        lines ? line_no(entry->lines.front()) : Param::Null(),
        lines ? line_no(entry->lines.back()) : Param::Null(), Param(entry->recorded_at)}});
  std::vector<std::int64_t> shards;
  std::vector<std::int64_t> sequences;
  for (const auto& [shard, sequence] : added.marks) {
    shards.push_back(shard.value());
    sequences.push_back(static_cast<std::int64_t>(sequence.value()));
  }
  if (!shards.empty()) {
    statements.push_back({ledger_sql::kInsertChunkShards,
                          {Param(place.chunk_no), CountParam(added.epoch.value()),
                           Param::Int64Array(shards), Param::Int64Array(sequences)}});
  }
  if (entry->period_version == 0) return;
  const std::vector<Param> version = {IdParam(place.key.payer), MonthParam(place.key.period),
                                      CountParam(entry->period_version)};
  statements.push_back({ledger_sql::kAdvancePeriod, version});
  statements.push_back({ledger_sql::kInsertChunkPeriod, version});
  statements.back().params.push_back(Param(place.chunk_no));
}

Connection::Statement UpdateSubmission(const SubmissionPlace& place, const Submission& after,
                                       const WriteTools& tools) {
  const Totals& totals = after.totals;
  return {ledger_sql::kUpdateSubmission,
          {Param(place.submission_no), after.sealed_at ? Param(*after.sealed_at) : Param::Null(),
           CountParam(totals.lines), CountParam(totals.accepted),
           CountParam(totals.accepted_with_warnings), CountParam(totals.waiting),
           CountParam(totals.rejected), Param(totals.accepted_rupiah.value()),
           Param::Bytes(MaskDigest(after.digest, tools.vault, place.submission_no, totals.lines)),
           CountParam(after.position.epoch.value()),
           Param::Int64Array(ToSequences(after.position, tools.shards)),
           CountParam(totals.deletions), CountParam(after.period_version)}};
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
  PARITRANA_RETURN_IF_ERROR(MakeNumbers(connection, writes, &SubmissionPlace::run_no, &InsertRun));
  PARITRANA_RETURN_IF_ERROR(
      MakeNumbers(connection, writes, &SubmissionPlace::submission_no, &InsertSubmission));
  PARITRANA_RETURN_IF_ERROR(WriteLines(connection, writes, tools.shards));
  PARITRANA_RETURN_IF_ERROR(WriteBeforeFacts(connection, writes));
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Position> added,
                             AppendFacts(connection, writes, tools));
  Statements statements;
  std::vector<Position> positions;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    Submission after = writes[i].entry->after;
    after.position.Merge(added[i]);
    if (MakesChunk(*writes[i].entry)) AppendChunk(writes[i], added[i], statements);
    statements.push_back(UpdateSubmission(writes[i].place, after, tools));
    positions.push_back(std::move(after.position));
  }
  PARITRANA_RETURN_IF_ERROR(RunAll(connection, statements));
  return positions;
}

}  // namespace paritrana::compliance
