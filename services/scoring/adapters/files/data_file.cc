// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/adapters/files/data_file.h"

#include <algorithm>

namespace paritrana::scoring {

absl::StatusOr<DataFile> DataFile::Read(const std::string& path) {
  toml::parse_result parsed = toml::parse_file(path);
  if (!parsed) {
    return MakeError("CONFIG_INVALID", {}, path + ": " + std::string(parsed.error().description()));
  }
  return DataFile(path, std::move(parsed).table());
}

absl::Status DataFile::OnlyHas(std::initializer_list<std::string_view> keys) const {
  for (const auto& [key, value] : table_) {
    if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
      return Wrong("unknown key " + std::string(key.str()));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> DataFile::Texts(std::string_view key) const {
  const toml::array* array = table_[key].as_array();
  if (array == nullptr) return Wrong("missing or malformed: " + std::string(key));
  std::vector<std::string> texts;
  for (const toml::node& node : *array) {
    const auto text = node.value<std::string>();
    if (!text.has_value()) return Wrong("not a list of texts: " + std::string(key));
    texts.push_back(*text);
  }
  return texts;
}

}  // namespace paritrana::scoring
