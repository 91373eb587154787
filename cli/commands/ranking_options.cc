// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/ranking_options.h"

namespace paritrana::cli {

void AddRankingOptions(CLI::App& command, RankingOptions& options) {
  command.add_option("--members", options.members, "What is ranked")
      ->check(CLI::IsMember({"provinces", "regencies", "villages"}))
      ->capture_default_str();
  command.add_option("--scope", options.scope, "Region they lie in: ID, 64, 64.74")
      ->capture_default_str();
  command.add_option("--month", options.month, "Month 2024-12, or default")->capture_default_str();
}

}  // namespace paritrana::cli
