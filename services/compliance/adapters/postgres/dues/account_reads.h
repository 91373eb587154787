// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/postgres/connection.h"
#include "services/compliance/application/dues/account_ledger.h"

namespace paritrana::compliance {

// Holds the accounts of the queries in the transaction under way and reads all about them, in one
// round trip; in order of the queries.
absl::StatusOr<std::vector<HeldAccount>> HoldAccounts(postgres::Connection& connection,
                                                      std::span<const AccountQuery> queries);

}  // namespace paritrana::compliance
