// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/events/log.h"
#include "libs/metrics/registry.h"
#include "services/gateway/config.h"

namespace paritrana::gateway {

// The whole gateway: wires the contract, the services behind it, the feed of rankings and the HTTP
// server. The same object runs as a process (main.cc) and inside a test.
//
// Start once, Stop once.
class App {
 public:
  // Log and clock must outlive the app.
  App(Config config, events::Log& log, const Clock& clock);
  ~App();  // stops

  // Reads the dashboard's files, opens the ports and begins to read rankings. Services and log may
  // come up later. UNAVAILABLE if a port is taken, CONFIG_INVALID.
  absl::Status Start();

  // Ends streams with a retry hint and lets requests under way finish; takes less than ten seconds.
  void Stop();

  // "127.0.0.1:40123", after Start.
  std::string address() const;
  std::string admin_address() const;
  metrics::Registry& metrics();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace paritrana::gateway
