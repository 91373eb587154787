// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <CLI/App.hpp>

namespace paritrana::cli {

// Which ranking table: the same options wherever one is named.
struct RankingOptions {
  std::string members = "regencies";
  std::string scope = "ID";
  std::string month = "default";

  // Names the table in a request that has these three fields.
  template <typename Request>
  void Fill(Request& request) const {
    request.set_members(members);
    request.set_scope(scope);
    request.set_month(month);
  }
};

// Adds --members, --scope and --month to a command. `options` must outlive the parsing.
void AddRankingOptions(CLI::App& command, RankingOptions& options);

}  // namespace paritrana::cli
