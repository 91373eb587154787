// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "libs/metrics/registry.h"

namespace paritrana::rpc {

// One question of readiness: what is missing, or OK.
using ReadinessCheck = std::function<absl::Status()>;

// The admin port of a process: /livez, /readyz (what is missing, as JSON), /metrics.
//
// Server has one of its own; a process that serves something else than gRPC uses it alone.
// Thread-safe after Start.
class AdminServer {
 public:
  explicit AdminServer(metrics::Registry& metrics);
  ~AdminServer();  // stops

  // Before Start. A check runs on a thread of the admin server and may block.
  void AddReadinessCheck(std::string name, ReadinessCheck check);

  // Asks the checks once, tells `listener` (may be null) now and at every change, then listens.
  // UNAVAILABLE if the address is taken.
  absl::Status Start(const std::string& listen, std::function<void(bool ready)> listener = nullptr);

  // Asks no more checks: their owners may go. The port goes on answering.
  void StopChecking();

  // Closes the port too.
  void Stop();

  // "127.0.0.1:40123", after Start.
  std::string address() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace paritrana::rpc
