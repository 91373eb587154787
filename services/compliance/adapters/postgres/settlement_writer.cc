// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/settlement_writer.h"

#include <string>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/events/contribution_facts.h"
#include "services/compliance/adapters/postgres/accrual_rows.h"
#include "services/compliance/adapters/postgres/books/paid_statements.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/adapters/postgres/settlement_statements.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

}  // namespace

SettlementWriter::SettlementWriter(Connection& connection, EmployerId payer,
                                   paritrana::events::Outbox& outbox, std::uint32_t shards)
    : connection_(connection), payer_(payer), outbox_(outbox), shards_(shards) {}

void SettlementWriter::NoteEndOfWait(const OpenLine& after) {
  waited_.Add(after, shards_);
  SubmissionChange& change = submissions_[after.line.id.submission_no];
  change.period = after.period;
  if (!after.line.live() && after.line.verdict == VerdictKind::kRejected) {
    ++change.rejected;
    return;
  }
  ++change.accepted;
  if (after.line.verdict == VerdictKind::kAcceptedWithWarnings) ++change.warned;
  change.rupiah += after.line.counted.amount.value();
  change.shards.insert(ShardOf(after.line.counted.worker.value(), shards_));
  if (!after.payroll_number.empty()) {
    numbers_[after.payroll_number] = ToColumn(after.line.counted.worker.value());
  }
}

void SettlementWriter::Sort(const Settlement& settlement) {
  for (const SettledLine& line : settlement.lines) {
    const OpenLine& after = line.after;
    if (after.line.waiting()) {
      waiting_.Add(after, shards_);
      continue;
    }
    periods_.insert(after.period);
    if (line.waited) NoteEndOfWait(after);
    if (after.line.verdict == VerdictKind::kRejected) {
      refused_.Add(after, shards_);
      continue;
    }
    counted_.Add(after, shards_);
    if (!line.waited) posted_.Add(after, shards_);
  }
}

absl::Status SettlementWriter::RaiseVersions() {
  std::vector<std::int64_t> months;
  for (const Month period : periods_) months.push_back(period.number());
  PARITRANA_ASSIGN_OR_RETURN(const Result chunk, connection_.Execute(settlement_sql::kNextChunk));
  chunk_no_ = chunk.Int64(0, 0);
  const std::vector<Param> params = {IdParam(payer_), Param::Int64Array(months), Param(chunk_no_)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             connection_.Execute(settlement_sql::kRaiseVersions, params));
  for (int row = 0; row < rows.rows(); ++row) {
    versions_[Month::FromNumber(static_cast<std::int32_t>(rows.Int64(row, 0)))] =
        static_cast<std::uint64_t>(rows.Int64(row, 1));
  }
  return absl::OkStatus();
}

// Moves and merges change no amount, so no accrual tells that lines count as paid for elsewhere.
Connection::Statement SettlementWriter::QueuePaidPeriods() const {
  std::vector<std::int64_t> months;
  for (const Month period : periods_) months.push_back(period.number());
  return {paid_sql::kQueuePaidPeriods, {IdParam(payer_), Param::Int64Array(months)}};
}

absl::Status SettlementWriter::WriteLines(const Settlement& settlement) {
  std::vector<Connection::Statement> statements;
  if (!posted_.empty()) {
    statements.push_back({ledger_sql::kJournalPostings, {posted_.submissions(), posted_.lines()}});
  }
  if (!counted_.empty()) {
    statements.push_back(
        {settlement_sql::kUpdateCounted, counted_.Counted(ToColumn(payer_.value()))});
  }
  if (!refused_.empty()) {
    statements.push_back({settlement_sql::kUpdateRefused, refused_.Refused()});
  }
  if (!waiting_.empty()) {
    statements.push_back({settlement_sql::kUpdateWaiting, waiting_.Waiting()});
  }
  if (!waited_.empty()) {
    statements.push_back({ledger_sql::kForgetWaiting, {waited_.submissions(), waited_.lines()}});
  }
  if (!periods_.empty()) statements.push_back(QueuePaidPeriods());
  if (!statements.empty()) PARITRANA_RETURN_IF_ERROR(connection_.Pipeline(statements).status());
  if (settlement.journal.empty()) return absl::OkStatus();
  return connection_.CopyIn(settlement_sql::kCopyEntries,
                            EncodeEntries(settlement.journal, chunk_no_, shards_));
}

absl::Status SettlementWriter::WriteNumbersAndTasks(const Settlement& settlement) {
  const Param employer(ToColumn(payer_.value()));
  std::vector<std::string> numbers;
  std::vector<std::int64_t> holders, merged, owners, done;
  for (const auto& [number, worker] : numbers_) {
    numbers.push_back(number);
    holders.push_back(worker);
  }
  for (const auto& [worker, owner] : settlement.merged) {
    merged.push_back(ToColumn(worker.value()));
    owners.push_back(ToColumn(owner.value()));
  }
  for (const Pseudonym task : settlement.done) done.push_back(ToColumn(task.value()));
  const std::vector<Connection::Statement> statements = {
      {ledger_sql::kKeepNumbers, {employer, Param::TextArray(numbers), Param::Int64Array(holders)}},
      {settlement_sql::kMoveNumbers,
       {employer, Param::Int64Array(merged), Param::Int64Array(owners)}},
      {settlement_sql::kForgetTasks, {employer, Param::Int64Array(done)}}};
  return connection_.Pipeline(statements).status();
}

std::vector<Param> SettlementWriter::SubmissionParams(const Position& added) const {
  std::vector<std::int64_t> submissions, accepted, warned, rejected, rupiah, versions;
  std::vector<std::string> sequences;
  for (const auto& [submission_no, change] : submissions_) {
    submissions.push_back(submission_no);
    accepted.push_back(change.accepted);
    warned.push_back(change.warned);
    rejected.push_back(change.rejected);
    rupiah.push_back(change.rupiah);
    versions.push_back(static_cast<std::int64_t>(versions_.at(change.period)));
    Position own;
    for (const Shard shard : change.shards) own.marks[shard] = added.marks.at(shard);
    sequences.push_back(ToSequencesText(own, shards_));
  }
  return {Param(std::int64_t{added.epoch.value()}),
          Param::Int64Array(submissions),
          Param::Int64Array(accepted),
          Param::Int64Array(warned),
          Param::Int64Array(rejected),
          Param::Int64Array(rupiah),
          Param::Int64Array(versions),
          Param::TextArray(sequences)};
}

absl::Status SettlementWriter::AppendFacts(const Settlement& settlement, absl::Time recorded_at) {
  Position added;
  ContributionFacts facts(shards_);
  for (const JournalRow& row : settlement.journal) facts.Add(row.as, payer_, row.takes_back);
  PARITRANA_RETURN_IF_ERROR(
      outbox_.Append(connection_, facts.Finish(recorded_at), recorded_at, &added).status());
  std::vector<std::int64_t> shards, sequences;
  for (const auto& [shard, sequence] : added.marks) {
    shards.push_back(shard.value());
    sequences.push_back(static_cast<std::int64_t>(sequence.value()));
  }
  std::vector<Connection::Statement> statements = {
      {settlement_sql::kInsertChunk, {Param(chunk_no_), Param(recorded_at)}},
      {ledger_sql::kInsertChunkShards,
       {Param(std::int64_t{added.epoch.value()}),
        Param::Int64Array(std::vector<std::int64_t>(shards.size(), chunk_no_)),
        Param::Int64Array(shards), Param::Int64Array(sequences)}},
      {settlement_sql::kUpdateSubmissions, SubmissionParams(added)}};
  AccrualRows accruals;
  for (const auto& [period, sum] : AccrualsOf(settlement)) {
    accruals.Add({payer_, period, versions_.at(period), recorded_at}, sum);
  }
  if (!accruals.empty()) statements.push_back(accruals.Insert());
  return connection_.Pipeline(statements).status();
}

absl::StatusOr<std::map<Month, std::uint64_t>> SettlementWriter::Write(const Settlement& settlement,
                                                                       absl::Time recorded_at) {
  Sort(settlement);
  if (!periods_.empty()) PARITRANA_RETURN_IF_ERROR(RaiseVersions());
  PARITRANA_RETURN_IF_ERROR(WriteLines(settlement));
  PARITRANA_RETURN_IF_ERROR(WriteNumbersAndTasks(settlement));
  if (!periods_.empty()) PARITRANA_RETURN_IF_ERROR(AppendFacts(settlement, recorded_at));
  return versions_;
}

}  // namespace paritrana::compliance
