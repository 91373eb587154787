// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <grpcpp/support/status.h>

#include "absl/status/statusor.h"
#include "libs/rpc/status.h"

namespace paritrana::compliance {

// Moves a result into the response message, or its error into a gRPC status.
template <typename Response>
grpc::Status Answer(absl::StatusOr<Response> result, Response* response) {
  if (!result.ok()) return rpc::ToGrpc(result.status());
  *response = *std::move(result);
  return grpc::Status::OK;
}

}  // namespace paritrana::compliance
