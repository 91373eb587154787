// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "libs/events/outbox.h"
#include "libs/identity/identity.h"
#include "libs/postgres/pool.h"
#include "services/compliance/application/contribution_ledger.h"
#include "services/compliance/application/ledger_group.h"

namespace paritrana::compliance {

// The ledger in PostgreSQL: tables run, submission, chunk, chunk_shard and line, and the outbox.
//
// A transaction costs a fixed number of round trips, however many lines and payers it has: one to
// read all that is to be known, one COPY, and few more to number the facts and to commit.
// Thread-safe.
class PostgresContributionLedger : public ContributionLedger, public LedgerGroups {
 public:
  // Pool and vault must outlive the ledger. `shards` is the installation's shard count; `committed`
  // is called after each commit, so that the facts go out at once.
  PostgresContributionLedger(
      postgres::Pool& pool, const identity::Vault& vault, std::uint32_t shards,
      std::function<void()> committed = [] {});

  absl::StatusOr<std::unique_ptr<LedgerTransaction>> Begin(EmployerId payer,
                                                           absl::Time deadline) override;
  absl::StatusOr<std::unique_ptr<LedgerGroup>> BeginGroup(absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
  const identity::Vault& vault_;
  std::uint32_t shards_;
  const std::function<void()> committed_;
  paritrana::events::Outbox outbox_;
};

}  // namespace paritrana::compliance
