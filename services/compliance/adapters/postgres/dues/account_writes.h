// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "absl/status/status.h"
#include "libs/postgres/connection.h"
#include "services/compliance/application/dues/account_ledger.h"

namespace paritrana::compliance {

// Writes changes of accounts that the transaction under way holds, in one round trip.
absl::Status WriteAccounts(postgres::Connection& connection,
                           std::span<const AccountChange> changes);

}  // namespace paritrana::compliance
