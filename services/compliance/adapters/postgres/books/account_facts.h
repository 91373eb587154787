// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "libs/events/outbox.h"
#include "libs/postgres/pool.h"
#include "services/compliance/application/books/account_facts.h"

namespace paritrana::compliance {

// What follows from accounts, in PostgreSQL: tables paid_period, paid_task, missing_declaration,
// payer_account (stated_version), entry, chunk, chunk_shard and the outbox; reads accrual, charge,
// allocation, period, run, submission and line. Thread-safe.
//
// Which attributes a line was last stated with as paid for is its newest row in table entry with
// basis 2: nothing else is kept, so facts can always be made again.
class PostgresAccountFacts : public AccountFacts {
 public:
  // The pool must outlive the facts. `shards` is the installation's shard count; `committed` is
  // called after each commit with facts, so that they go out at once.
  PostgresAccountFacts(
      postgres::Pool& pool, std::uint32_t shards, std::function<void()> committed = [] {});

  absl::StatusOr<std::optional<EmployerId>> NextPayer(std::optional<EmployerId> after,
                                                      absl::Time deadline) override;
  absl::Status State(EmployerId payer, const PaidFor& paid_for, absl::Time deadline) override;
  absl::StatusOr<std::optional<PaidWalk>> NextWalk(const std::optional<PaidWalk>& after,
                                                   absl::Time deadline) override;
  absl::StatusOr<WalkStep> Walk(const PaidWalk& walk, std::size_t lines_max, absl::Time now,
                                absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
  const std::uint32_t shards_;
  const std::function<void()> committed_;
  paritrana::events::Outbox outbox_;
};

}  // namespace paritrana::compliance
