// SPDX-License-Identifier: Apache-2.0
#include "libs/config/toml_file.h"

#include <fstream>
#include <iterator>
#include <string_view>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::config {
namespace {

int LineOf(const toml::source_region& source) { return static_cast<int>(source.begin.line); }

absl::StatusOr<TomlValue> ValueOf(const std::string& key, const toml::node& node,
                                  const std::string& path) {
  const int line = LineOf(node.source());
  if (const auto* text = node.as_string()) {
    return TomlValue{key, TomlValue::Type::kText, text->get(), line};
  }
  if (const auto* integer = node.as_integer()) {
    return TomlValue{key, TomlValue::Type::kInteger, absl::StrCat(integer->get()), line};
  }
  if (const auto* boolean = node.as_boolean()) {
    return TomlValue{key, TomlValue::Type::kBoolean, boolean->get() ? "true" : "false", line};
  }
  return MakeError(
      "CONFIG_INVALID", key,
      absl::StrCat(path, ":", line, ": \"", key, "\" must be a text, an integer or a boolean"));
}

absl::Status Flatten(const toml::table& table, const std::string& prefix, const std::string& path,
                     std::vector<TomlValue>& values) {
  for (const auto& [name, node] : table) {
    const std::string key = absl::StrCat(prefix, std::string(name.str()));
    if (const toml::table* inner = node.as_table()) {
      PARITRANA_RETURN_IF_ERROR(Flatten(*inner, key + ".", path, values));
      continue;
    }
    PARITRANA_ASSIGN_OR_RETURN(TomlValue value, ValueOf(key, node, path));
    values.push_back(std::move(value));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<TomlValue>> ReadTomlFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return MakeError("FILE_UNREADABLE", "config", absl::StrCat("cannot open ", path));
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const toml::parse_result parsed = toml::parse(std::string_view(text), std::string_view(path));
  if (!parsed) {
    return MakeError("CONFIG_INVALID", "config",
                     absl::StrCat(path, ":", LineOf(parsed.error().source()), ": ",
                                  std::string(parsed.error().description())));
  }
  std::vector<TomlValue> values;
  PARITRANA_RETURN_IF_ERROR(Flatten(parsed.table(), "", path, values));
  return values;
}

}  // namespace paritrana::config
