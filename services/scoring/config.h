// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace paritrana::scoring {

// Settings of the scoring service; README.md lists them.
struct ScoringConfig {
  std::string listen = "127.0.0.1:7103";
  std::string admin_listen = "127.0.0.1:7113";
  std::string ports_file;
  std::string kafka_bootstrap_servers = "127.0.0.1:9092";
  std::int64_t kafka_replication = 1;
  std::int64_t shards = 8;
  std::string data_dir = "data";
  std::string edition = "paritrana-2025.toml";
  absl::Duration publish_interval = absl::Milliseconds(25);
  absl::Duration publish_interval_of_others = absl::Seconds(1);
  absl::Duration recount_interval = absl::Minutes(5);
  absl::Duration heartbeat = absl::Seconds(5);
};

// Reads the settings (libs/config). `help_shown` is set when --help was asked for.
absl::Status LoadConfig(int argc, const char* const* argv, ScoringConfig& config, bool& help_shown);

}  // namespace paritrana::scoring
