// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/contribution_ledger.h"

#include <optional>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/digest_mask.h"
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

// The look-ups as one array a column.
struct LookupColumns {
  explicit LookupColumns(std::span<const LineLookup> lookups) {
    for (const LineLookup& line : lookups) {
      tokens.push_back(ToUuidText(line.worker));
      segments.push_back(static_cast<std::int64_t>(line.segment));
      first_months.push_back(line.covered.from.number());
      last_months.push_back(line.covered.to.number());
      line_keys.push_back(LineKey(line.line_id));
      line_ids.emplace_back(line.line_id);
    }
  }
  std::vector<std::string> tokens;
  std::vector<std::int64_t> segments;
  std::vector<std::int64_t> first_months;
  std::vector<std::int64_t> last_months;
  std::vector<std::int64_t> line_keys;
  std::vector<std::string> line_ids;
};

Connection::Statement FactsStatement(const LedgerQuery& query) {
  const LookupColumns columns(query.lookups);
  return {ledger_sql::kReadFacts,
          {Param::TextArray(columns.tokens), Param::Int64Array(columns.segments),
           Param::Int64Array(columns.first_months), Param::Int64Array(columns.last_months),
           Param::Int64Array(columns.line_keys), Param::TextArray(columns.line_ids),
           IdParam(query.key.payer), MonthParam(query.key.period), Param(query.key.run)}};
}

std::vector<Connection::Statement> ReadStatements(const LedgerQuery& query) {
  const SubmissionKey& key = query.key;
  const std::vector<Param> name = {IdParam(key.payer), MonthParam(key.period), Param(key.run),
                                   Param(key.submission)};
  std::vector<Connection::Statement> statements = {{ledger_sql::kPlanByIndex, {}},
                                                   {ledger_sql::kLockPayer, {IdParam(key.payer)}},
                                                   {ledger_sql::kReadSubmission, name}};
  if (query.last_line_no < query.first_line_no) return statements;
  std::vector<Param> lines = name;
  lines.push_back(CountParam(query.first_line_no));
  lines.push_back(CountParam(query.last_line_no));
  statements.push_back({ledger_sql::kReadStoredLines, std::move(lines)});
  if (!query.lookups.empty()) statements.push_back(FactsStatement(query));
  return statements;
}

Membership ReadMembership(const Result& rows, int row) {
  Membership membership;
  membership.membership_no = static_cast<std::uint32_t>(rows.Int64(row, 2));
  membership.segment = static_cast<Segment>(rows.Int64(row, 3));
  membership.worker_kind = static_cast<std::uint8_t>(rows.Int64(row, 4));
  membership.sponsor_kind = static_cast<std::uint8_t>(rows.Int64(row, 5));
  membership.start_day = static_cast<std::int32_t>(rows.Int64(row, 6));
  membership.end_day = static_cast<std::int32_t>(rows.Int64(row, 7));
  membership.workplace_region = FromColumn(rows.Int64(row, 8));
  membership.registration_region = FromColumn(rows.Int64(row, 9));
  return membership;
}

std::optional<LineReference> ReadReference(const Result& rows, int row, int column) {
  if (rows.IsNull(row, column)) return std::nullopt;
  return LineReference{std::string(rows.Text(row, column)),
                       static_cast<std::uint64_t>(rows.Int64(row, column + 1))};
}

// Several rows of one line differ only in the membership.
std::vector<LineFacts> ReadFacts(const Result& rows, std::size_t lookups) {
  std::vector<LineFacts> facts(lookups);
  for (int row = 0; row < rows.rows(); ++row) {
    LineFacts& line = facts[static_cast<std::size_t>(rows.Int64(row, 0)) - 1];
    if (!rows.IsNull(row, 1)) line.worker = Pseudonym(FromColumn(rows.Int64(row, 1)));
    if (!rows.IsNull(row, 2)) line.memberships.push_back(ReadMembership(rows, row));
    line.same_id = ReadReference(rows, row, 10);
    line.same_months = ReadReference(rows, row, 12);
  }
  return facts;
}

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
  absl::StatusOr<Position> Write(const LedgerEntry& entry) override;
  absl::Status Commit() override {
    PARITRANA_RETURN_IF_ERROR(transaction_.Commit());
    committed_();
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<std::optional<Submission>> ReadHead(const Result& head);
  absl::Status CreateSubmission(absl::Time opened_at);
  absl::Status WriteLines(const LedgerEntry& entry);
  absl::StatusOr<Position> AppendFacts(const LedgerEntry& entry);
  Connection::Statement UpdateSubmission(const Submission& after) const;

  postgres::Pool::Lease lease_;
  postgres::Transaction transaction_;
  paritrana::events::Outbox& outbox_;
  const identity::Vault& vault_;
  const std::uint32_t shards_;
  const std::function<void()>& committed_;

  SubmissionKey key_;
  std::optional<std::int64_t> run_no_;
  std::optional<std::int64_t> submission_no_;
  std::int64_t chunk_no_ = 0;
};

absl::StatusOr<LedgerState> PostgresLedgerTransaction::Read(const LedgerQuery& query) {
  key_ = query.key;
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<Result> results,
                             lease_->Pipeline(ReadStatements(query)));
  LedgerState state;
  state.period_closed = results[2].Bool(0, 0);
  PARITRANA_ASSIGN_OR_RETURN(state.submission, ReadHead(results[2]));
  if (results.size() > 3) {
    for (int row = 0; row < results[3].rows(); ++row) {
      state.stored.push_back(
          {ReadVerdict(results[3], row, 0), FromUuidText(results[3].Text(row, 4))});
    }
  }
  if (results.size() > 4) state.facts = ReadFacts(results[4], query.lookups.size());
  return state;
}

absl::StatusOr<std::optional<Submission>> PostgresLedgerTransaction::ReadHead(const Result& head) {
  chunk_no_ = head.Int64(0, 1);
  if (!head.IsNull(0, 2)) run_no_ = head.Int64(0, 2);
  if (head.IsNull(0, 3)) return std::nullopt;
  submission_no_ = head.Int64(0, 3);
  PARITRANA_ASSIGN_OR_RETURN(Submission submission,
                             ReadSubmission(head, 0, 4, vault_, *submission_no_));
  return submission;
}

absl::Status PostgresLedgerTransaction::CreateSubmission(absl::Time opened_at) {
  if (!run_no_) {
    const std::vector<Param> run = {IdParam(key_.payer), MonthParam(key_.period), Param(key_.run)};
    PARITRANA_ASSIGN_OR_RETURN(const Result row, lease_->Execute(ledger_sql::kInsertRun, run));
    run_no_ = row.Int64(0, 0);
  }
  const std::vector<Param> submission = {Param(*run_no_), Param(key_.submission), Param(opened_at)};
  PARITRANA_ASSIGN_OR_RETURN(const Result row,
                             lease_->Execute(ledger_sql::kInsertSubmission, submission));
  submission_no_ = row.Int64(0, 0);
  return absl::OkStatus();
}

absl::Status PostgresLedgerTransaction::WriteLines(const LedgerEntry& entry) {
  const ChunkPlace place = {key_.payer, *run_no_, *submission_no_, chunk_no_};
  return lease_->CopyIn(ledger_sql::kCopyLines, EncodeLineRows(entry.lines, place, shards_));
}

absl::StatusOr<Position> PostgresLedgerTransaction::AppendFacts(const LedgerEntry& entry) {
  Position position;
  const auto facts = FactsOf(entry.lines, key_.payer, shards_, entry.recorded_at);
  PARITRANA_RETURN_IF_ERROR(outbox_.Append(*lease_, facts, entry.recorded_at, &position).status());
  return position;
}

Connection::Statement PostgresLedgerTransaction::UpdateSubmission(const Submission& after) const {
  const Totals& totals = after.totals;
  return {ledger_sql::kUpdateSubmission,
          {Param(*submission_no_), after.sealed_at ? Param(*after.sealed_at) : Param::Null(),
           CountParam(totals.lines), CountParam(totals.accepted),
           CountParam(totals.accepted_with_warnings), CountParam(totals.waiting),
           CountParam(totals.rejected), Param(totals.accepted_rupiah.value()),
           Param::Bytes(MaskDigest(after.digest, vault_, *submission_no_, totals.lines)),
           CountParam(after.position.epoch.value()),
           Param::Int64Array(ToSequences(after.position, shards_))}};
}

absl::StatusOr<Position> PostgresLedgerTransaction::Write(const LedgerEntry& entry) {
  if (!submission_no_) PARITRANA_RETURN_IF_ERROR(CreateSubmission(entry.after.opened_at));
  std::vector<Connection::Statement> statements;
  Submission after = entry.after;
  if (!entry.lines.empty()) {
    PARITRANA_RETURN_IF_ERROR(WriteLines(entry));
    PARITRANA_ASSIGN_OR_RETURN(const Position added, AppendFacts(entry));
    after.position.Merge(added);
    std::vector<std::int64_t> shards;
    std::vector<std::int64_t> sequences;
    for (const auto& [shard, sequence] : added.marks) {
      shards.push_back(shard.value());
      sequences.push_back(static_cast<std::int64_t>(sequence.value()));
    }
    statements.push_back(
        {ledger_sql::kInsertChunk,
         {Param(chunk_no_), Param(*submission_no_), CountParam(entry.lines.front().verdict.line_no),
          CountParam(entry.lines.back().verdict.line_no), Param(entry.recorded_at)}});
    statements.push_back({ledger_sql::kInsertChunkShards,
                          {Param(chunk_no_), CountParam(added.epoch.value()),
                           Param::Int64Array(shards), Param::Int64Array(sequences)}});
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
