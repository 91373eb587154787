// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <grpcpp/server_context.h>

#include "absl/time/time.h"

namespace paritrana::rpc {

// Who makes a call, and on whose behalf. Read from each call, never from the connection: callers
// share channels.
//
// Until access control exists every caller is `local` and listeners bind to loopback.
struct Caller {
  std::string subject;       // "local"
  std::string on_behalf_of;  // empty: for itself
  std::string traceparent;   // W3C trace context, may be empty
};

Caller CallerOf(const grpc::ServerContextBase& context);

// When to give up waiting on behalf of a call: its own deadline, but at most `at_most` from now.
absl::Time DeadlineOf(const grpc::ServerContextBase& context, absl::Duration at_most);

}  // namespace paritrana::rpc
