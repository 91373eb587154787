// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "libs/postgres/connection.h"
#include "services/compliance/adapters/postgres/submission_place.h"
#include "services/compliance/application/contribution_ledger.h"

// How a ledger transaction reads: one pipeline, whatever the number of lines.
namespace paritrana::compliance {

// Holds the payers and reads all that the queries ask for, in one round trip. In an open
// transaction. No two queries are of the same payer. One state and one place for each, in order.
absl::StatusOr<std::vector<LedgerState>> ReadLedger(postgres::Connection& connection,
                                                    std::span<const LedgerQuery* const> queries,
                                                    const identity::Vault& vault,
                                                    std::vector<SubmissionPlace>& places);

// Reads lines of a run that count or wait; see LedgerTransaction::ReadLive.
absl::StatusOr<std::vector<LedgerLine>> ReadLiveLines(postgres::Connection& connection,
                                                      std::int64_t run_no, std::int64_t most,
                                                      std::int64_t& after);

}  // namespace paritrana::compliance
