// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace paritrana::config {

// One value of a TOML file, under its dotted key.
struct TomlValue {
  enum class Type { kText, kInteger, kBoolean };

  std::string key;
  Type type;
  std::string text;
  int line;
};

// Reads a TOML file of texts, integers and booleans, in any depth of tables. FILE_UNREADABLE;
// CONFIG_INVALID with the line for a syntax error or a value of another type.
absl::StatusOr<std::vector<TomlValue>> ReadTomlFile(const std::string& path);

}  // namespace paritrana::config
