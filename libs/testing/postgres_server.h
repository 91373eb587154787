// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/status.h"

namespace paritrana::testing {

// A real PostgreSQL on a free port with its data in a temporary directory, one per test process.
//
// Started on first use and stopped, by process id, when the process ends. Each database made here
// is empty and new.
class PostgresServer {
 public:
  // Starts it if need be; CHECKs that it could.
  static PostgresServer& Shared();

  // Makes a new database and returns its conninfo.
  std::string NewDatabase();

  // For tests of failure: an immediate stop (as by a crash), and the start after it on the same
  // port.
  void Crash();
  void StartAgain();

 private:
  PostgresServer();
};

}  // namespace paritrana::testing
