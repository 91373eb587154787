// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace paritrana::gateway {

// One unary call to one of the services behind the gateway.
struct BackendCall {
  std::string service;   // "registration", "compliance", "scoring"
  std::string rpc_path;  // "/paritrana.scoring.v1.RankingService/GetRanking"
  std::string request;   // serialised
  absl::Duration timeout;
  std::string traceparent;  // may be empty
  std::string language;     // "id" or "en"
};

// The services behind the gateway, by bytes. Thread-safe.
class Backends {
 public:
  // Called exactly once, from any thread; must not block. An error carries the service's reason.
  using Done = std::function<void(absl::StatusOr<std::string>)>;

  virtual ~Backends() = default;

  // Begins a call; does not block.
  virtual void Call(BackendCall call, Done done) = 0;
};

}  // namespace paritrana::gateway
