// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "libs/postgres/connection.h"

namespace paritrana::postgres {

// Applies the files NNNN_name.sql of `directory` in order, each in its own transaction, and records
// number, name and SHA-256 in `schema`.schema_migration. Creates the schema if needed. Several
// processes may call it at once (advisory lock). FAILED_PRECONDITION if an applied file has changed
// or disappeared, or if a new one has a number below an applied one. Returns how many were applied
// now.
absl::StatusOr<int> Migrate(Connection& connection, const std::string& schema,
                            const std::string& directory);

}  // namespace paritrana::postgres
