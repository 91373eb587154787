// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "libs/events/outbox.h"
#include "libs/postgres/pool.h"
#include "services/compliance/application/settlement_ledger.h"

namespace paritrana::compliance {

// Settles lines in PostgreSQL: tables settle_task, waiting_line, line, entry, chunk, chunk_period,
// chunk_shard, period, submission, payroll_number, idempotency_key, and the outbox. Thread-safe.
class PostgresSettlementLedger : public SettlementLedger {
 public:
  // The pool must outlive the ledger. `shards` is the installation's shard count; `committed` is
  // called after each commit, so that the facts go out at once.
  PostgresSettlementLedger(
      postgres::Pool& pool, std::uint32_t shards, std::function<void()> committed = [] {});

  absl::StatusOr<std::unique_ptr<SettlementTransaction>> Begin(EmployerId payer,
                                                               absl::Time deadline) override;
  absl::StatusOr<std::optional<EmployerId>> PayerWithTasks(std::optional<EmployerId> after,
                                                           absl::Time deadline) override;
  absl::StatusOr<std::optional<EmployerId>> PayerWithOverdue(absl::Time now,
                                                             absl::Time deadline) override;
  absl::StatusOr<absl::Time> QueueWaiting(absl::Time from, absl::Time to,
                                          absl::Time deadline) override;
  absl::StatusOr<SettlingBacklog> ReadBacklog(absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
  std::uint32_t shards_;
  const std::function<void()> committed_;
  paritrana::events::Outbox outbox_;
};

}  // namespace paritrana::compliance
