// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <grpcpp/support/server_interceptor.h>

#include "absl/time/time.h"
#include "libs/metrics/registry.h"
#include "libs/rpc/internal/deadlines.h"

namespace paritrana::rpc::internal {

// Watches every call of a server: counts it (rpc_calls_total, rpc_call_seconds), logs it when it
// fails, and cancels it when it came without a deadline and runs longer than the default one.
// Streams from the server only (watches) have no default deadline: they live as long as the viewer.
//
// `metrics` and `deadlines` must outlive the server.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeCallObserver(
    metrics::Registry& metrics, Deadlines& deadlines, absl::Duration default_deadline);

}  // namespace paritrana::rpc::internal
