// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <grpcpp/server_context.h>

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

}  // namespace paritrana::rpc
