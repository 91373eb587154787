// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libs/postgres/connection.h"
#include "services/compliance/application/contribution_ledger.h"

// How a ledger transaction reads: one pipeline, whatever the number of lines.
namespace paritrana::compliance {

// What the first read of a transaction finds beside the state: what its writes build on.
struct LedgerHead {
  std::int64_t chunk_no = 0;
};

// Holds the payer and reads all that a query asks for, in one round trip. In an open transaction.
absl::StatusOr<LedgerState> ReadLedger(postgres::Connection& connection, const LedgerQuery& query,
                                       const identity::Vault& vault, LedgerHead& head);

// Reads lines of a run that count or wait; see LedgerTransaction::ReadLive.
absl::StatusOr<std::vector<LedgerLine>> ReadLiveLines(postgres::Connection& connection,
                                                      std::int64_t run_no, std::int64_t most,
                                                      std::int64_t& after);

}  // namespace paritrana::compliance
