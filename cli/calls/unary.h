// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include <grpcpp/client_context.h>

#include "absl/status/status.h"
#include "cli/calls/patience.h"
#include "libs/rpc/status.h"

namespace paritrana::cli {

// Makes a call of one request and one answer, again while that is worth it.
//
//   absl::Status status = Call(patience, [&](grpc::ClientContext* context) {
//     return stub->GetRanking(context, request, &response);
//   });
template <typename Attempt>
absl::Status Call(Patience& patience, Attempt attempt) {
  constexpr auto kDeadline = std::chrono::seconds(30);
  while (true) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kDeadline);
    const absl::Status status = rpc::FromGrpc(attempt(&context));
    if (status.ok() || !patience.WaitAfter(status)) return status;
  }
}

}  // namespace paritrana::cli
