// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/contribution_ledger.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/postgres/ledger_reads.h"
#include "services/compliance/adapters/postgres/ledger_writes.h"

namespace paritrana::compliance {
namespace {

// One transaction on the lines of one payer or of several.
class PostgresLedgerGroup : public LedgerGroup {
 public:
  PostgresLedgerGroup(postgres::Pool::Lease lease, postgres::Transaction transaction,
                      const WriteTools& tools, const std::function<void()>& committed)
      : lease_(std::move(lease)),
        transaction_(std::move(transaction)),
        tools_(tools),
        committed_(committed) {}

  absl::StatusOr<std::vector<LedgerState>> Read(
      std::span<const LedgerQuery* const> queries) override {
    return ReadLedger(*lease_, queries, tools_.vault, places_);
  }

  absl::StatusOr<std::vector<Position>> Write(std::span<const Change> changes) override {
    std::vector<SubmissionWrite> writes;
    writes.reserve(changes.size());
    for (const Change& change : changes) writes.push_back({places_[change.member], change.entry});
    return WriteLedger(*lease_, writes, tools_);
  }

  absl::Status Commit() override {
    PARITRANA_RETURN_IF_ERROR(transaction_.Commit());
    committed_();
    return absl::OkStatus();
  }

  postgres::Connection& connection() { return *lease_; }

 private:
  postgres::Pool::Lease lease_;
  postgres::Transaction transaction_;
  const WriteTools tools_;
  const std::function<void()>& committed_;
  std::vector<SubmissionPlace> places_;
};

// A group of one.
class PostgresLedgerTransaction : public LedgerTransaction {
 public:
  explicit PostgresLedgerTransaction(std::unique_ptr<PostgresLedgerGroup> group)
      : group_(std::move(group)) {}

  absl::StatusOr<LedgerState> Read(const LedgerQuery& query) override {
    const LedgerQuery* const queries[] = {&query};
    PARITRANA_ASSIGN_OR_RETURN(std::vector<LedgerState> states, group_->Read(queries));
    return std::move(states.front());
  }

  absl::StatusOr<std::vector<LedgerLine>> ReadLive(std::int64_t run_no, std::int64_t most,
                                                   std::int64_t& after) override {
    return ReadLiveLines(group_->connection(), run_no, most, after);
  }

  absl::StatusOr<Position> Write(const LedgerEntry& entry) override {
    const LedgerGroup::Change changes[] = {{0, &entry}};
    PARITRANA_ASSIGN_OR_RETURN(std::vector<Position> positions, group_->Write(changes));
    return std::move(positions.front());
  }

  absl::Status Commit() override { return group_->Commit(); }

 private:
  std::unique_ptr<PostgresLedgerGroup> group_;
};

absl::StatusOr<std::unique_ptr<PostgresLedgerGroup>> NewGroup(
    postgres::Pool& pool, const WriteTools& tools, const std::function<void()>& committed,
    absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(postgres::Pool::Lease lease, pool.Acquire(deadline));
  PARITRANA_ASSIGN_OR_RETURN(postgres::Transaction transaction,
                             postgres::Transaction::Begin(*lease));
  return std::make_unique<PostgresLedgerGroup>(std::move(lease), std::move(transaction), tools,
                                               committed);
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
  PARITRANA_ASSIGN_OR_RETURN(auto group,
                             NewGroup(pool_, {outbox_, vault_, shards_}, committed_, deadline));
  return std::make_unique<PostgresLedgerTransaction>(std::move(group));
}

absl::StatusOr<std::unique_ptr<LedgerGroup>> PostgresContributionLedger::BeginGroup(
    absl::Time deadline) {
  return NewGroup(pool_, {outbox_, vault_, shards_}, committed_, deadline);
}

}  // namespace paritrana::compliance
