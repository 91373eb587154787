// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

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
  // More settings of the server, "name=value"; they win.
  std::vector<std::string> settings;
  // Keeps the data in this directory for a later server, which takes it up again: for benchmarks
  // whose data takes long to make. Empty: a temporary one, removed in the end.
  std::string directory;
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
  // Makes a database of this name unless there is one, and returns its conninfo.
  std::string KeptDatabase(const std::string& name);

  // For tests of failure: an immediate stop (as by a crash), and the start after it on the same
  // port.
  void Crash();
  void StartAgain();

 private:
  void InitialiseData();
  void Launch();
  bool WaitUntilReady(absl::Duration timeout);
  std::string Conninfo(const std::string& database) const;
  std::string PathOf(const std::string& name) const;

  PostgresServerOptions options_;
  std::optional<TemporaryDirectory> temporary_;
  int port_ = 0;
  int databases_ = 0;
  ChildProcess process_;
};

}  // namespace paritrana::testing
