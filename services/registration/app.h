// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/notification.h"
#include "libs/base/clock.h"
#include "libs/base/random.h"
#include "libs/events/log.h"
#include "libs/events/relay.h"
#include "libs/identity/identity.h"
#include "libs/metrics/registry.h"
#include "libs/postgres/pool.h"
#include "libs/rpc/server.h"
#include "services/registration/adapters/grpc/employer_service.h"
#include "services/registration/adapters/grpc/region_service.h"
#include "services/registration/adapters/grpc/worker_service.h"
#include "services/registration/adapters/postgres/postgres_register.h"
#include "services/registration/config.h"
#include "services/registration/upkeep.h"

namespace paritrana::registration {

// Answers NOT_READY until the database has its tables. Thread-safe.
class GuardedRegister : public Register {
 public:
  explicit GuardedRegister(Register& guarded) : guarded_(guarded) {}

  void Open() { open_ = true; }
  bool is_open() const { return open_; }

  absl::StatusOr<std::unique_ptr<RegisterTransaction>> Begin(absl::Time deadline) override;

 private:
  Register& guarded_;
  std::atomic<bool> open_ = false;
};

// The service as a whole: everything is wired here, for the process and for tests alike.
//
// Start opens the ports at once; the database and the event log may come later: a thread of its own
// applies migrations, makes the topics and starts the relay, trying again until it can. /readyz
// says what is missing. Start once, Stop once.
class App {
 public:
  // `log` is Kafka, or memory in tests, and outlives the App. KEY_INVALID.
  static absl::StatusOr<std::unique_ptr<App>> Create(Config config, ::paritrana::events::Log& log);
  ~App();  // stops

  // UNAVAILABLE if a port is taken, FILE_UNWRITABLE for the ports file.
  absl::Status Start();
  void Stop();

  std::string address() const { return server_.address(); }
  std::string admin_address() const { return server_.admin_address(); }

 private:
  App(Config config, ::paritrana::events::Log& log, identity::Vault vault);

  void Prepare();
  void Persist(const char* step, const std::function<absl::Status()>& attempt);
  absl::Status ApplyMigrations();
  absl::Status MakeTopics();
  void AddReadinessChecks();

  Config config_;
  metrics::Registry metrics_;
  identity::Vault vault_;
  ::paritrana::events::Log& log_;
  postgres::Pool pool_;
  ::paritrana::events::Relay relay_;
  PostgresRegister register_;
  GuardedRegister guarded_;
  Surroundings surroundings_;
  EmployerService employers_;
  RegionService regions_;
  WorkerService workers_;
  Upkeep upkeep_;
  rpc::Server server_;
  std::atomic<bool> relay_running_ = false;
  absl::Notification stopping_;
  std::thread preparation_;
};

}  // namespace paritrana::registration
