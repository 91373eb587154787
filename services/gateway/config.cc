// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/config.h"

#include "libs/config/config.h"

namespace paritrana::gateway {

absl::Status LoadConfig(int argc, const char* const* argv, Config& config, bool& help_shown) {
  config::Loader loader("gateway");
  loader.String("listen", &config.listen, "Address of the HTTP port.");
  loader.String("admin_listen", &config.admin_listen, "Address of /livez, /readyz and /metrics.");
  loader.String("ports_file", &config.ports_file, "File to write the two addresses to.");
  loader.String("kafka.bootstrap_servers", &config.kafka_bootstrap_servers, "Brokers, host:port.");
  loader.String("registration.address", &config.registration_address, "gRPC port of registration.");
  loader.String("compliance.address", &config.compliance_address, "gRPC port of compliance.");
  loader.String("scoring.address", &config.scoring_address, "gRPC port of scoring.");
  loader.String("web_root", &config.web_root, "Folder of the dashboard's files.");
  loader.Int("http.connections_max", &config.connections_max, {1, 100'000},
             "Connections open at once, viewers included.");
  loader.Int("viewers.max", &config.viewers_max, {0, 100'000}, "Streams of events at once.");
  loader.Duration("viewers.heartbeat", &config.heartbeat, absl::Milliseconds(100), absl::Minutes(1),
                  "Time between signs of life to a viewer.");
  loader.Duration("viewers.stall_max", &config.viewer_stall_max, absl::Milliseconds(100),
                  absl::Minutes(5), "Time after which a viewer who takes nothing is dropped.");
  loader.Duration("viewers.behind_max", &config.behind_max, absl::ZeroDuration(), absl::Minutes(1),
                  "Time a viewer who has seen more is kept waiting.");
  loader.Duration("http.request_timeout", &config.request_timeout, absl::Milliseconds(10),
                  absl::Minutes(5), "Deadline of calls that name none.");
  loader.Duration("http.header_timeout", &config.header_timeout, absl::Milliseconds(10),
                  absl::Minutes(1), "Time a request's headers may take to arrive.");
  loader.Duration("http.body_timeout", &config.body_timeout, absl::Milliseconds(10),
                  absl::Minutes(5), "Time a request's body may take to arrive.");
  const absl::Status status = loader.Load(argc, argv);
  help_shown = loader.help_shown();
  return status;
}

}  // namespace paritrana::gateway
