// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/testing/child_process.h"
#include "libs/testing/temporary_directory.h"

namespace paritrana::testing {

struct PostgresServerOptions {
  // Durable commits, as in production: for benchmarks. A crash of the process, which is all that
  // tests do to it, loses nothing without it.
  bool fsync = false;
  int connections_max = 100;
};

// A real PostgreSQL on a free port with its data in a temporary directory, one per test process.
//
// Started on first use and stopped, by process id, when the process ends, also by a crash. Each
// database made here is empty and new. The newest version under /usr/lib/postgresql is taken, or
// the folder that PARITRANA_POSTGRES_BIN names; under root it runs as user postgres.
class PostgresServer {
 public:
  // Starts it if need be; CHECKs that it could.
  static PostgresServer& Shared();

  explicit PostgresServer(const PostgresServerOptions& options = {});
  ~PostgresServer();

  // Makes a new database and returns its conninfo.
  std::string NewDatabase();

  // For tests of failure: an immediate stop (as by a crash), and the start after it on the same
  // port.
  void Crash();
  void StartAgain();

 private:
  void InitialiseData();
  void Launch();
  bool WaitUntilReady(absl::Duration timeout);
  std::string Conninfo(const std::string& database) const;

  PostgresServerOptions options_;
  TemporaryDirectory directory_{"postgres"};
  int port_ = 0;
  int databases_ = 0;
  ChildProcess process_;
};

}  // namespace paritrana::testing
