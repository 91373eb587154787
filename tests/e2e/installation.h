// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>

#include "libs/testing/child_process.h"
#include "libs/testing/kafka_broker.h"
#include "libs/testing/postgres_server.h"
#include "libs/testing/temporary_directory.h"

namespace paritrana::e2e {

enum class Service { kRegistration, kCompliance, kScoring, kGateway };

inline constexpr std::array kServices = {Service::kRegistration, Service::kCompliance,
                                         Service::kScoring, Service::kGateway};

std::string NameOf(Service service);

inline constexpr int kShards = 8;

// A whole installation as processes of this machine: PostgreSQL, Kafka and the four services, on
// free ports and in temporary directories.
//
// Everything is started by the constructor and stopped by process id at the end, also by a crash of
// the test. Registration and compliance are ready when the constructor returns; scoring and the
// gateway are once there is a region tree (Populate). Whatever a service wrote is in the
// directory's <service>.log, which is printed when a start fails.
class Installation {
 public:
  Installation();
  ~Installation();

  // "127.0.0.1:41234"; the same after a restart.
  const std::string& address(Service service) const { return at(service).address; }
  const std::string& conninfo() const { return conninfo_; }
  std::string bootstrap_servers() const { return kafka_.bootstrap_servers(); }

  testing::PostgresServer& postgres() { return postgres_; }
  testing::KafkaBroker& kafka() { return kafka_; }

  // Starts the process; it is not ready yet.
  void Start(Service service);
  // kill -9.
  void Kill(Service service);
  // SIGTERM; CHECKs that it ends in time, and returns its exit code.
  int Terminate(Service service);
  // Waits until /readyz says so; CHECKs that it does in time.
  void WaitUntilReady(Service service);

 private:
  struct Program {
    std::string address;
    std::string admin_address;
    testing::ChildProcess process;
  };

  Program& at(Service service) { return programs_[static_cast<std::size_t>(service)]; }
  const Program& at(Service service) const { return programs_[static_cast<std::size_t>(service)]; }
  std::vector<std::string> Settings(Service service) const;
  std::string LogOf(Service service) const;

  testing::TemporaryDirectory directory_{"e2e"};
  testing::PostgresServer postgres_;
  testing::KafkaBroker kafka_;
  std::string conninfo_;
  std::array<Program, kServices.size()> programs_;
};

}  // namespace paritrana::e2e
