// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/metrics/registry.h"
#include "services/gateway/adapters/http/message.h"
#include "services/gateway/adapters/http/static_files.h"
#include "services/gateway/application/backends.h"
#include "services/gateway/application/contract.h"
#include "services/gateway/application/default_month.h"

namespace paritrana::gateway {

// Bounds of the Request-Timeout header; callers without it get the default.
struct TimeoutOptions {
  absl::Duration by_default = absl::Seconds(30);
  absl::Duration least = absl::Milliseconds(10);
  absl::Duration most = absl::Minutes(5);
};

// Sends each request where it belongs: an annotated RPC, a stream of a ranking's events, the
// description of the API, or a file of the dashboard; and turns every error into a problem.
//
// Cross-origin access is off: no answer carries a CORS header. Thread-safe; the parts it is given
// must outlive it and every request under way.
class Router : public HttpHandler {
 public:
  struct Parts {
    const Contract& contract;
    Backends& backends;
    const StaticFiles& files;
    std::string openapi;
    const Clock& clock;
    metrics::Registry& metrics;
    TimeoutOptions timeouts = {};
  };

  explicit Router(Parts parts);

  void Handle(HttpRequest request, Done done) override;

 private:
  void HandleApi(const HttpRequest& request, Done done);
  void CallBackend(const Operation& operation, std::string bytes, const HttpRequest& request,
                   absl::Duration timeout, Done done);
  void HandleWatch(const HttpRequest& request, std::vector<PathTemplate::Capture> captures,
                   Done done);
  HttpResponse ServeOpenApi(const HttpRequest& request) const;
  Done Counted(Done done);

  Parts parts_;
  DefaultMonth default_month_;
  SharedBytes openapi_;
  std::string openapi_etag_;
};

}  // namespace paritrana::gateway
