// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libpq-fe.h>

#include "absl/status/status.h"

namespace paritrana::postgres::internal {

// Translates a failed result into the statuses that connection.h promises. `cancelled` says whether
// this side asked for the statement to be cancelled: the server gives a time-out the same SQLSTATE.
absl::Status StatusOfResult(const PGresult* result, bool cancelled);

// The status of a connection that was lost or could not be made. libpq's words are left out: they
// may quote the conninfo.
absl::Status ConnectionLost(const char* during);

}  // namespace paritrana::postgres::internal
