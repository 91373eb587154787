// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/contribution_ledger.h"

#include <map>
#include <optional>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/candidate_text.h"
#include "services/compliance/adapters/postgres/digest_mask.h"
#include "services/compliance/adapters/postgres/ledger_endings.h"
#include "services/compliance/adapters/postgres/ledger_reads.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/line_rows.h"
#include "services/compliance/adapters/postgres/rows.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

Param IdParam(EmployerId id) { return Param(ToColumn(id.value())); }
Param CountParam(std::uint64_t count) { return Param(static_cast<std::int64_t>(count)); }
Param MonthParam(Month month) { return Param(std::int64_t{month.number()}); }

// One transaction on one payer's lines.
class PostgresLedgerTransaction : public LedgerTransaction {
 public:
  PostgresLedgerTransaction(postgres::Pool::Lease lease, postgres::Transaction transaction,
                            paritrana::events::Outbox& outbox, const identity::Vault& vault,
                            std::uint32_t shards, const std::function<void()>& committed)
      : lease_(std::move(lease)),
        transaction_(std::move(transaction)),
        outbox_(outbox),
        vault_(vault),
        shards_(shards),
        committed_(committed) {}

  absl::StatusOr<LedgerState> Read(const LedgerQuery& query) override;
  absl::StatusOr<std::vector<LedgerLine>> ReadLive(std::int64_t run_no, std::int64_t most,
                                                   std::int64_t& after) override {
    return ReadLiveLines(*lease_, run_no, most, after);
  }
  absl::StatusOr<Position> Write(const LedgerEntry& entry) override;
  absl::Status Commit() override {
    PARITRANA_RETURN_IF_ERROR(transaction_.Commit());
    committed_();
    return absl::OkStatus();
  }

 private:
  using Statements = std::vector<Connection::Statement>;

  absl::Status CreateSubmission(const LedgerEntry& entry);
  absl::Status WriteLines(const LedgerEntry& entry);
  absl::Status WriteBeforeFacts(const LedgerEntry& entry);
  void AppendWaiting(const LedgerEntry& entry, Statements& statements) const;
  void AppendNumbers(const LedgerEntry& entry, Statements& statements) const;
  void AppendChunk(const LedgerEntry& entry, const Position& added, Statements& statements) const;
  Connection::Statement UpdateSubmission(const Submission& after) const;

  postgres::Pool::Lease lease_;
  postgres::Transaction transaction_;
  paritrana::events::Outbox& outbox_;
  const identity::Vault& vault_;
  const std::uint32_t shards_;
  const std::function<void()>& committed_;

  SubmissionKey key_;
  std::int64_t run_no_ = 0;         // 0: not kept yet
  std::int64_t submission_no_ = 0;  // 0: not kept yet
  std::int64_t chunk_no_ = 0;
};

absl::StatusOr<LedgerState> PostgresLedgerTransaction::Read(const LedgerQuery& query) {
  key_ = query.key;
  LedgerHead head;
  PARITRANA_ASSIGN_OR_RETURN(LedgerState state, ReadLedger(*lease_, query, vault_, head));
  chunk_no_ = head.chunk_no;
  submission_no_ = state.submission_no;
  if (state.run) run_no_ = state.run->run_no;
  return state;
}

absl::Status PostgresLedgerTransaction::CreateSubmission(const LedgerEntry& entry) {
  if (run_no_ == 0) {
    const std::vector<Param> run = {
        IdParam(key_.payer), MonthParam(key_.period), Param(key_.run),
        Param(static_cast<std::int64_t>(entry.run.kind)),
        entry.run.replaces != 0 ? Param(entry.run.replaces) : Param::Null()};
    PARITRANA_ASSIGN_OR_RETURN(const Result row, lease_->Execute(ledger_sql::kInsertRun, run));
    run_no_ = row.Int64(0, 0);
  }
  const std::vector<Param> submission = {Param(run_no_), Param(key_.submission),
                                         Param(entry.after.opened_at)};
  PARITRANA_ASSIGN_OR_RETURN(const Result row,
                             lease_->Execute(ledger_sql::kInsertSubmission, submission));
  submission_no_ = row.Int64(0, 0);
  return absl::OkStatus();
}

absl::Status PostgresLedgerTransaction::WriteLines(const LedgerEntry& entry) {
  if (entry.lines.empty()) return absl::OkStatus();
  const ChunkPlace place = {key_.payer, run_no_, submission_no_, chunk_no_};
  return lease_->CopyIn(ledger_sql::kCopyLines, EncodeLineRows(entry.lines, place, shards_));
}

void PostgresLedgerTransaction::AppendWaiting(const LedgerEntry& entry,
                                              Statements& statements) const {
  std::vector<std::int64_t> lines;
  std::vector<std::string> tokens;
  std::vector<std::string> candidates;
  for (const LineRecord& line : entry.lines) {
    if (!line.waiting()) continue;
    lines.push_back(static_cast<std::int64_t>(line.verdict.line_no));
    tokens.push_back(ToUuidText(line.token));
    candidates.push_back(WriteCandidates(line.verdict.match.candidates));
  }
  if (lines.empty()) return;
  statements.push_back({ledger_sql::kInsertWaiting,
                        {Param(submission_no_), Param::Int64Array(lines), IdParam(key_.payer),
                         Param::TextArray(tokens), Param::TextArray(candidates),
                         Param(entry.recorded_at), Param(entry.waiting_until)}});
}

// Of several lines with one number the last one counts.
void PostgresLedgerTransaction::AppendNumbers(const LedgerEntry& entry,
                                              Statements& statements) const {
  std::map<std::string_view, std::int64_t> owners;
  for (const LineRecord& line : entry.lines) {
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
       {IdParam(key_.payer), Param::TextArray(numbers), Param::Int64Array(workers)}});
}

// What need not wait until the counters of the outbox are held. Usually nothing.
absl::Status PostgresLedgerTransaction::WriteBeforeFacts(const LedgerEntry& entry) {
  Statements statements;
  AppendEndings(entry.endings, chunk_no_, submission_no_, statements);
  AppendWaiting(entry, statements);
  AppendNumbers(entry, statements);
  if (entry.replaces_now) {
    statements.push_back({ledger_sql::kReplaceRun, {Param(entry.run.replaces), Param(run_no_)}});
  }
  if (statements.empty()) return absl::OkStatus();
  return lease_->Pipeline(statements).status();
}

void PostgresLedgerTransaction::AppendChunk(const LedgerEntry& entry, const Position& added,
                                            Statements& statements) const {
  const bool lines = !entry.lines.empty();
  const auto line_no = [](const LineRecord& line) { return CountParam(line.verdict.line_no); };
  statements.push_back(
      {ledger_sql::kInsertChunk,
       {Param(chunk_no_), Param(submission_no_),
        lines ? line_no(entry.lines.front()) : Param::Null(),
        lines ? line_no(entry.lines.back()) : Param::Null(), Param(entry.recorded_at)}});
  std::vector<std::int64_t> shards;
  std::vector<std::int64_t> sequences;
  for (const auto& [shard, sequence] : added.marks) {
    shards.push_back(shard.value());
    sequences.push_back(static_cast<std::int64_t>(sequence.value()));
  }
  if (!shards.empty()) {
    statements.push_back({ledger_sql::kInsertChunkShards,
                          {Param(chunk_no_), CountParam(added.epoch.value()),
                           Param::Int64Array(shards), Param::Int64Array(sequences)}});
  }
  if (entry.period_version == 0) return;
  const std::vector<Param> version = {IdParam(key_.payer), MonthParam(key_.period),
                                      CountParam(entry.period_version)};
  statements.push_back({ledger_sql::kAdvancePeriod, version});
  statements.push_back({ledger_sql::kInsertChunkPeriod, version});
  statements.back().params.push_back(Param(chunk_no_));
}

Connection::Statement PostgresLedgerTransaction::UpdateSubmission(const Submission& after) const {
  const Totals& totals = after.totals;
  return {ledger_sql::kUpdateSubmission,
          {Param(submission_no_), after.sealed_at ? Param(*after.sealed_at) : Param::Null(),
           CountParam(totals.lines), CountParam(totals.accepted),
           CountParam(totals.accepted_with_warnings), CountParam(totals.waiting),
           CountParam(totals.rejected), Param(totals.accepted_rupiah.value()),
           Param::Bytes(MaskDigest(after.digest, vault_, submission_no_, totals.lines)),
           CountParam(after.position.epoch.value()),
           Param::Int64Array(ToSequences(after.position, shards_)), CountParam(totals.deletions),
           CountParam(after.period_version)}};
}

absl::StatusOr<Position> PostgresLedgerTransaction::Write(const LedgerEntry& entry) {
  if (submission_no_ == 0) PARITRANA_RETURN_IF_ERROR(CreateSubmission(entry));
  PARITRANA_RETURN_IF_ERROR(WriteLines(entry));
  PARITRANA_RETURN_IF_ERROR(WriteBeforeFacts(entry));
  Submission after = entry.after;
  Statements statements;
  if (!entry.lines.empty() || entry.period_version != 0) {
    Position added;
    const auto facts = FactsOf(entry.lines, entry.endings, key_.payer, shards_, entry.recorded_at);
    PARITRANA_RETURN_IF_ERROR(outbox_.Append(*lease_, facts, entry.recorded_at, &added).status());
    after.position.Merge(added);
    AppendChunk(entry, added, statements);
  }
  statements.push_back(UpdateSubmission(after));
  PARITRANA_RETURN_IF_ERROR(lease_->Pipeline(statements).status());
  return after.position;
}

}  // namespace

PostgresContributionLedger::PostgresContributionLedger(postgres::Pool& pool,
                                                       const identity::Vault& vault,
                                                       std::uint32_t shards,
                                                       std::function<void()> committed)
    : pool_(pool),
      vault_(vault),
      shards_(shards),
      committed_(std::move(committed)),
      outbox_("/paritrana/compliance") {}

absl::StatusOr<std::unique_ptr<LedgerTransaction>> PostgresContributionLedger::Begin(
    EmployerId, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(postgres::Pool::Lease lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(postgres::Transaction transaction,
                             postgres::Transaction::Begin(*lease));
  return std::make_unique<PostgresLedgerTransaction>(std::move(lease), std::move(transaction),
                                                     outbox_, vault_, shards_, committed_);
}

}  // namespace paritrana::compliance
