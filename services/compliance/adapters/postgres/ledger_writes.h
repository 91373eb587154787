// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "libs/events/outbox.h"
#include "libs/identity/identity.h"
#include "libs/postgres/connection.h"
#include "services/compliance/adapters/postgres/submission_place.h"
#include "services/compliance/application/contribution_ledger.h"

// How a ledger transaction writes: the changes of one submission or of several, in a fixed number
// of round trips.
namespace paritrana::compliance {

// What a transaction writes for one submission.
struct SubmissionWrite {
  SubmissionPlace place;
  const LedgerEntry* entry = nullptr;
};

// What all writes need.
struct WriteTools {
  paritrana::events::Outbox& outbox;
  const identity::Vault& vault;
  std::uint32_t shards = 0;
};

// Writes runs, submissions, lines, endings, waits, facts and versions in the open transaction, the
// facts last. The writes are of different payers, so that none builds on another. Returns the
// position of each submission's facts with the new ones.
absl::StatusOr<std::vector<Position>> WriteLedger(postgres::Connection& connection,
                                                  std::span<SubmissionWrite> writes,
                                                  const WriteTools& tools);

}  // namespace paritrana::compliance
