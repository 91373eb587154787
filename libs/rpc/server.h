// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <grpcpp/impl/service_type.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/metrics/registry.h"
#include "libs/rpc/admin_server.h"

namespace paritrana::rpc {

struct ServerOptions {
  std::string listen = "127.0.0.1:0";        // loopback until access control exists
  std::string admin_listen = "127.0.0.1:0";  // /livez, /readyz, /metrics
  // Bounds on what callers can make the process hold.
  int message_bytes_max = 1 << 20;
  int streams_per_connection_max = 100;
  std::size_t memory_bytes_max = 512u << 20;
  int threads_max = 64;
  // Calls without a deadline get this one.
  absl::Duration default_deadline = absl::Seconds(30);
};

// A gRPC server with an admin port: health per service (grpc.health.v1, follows readiness),
// reflection, limits, per-call metrics (rpc_calls_total, rpc_call_seconds by method and code) and
// logging of failures.
//
// Own one per process or test. Start once, Stop once; both ports are known after Start.
// Thread-safe.
class Server {
 public:
  Server(ServerOptions options, metrics::Registry& metrics);
  ~Server();  // stops

  // Services must outlive the server. Before Start.
  void AddService(grpc::Service& service);
  void AddReadinessCheck(std::string name, ReadinessCheck check);

  // UNAVAILABLE if a port is taken.
  absl::Status Start();

  // Refuses new calls, lets running ones end for at most `grace`, then cuts them.
  void Stop(absl::Duration grace = absl::Seconds(5));

  // "127.0.0.1:40123", after Start.
  std::string address() const;
  std::string admin_address() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace paritrana::rpc
