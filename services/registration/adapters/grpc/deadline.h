// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/server_context.h>

#include "libs/rpc/caller.h"

namespace paritrana::registration {

// Longest that one transaction waits for a connection, whatever the caller's patience: beyond it
// the database is gone or full, and the caller should hear so.
inline constexpr absl::Duration kTransactionWaitMax = absl::Seconds(20);

inline absl::Time DeadlineOf(const grpc::ServerContextBase& context) {
  return rpc::DeadlineOf(context, kTransactionWaitMax);
}

}  // namespace paritrana::registration
