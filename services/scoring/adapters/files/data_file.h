// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "absl/status/statusor.h"
#include "libs/base/reason.h"

namespace paritrana::scoring {

// A TOML data file of which every key must be known, present and of its type. Errors are
// CONFIG_INVALID and name the file and the key.
class DataFile {
 public:
  static absl::StatusOr<DataFile> Read(const std::string& path);

  // Refuses keys that are not in the list.
  absl::Status OnlyHas(std::initializer_list<std::string_view> keys) const;

  bool Has(std::string_view key) const { return table_.contains(key); }

  template <typename T>
  absl::StatusOr<T> Get(std::string_view key) const {
    const std::optional<T> value = table_[key].value<T>();
    if (!value.has_value()) return Wrong("missing or malformed: " + std::string(key));
    return *value;
  }

  // A list of texts.
  absl::StatusOr<std::vector<std::string>> Texts(std::string_view key) const;

  // The error that says what is wrong with this file.
  absl::Status Wrong(const std::string& what) const {
    return MakeError("CONFIG_INVALID", {}, path_ + ": " + what);
  }

 private:
  DataFile(std::string path, toml::table table)
      : path_(std::move(path)), table_(std::move(table)) {}

  std::string path_;
  toml::table table_;
};

}  // namespace paritrana::scoring
