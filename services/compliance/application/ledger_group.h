// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/compliance/application/contribution_ledger.h"

namespace paritrana::compliance {

// One transaction on the lines of several payers, each held until it ends: what LedgerTransaction
// is for one. All of it takes effect, or nothing does. Rolls back unless committed. One thread at a
// time.
class LedgerGroup {
 public:
  virtual ~LedgerGroup() = default;

  // Call once, first. No two queries are of the same payer. One state for each query, in order.
  virtual absl::StatusOr<std::vector<LedgerState>> Read(
      std::span<const LedgerQuery* const> queries) = 0;

  // What one member adds.
  struct Change {
    std::size_t member = 0;  // place of its query in Read
    const LedgerEntry* entry = nullptr;
  };

  // Call at most once, after Read, last. The position of each change's submission, in order.
  virtual absl::StatusOr<std::vector<Position>> Write(std::span<const Change> changes) = 0;

  // UNAVAILABLE means that nobody knows whether it took effect.
  virtual absl::Status Commit() = 0;
};

// Where groups are begun. Thread-safe.
class LedgerGroups {
 public:
  virtual ~LedgerGroups() = default;

  // Waits for a connection until `deadline`. DEADLINE_EXCEEDED, UNAVAILABLE.
  virtual absl::StatusOr<std::unique_ptr<LedgerGroup>> BeginGroup(absl::Time deadline) = 0;
};

}  // namespace paritrana::compliance
