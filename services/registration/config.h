// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"

namespace paritrana::registration {

// Settings of the service; `paritrana-registration --help` explains each.
struct Config {
  std::string listen = "127.0.0.1:7101";
  std::string admin_listen = "127.0.0.1:7111";
  std::string ports_file;
  std::string postgres_conninfo = "postgresql://postgres@127.0.0.1:5432/paritrana";
  std::int64_t postgres_connections = 16;
  std::string kafka_bootstrap_servers = "127.0.0.1:9092";
  std::int64_t kafka_replication = 1;
  std::int64_t shards = 8;
  std::string migrations_dir = "services/registration/migrations";
  std::string token_key;       // 32 bytes, shared with compliance
  std::string encryption_key;  // 32 bytes, registration's alone
  bool help_shown = false;
};

// Reads defaults, file, environment and flags (libs/config). CONFIG_INVALID names what is wrong.
absl::Status LoadConfig(int argc, const char* const* argv, Config& config);

}  // namespace paritrana::registration
