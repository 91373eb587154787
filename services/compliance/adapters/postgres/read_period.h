// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/status/statusor.h"
#include "libs/base/ids.h"
#include "libs/base/month.h"
#include "libs/postgres/connection.h"
#include "services/compliance/application/change_period.h"

namespace paritrana::compliance {

// Makes everything read in the transaction under way come from one moment, and lets every look-up
// go by index (ledger_statements.h says why). Call first in a transaction.
absl::Status ReadAtOneMoment(postgres::Connection& connection);

// Reads how a payer's period stands.
absl::StatusOr<PeriodState> ReadPeriod(postgres::Connection& connection, EmployerId payer,
                                       Month month);

}  // namespace paritrana::compliance
