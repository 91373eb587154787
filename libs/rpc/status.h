// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"
#include "paritrana/common/v1/verdict.pb.h"

// The one place where errors of the platform become gRPC statuses and back.
namespace paritrana::rpc {

// Adds google.rpc.ErrorInfo (reason, domain "paritrana"), BadRequest (field path), LocalizedMessage
// (id, en) and RetryInfo (libs/base/retry_after.h) as details. An error without a reason becomes
// INTERNAL with its message kept out of the answer.
grpc::Status ToGrpc(const absl::Status& status);

// The other way: reason, field and time to wait are restored from the details.
absl::Status FromGrpc(const grpc::Status& status);

// An error as one finding of a verdict.
common::v1::Finding ToFinding(const absl::Status& status);

}  // namespace paritrana::rpc
