// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "libs/base/clock.h"
#include "libs/base/position.h"
#include "libs/events/log.h"
#include "services/compliance/config.h"

namespace paritrana::compliance {

// The whole compliance service: wires domain, application and adapters to a database and an event
// log. The same object runs as a process (main.cc) and inside a test.
//
// Start once, Stop once.
class App {
 public:
  // Log and clock must outlive the app.
  App(Config config, paritrana::events::Log& log, const Clock& clock);
  ~App();  // stops

  // Migrates the schema, creates the topic, starts consumers, relay and ports. Waits for a database
  // and a log that are not up yet, a while. KEY_INVALID, UNAVAILABLE, MIGRATION_CHANGED …
  absl::Status Start();

  void Stop();

  // "127.0.0.1:40123", after Start.
  std::string address() const;
  std::string admin_address() const;

  // How far the copies of registration's facts have come, after Start.
  Position participants_position() const;
  Position employers_position() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace paritrana::compliance
