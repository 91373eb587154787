// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace paritrana::gateway {

// Settings of the gateway; what each means is in config.cc and in --help.
struct Config {
  std::string listen = "127.0.0.1:7100";
  std::string admin_listen = "127.0.0.1:7110";
  std::string ports_file;
  std::string kafka_bootstrap_servers = "127.0.0.1:9092";
  std::string registration_address = "127.0.0.1:7101";
  std::string compliance_address = "127.0.0.1:7102";
  std::string scoring_address = "127.0.0.1:7103";
  std::string web_root = "web/dist";
  std::int64_t connections_max = 12'000;
  std::int64_t viewers_max = 10'000;
  absl::Duration heartbeat = absl::Seconds(10);
  absl::Duration viewer_stall_max = absl::Seconds(20);
  absl::Duration behind_max = absl::Seconds(10);
  absl::Duration request_timeout = absl::Seconds(30);
  absl::Duration header_timeout = absl::Seconds(10);
  absl::Duration body_timeout = absl::Seconds(30);
};

// Reads the settings: defaults < file < environment < flags. `help_shown` is set when --help was
// asked for. CONFIG_INVALID.
absl::Status LoadConfig(int argc, const char* const* argv, Config& config, bool& help_shown);

}  // namespace paritrana::gateway
