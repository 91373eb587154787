// SPDX-License-Identifier: Apache-2.0
#include "libs/testing/postgres_server.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/postgres/connection.h"

namespace paritrana::testing {
namespace {

// Enough for a loaded machine; a healthy start takes well under a second.
constexpr absl::Duration kStartTimeout = absl::Seconds(30);
// The last checkpoint of a large database.
constexpr absl::Duration kStopTimeout = absl::Minutes(5);
constexpr absl::Duration kPollInterval = absl::Milliseconds(20);
// A free port may be taken by somebody else before the server binds it.
constexpr int kStartAttempts = 3;

std::string BinaryDirectory() {
  if (const char* given = std::getenv("PARITRANA_POSTGRES_BIN")) return given;
  int newest = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql")) {
    newest = std::max(newest, std::atoi(entry.path().filename().c_str()));
  }
  return absl::StrCat("/usr/lib/postgresql/", newest, "/bin");
}

// PostgreSQL refuses to run as root.
std::string User() { return geteuid() == 0 ? "postgres" : ""; }

}  // namespace

PostgresServer& PostgresServer::Shared() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer(const PostgresServerOptions& options) : options_(options) {
  if (options_.directory.empty()) {
    options_.directory = temporary_.emplace("postgres").path().string();
  }
  if (!std::filesystem::exists(PathOf("data/PG_VERSION"))) InitialiseData();
  for (int attempt = 0; attempt < kStartAttempts; ++attempt) {
    port_ = FreePort();
    Launch();
    if (WaitUntilReady(kStartTimeout)) return;
  }
  PARITRANA_CHECK(!"PostgreSQL does not start");
}

PostgresServer::~PostgresServer() {
  // An immediate stop where the data is about to be thrown away, else one that leaves it in order.
  process_.Signal(temporary_ ? SIGQUIT : SIGINT);
  PARITRANA_CHECK(process_.Wait(kStopTimeout) != -1);
}

std::string PostgresServer::PathOf(const std::string& name) const {
  return options_.directory + "/" + name;
}

void PostgresServer::InitialiseData() {
  std::filesystem::create_directories(options_.directory);
  if (geteuid() == 0) {
    const passwd* owner = getpwnam("postgres");
    PARITRANA_CHECK(owner != nullptr);
    PARITRANA_CHECK(chown(options_.directory.c_str(), owner->pw_uid, owner->pw_gid) == 0);
  }
  const int status = ChildProcess::Run(
      {.argv = {BinaryDirectory() + "/initdb", "--pgdata=" + PathOf("data"), "--no-sync",
                "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"},
       .environment = {},
       .working_directory = options_.directory,
       .output = PathOf("initdb.log"),
       .user = User()});
  PARITRANA_CHECK(status == 0);
}

void PostgresServer::Launch() {
  const std::string on_off = options_.fsync ? "on" : "off";
  std::vector<std::string> settings = {"listen_addresses=127.0.0.1",
                                       absl::StrCat("port=", port_),
                                       "unix_socket_directories=",
                                       "fsync=" + on_off,
                                       "full_page_writes=" + on_off,
                                       "shared_buffers=128MB",
                                       "max_wal_size=1GB",
                                       "jit=off",
                                       absl::StrCat("max_connections=", options_.connections_max)};
  settings.insert(settings.end(), options_.settings.begin(), options_.settings.end());
  std::vector<std::string> argv = {BinaryDirectory() + "/postgres", "-D", PathOf("data")};
  for (const std::string& setting : settings) {
    argv.push_back("-c");
    argv.push_back(setting);
  }
  process_ = ChildProcess::Start({.argv = argv,
                                  .environment = {},
                                  .working_directory = options_.directory,
                                  .output = PathOf("server.log"),
                                  .user = User(),
                                  .death_signal = SIGQUIT});
}

bool PostgresServer::WaitUntilReady(absl::Duration timeout) {
  const absl::Time deadline = absl::Now() + timeout;
  while (absl::Now() < deadline && process_.running()) {
    if (postgres::Connection::Open(Conninfo("postgres"), timeout).ok()) return true;
    absl::SleepFor(kPollInterval);
  }
  return false;
}

std::string PostgresServer::Conninfo(const std::string& database) const {
  return absl::StrCat("postgresql://postgres@127.0.0.1:", port_, "/", database);
}

std::string PostgresServer::NewDatabase() {
  const std::string name = absl::StrCat("test_", ++databases_);
  auto connection = postgres::Connection::Open(Conninfo("postgres"), kStartTimeout);
  PARITRANA_CHECK(connection.ok());
  PARITRANA_CHECK((*connection)->ExecuteScript(absl::StrCat("CREATE DATABASE ", name)).ok());
  return Conninfo(name);
}

std::string PostgresServer::KeptDatabase(const std::string& name) {
  auto connection = postgres::Connection::Open(Conninfo("postgres"), kStartTimeout);
  PARITRANA_CHECK(connection.ok());
  const std::vector<postgres::Param> params = {postgres::Param(name)};
  const auto known = (*connection)->Execute("SELECT FROM pg_database WHERE datname = $1", params);
  PARITRANA_CHECK(known.ok());
  if (known->rows() == 0) {
    PARITRANA_CHECK((*connection)->ExecuteScript(absl::StrCat("CREATE DATABASE ", name)).ok());
  }
  return Conninfo(name);
}

void PostgresServer::Crash() {
  process_.Signal(SIGQUIT);
  PARITRANA_CHECK(process_.Wait(kStartTimeout) != -1);
}

void PostgresServer::StartAgain() {
  Launch();
  PARITRANA_CHECK(WaitUntilReady(kStartTimeout));
}

}  // namespace paritrana::testing
