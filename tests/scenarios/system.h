// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "libs/base/position.h"
#include "libs/testing/fake_clock.h"
#include "libs/testing/memory_log.h"
#include "libs/testing/postgres_server.h"
#include "services/compliance/app.h"
#include "services/gateway/app.h"
#include "services/registration/app.h"

namespace paritrana::scenarios {

// What payroll systems talk to, in one process: registration, compliance and the gateway, on a real
// PostgreSQL, an event log in memory and a clock that stands still at 10 May 2026.
//
// Started and ready when the constructor returns (CHECKed); a region tree of a few villages is
// loaded.
class System {
 public:
  System();
  ~System();

  std::string gateway_address() const { return gateway_->address(); }
  // By service, "compliance" → "127.0.0.1:40123".
  std::map<std::string, std::string> addresses() const;
  testing::FakeClock& clock() { return clock_; }

  // Waits until compliance knows what registration stated up to here; CHECKs that it comes.
  void WaitForWorkers(const Position& position);
  void WaitForEmployers(const Position& position);

 private:
  void StartRegistration();
  void ImportRegions();
  void StartCompliance();
  void StartGateway();

  const std::string conninfo_ = testing::PostgresServer::Shared().NewDatabase();
  testing::MemoryLog log_;
  testing::FakeClock clock_;
  std::unique_ptr<registration::App> registration_;
  std::unique_ptr<compliance::App> compliance_;
  std::unique_ptr<gateway::App> gateway_;
};

}  // namespace paritrana::scenarios
