// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "libs/events/outbox.h"
#include "libs/postgres/pool.h"
#include "services/compliance/application/books/assessment_ledger.h"

namespace paritrana::compliance {

namespace assessment_sql {

// Queues employers, in whatever transaction made something about them new. $1 employers.
inline constexpr std::string_view kQueue = R"sql(
INSERT INTO assessment_task (employer_id, queued_at)
SELECT e, now() FROM unnest($1::bigint[]) AS e ORDER BY e
ON CONFLICT (employer_id) DO UPDATE SET queued_at = excluded.queued_at
)sql";

}  // namespace assessment_sql

// What was last stated about employers, in tables employer_assessment and assessment_task, and the
// outbox. Thread-safe.
class PostgresAssessmentLedger : public AssessmentLedger {
 public:
  // The pool must outlive the ledger. `shards` is the installation's shard count; `committed` is
  // called after each commit with facts, so that they go out at once.
  PostgresAssessmentLedger(
      postgres::Pool& pool, std::uint32_t shards, std::function<void()> committed = [] {});

  absl::StatusOr<std::size_t> StateNext(std::size_t employers_max, const AssessAll& assess,
                                        absl::CivilDay today, absl::Time now,
                                        absl::Time deadline) override;
  absl::Status Queue(std::span<const EmployerId> employers, absl::Time deadline) override;

 private:
  postgres::Pool& pool_;
  const std::uint32_t shards_;
  const std::function<void()> committed_;
  paritrana::events::Outbox outbox_;
};

}  // namespace paritrana::compliance
