// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"

namespace paritrana::compliance {

// Settings of the compliance service; what each means is in config.cc and in --help.
struct Config {
  std::string listen = "127.0.0.1:7102";
  std::string admin_listen = "127.0.0.1:7112";
  std::string ports_file;
  std::string postgres_conninfo = "postgresql://127.0.0.1:5432/paritrana";
  std::int64_t postgres_connections = 16;
  std::string kafka_bootstrap_servers = "127.0.0.1:9092";
  std::int64_t kafka_replication = 1;
  std::int64_t shards = 8;
  std::int64_t threads = 256;
  std::string migrations_dir = "services/compliance/migrations";
  std::string rules_dir = "data/rules";
  std::int64_t waiting_days = 7;
  std::string token_key;
  std::int64_t rate_limit_posts_per_second = 200;
  std::int64_t rate_limit_lines_per_second = 20'000;
};

// Reads the settings: defaults < file < environment < flags. `help_shown` is set when --help was
// asked for. CONFIG_INVALID.
absl::Status LoadConfig(int argc, const char* const* argv, Config& config, bool& help_shown);

}  // namespace paritrana::compliance
