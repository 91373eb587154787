// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/settlement_ledger.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/answer_store.h"
#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/payer_book.h"
#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/adapters/postgres/settle_queue.h"
#include "services/compliance/adapters/postgres/settlement_rows.h"
#include "services/compliance/adapters/postgres/settlement_statements.h"
#include "services/compliance/adapters/postgres/settlement_writer.h"

namespace paritrana::compliance {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Result;

// Lines of one second look; those that began to wait at the same moment are one more.
constexpr std::int64_t kLinesPerLook = 1'000;

class PostgresSettlementTransaction : public SettlementTransaction {
 public:
  PostgresSettlementTransaction(postgres::Pool::Lease lease, postgres::Transaction transaction,
                                EmployerId payer, paritrana::events::Outbox& outbox,
                                std::uint32_t shards, const std::function<void()>& committed)
      : lease_(std::move(lease)),
        transaction_(std::move(transaction)),
        payer_(payer),
        outbox_(outbox),
        shards_(shards),
        committed_(committed) {}

  absl::Status LockPayer() {
    const std::vector<Connection::Statement> statements = {
        {ledger_sql::kPlanByIndex, {}}, {ledger_sql::kLockPayer, {IdParam(payer_)}}};
    return lease_->Pipeline(statements).status();
  }

  absl::StatusOr<PayerBook> ReadTasks(std::size_t tasks_max) override {
    return BookReader(*lease_, payer_).ReadTasks(tasks_max);
  }
  absl::StatusOr<PayerBook> ReadOverdue(absl::Time now, std::size_t lines_max) override {
    return BookReader(*lease_, payer_).ReadOverdue(now, lines_max);
  }
  absl::StatusOr<PayerBook> ReadLine(const SubmissionKey& submission,
                                     std::uint64_t line_no) override {
    return BookReader(*lease_, payer_).ReadLine(submission, line_no);
  }
  absl::StatusOr<std::map<Month, std::uint64_t>> Write(const Settlement& settlement,
                                                       absl::Time recorded_at) override {
    return SettlementWriter(*lease_, payer_, outbox_, shards_).Write(settlement, recorded_at);
  }
  absl::StatusOr<std::optional<AnsweredMatch>> FindAnswer(const AnsweredCall& call) override {
    PARITRANA_ASSIGN_OR_RETURN(const auto answer,
                               compliance::FindAnswer(*lease_, call.key, call.request));
    if (!answer) return std::nullopt;
    return ReadAnsweredMatch(*answer);
  }
  absl::Status KeepAnswer(const AnsweredCall& call, const AnsweredMatch& answer,
                          absl::Time now) override {
    return compliance::KeepAnswer(*lease_, {call.key, call.request, WriteAnsweredMatch(answer)},
                                  now);
  }
  absl::Status Commit() override {
    PARITRANA_RETURN_IF_ERROR(transaction_.Commit());
    committed_();
    return absl::OkStatus();
  }

 private:
  postgres::Pool::Lease lease_;
  postgres::Transaction transaction_;
  const EmployerId payer_;
  paritrana::events::Outbox& outbox_;
  const std::uint32_t shards_;
  const std::function<void()>& committed_;
};

std::optional<EmployerId> FirstId(const Result& rows) {
  if (rows.rows() == 0) return std::nullopt;
  return EmployerId(FromColumn(rows.Int64(0, 0)));
}

}  // namespace

PostgresSettlementLedger::PostgresSettlementLedger(postgres::Pool& pool, std::uint32_t shards,
                                                   std::function<void()> committed)
    : pool_(pool),
      shards_(shards),
      committed_(std::move(committed)),
      outbox_("/paritrana/compliance") {}

absl::StatusOr<std::unique_ptr<SettlementTransaction>> PostgresSettlementLedger::Begin(
    EmployerId payer, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(postgres::Pool::Lease lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(postgres::Transaction transaction,
                             postgres::Transaction::Begin(*lease));
  auto settlement = std::make_unique<PostgresSettlementTransaction>(
      std::move(lease), std::move(transaction), payer, outbox_, shards_, committed_);
  PARITRANA_RETURN_IF_ERROR(settlement->LockPayer());
  return settlement;
}

absl::StatusOr<std::optional<EmployerId>> PostgresSettlementLedger::PayerWithTasks(
    std::optional<EmployerId> after, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> from = {after ? IdParam(*after) : Param::Null()};
  PARITRANA_ASSIGN_OR_RETURN(Result rows, lease->Execute(settlement_sql::kNextPayer, from));
  if (rows.rows() > 0 || !after) return FirstId(rows);
  const std::vector<Param> from_the_first = {Param::Null()};
  PARITRANA_ASSIGN_OR_RETURN(rows, lease->Execute(settlement_sql::kNextPayer, from_the_first));
  return FirstId(rows);
}

absl::StatusOr<std::optional<EmployerId>> PostgresSettlementLedger::PayerWithOverdue(
    absl::Time now, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  const std::vector<Param> params = {Param(now)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows,
                             lease->Execute(settlement_sql::kNextOverdue, params));
  return FirstId(rows);
}

absl::StatusOr<absl::Time> PostgresSettlementLedger::QueueWaiting(absl::Time from, absl::Time to,
                                                                  absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(auto transaction, postgres::Transaction::Begin(*lease));
  PARITRANA_RETURN_IF_ERROR(lease->Execute(ledger_sql::kPlanByIndex).status());
  const std::vector<Param> params = {Param(from), Param(to), Param(kLinesPerLook)};
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(settlement_sql::kFindYoung, params));
  std::vector<SettleTask> tasks;
  absl::Time seen = from;
  for (int row = 0; row < rows.rows(); ++row) {
    seen = std::max(seen, rows.Time(row, 2));
    if (!rows.IsNull(row, 1)) tasks.push_back({rows.Int64(row, 0), rows.Int64(row, 1)});
  }
  PARITRANA_RETURN_IF_ERROR(InsertTasks(*lease, std::move(tasks)));
  PARITRANA_RETURN_IF_ERROR(transaction.Commit());
  return rows.rows() < kLinesPerLook ? to : seen;
}

absl::StatusOr<SettlingBacklog> PostgresSettlementLedger::ReadBacklog(absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto lease, pool_.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(const Result rows, lease->Execute(settlement_sql::kReadBacklog));
  return SettlingBacklog{static_cast<std::uint64_t>(rows.Int64(0, 0)),
                         static_cast<std::uint64_t>(rows.Int64(0, 1)),
                         absl::Seconds(rows.Int64(0, 2))};
}

}  // namespace paritrana::compliance
