// SPDX-License-Identifier: Apache-2.0
#include "cli/endpoints.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"

namespace paritrana::cli {
namespace {

constexpr char kVariable[] = "PARITRANA_ENDPOINTS";
constexpr char kDemoFile[] = ".local/demo/endpoints.json";

std::string FileToRead(const std::string& file) {
  if (!file.empty()) return file;
  const char* variable = std::getenv(kVariable);
  if (variable != nullptr && *variable != '\0') return variable;
  return std::filesystem::exists(kDemoFile) ? kDemoFile : "";
}

absl::StatusOr<Endpoints> ReadEndpoints(const std::string& path) {
  std::ifstream file(path);
  if (!file) return MakeError("FILE_UNREADABLE", "endpoints", absl::StrCat("cannot open ", path));
  const auto json = nlohmann::json::parse(file, nullptr, false);
  Endpoints endpoints;
  endpoints.file = path;
  const std::pair<const char*, std::string*> keys[] = {{"gateway", &endpoints.gateway},
                                                       {"registration", &endpoints.registration},
                                                       {"compliance", &endpoints.compliance},
                                                       {"scoring", &endpoints.scoring}};
  for (const auto& [key, value] : keys) {
    if (!json.is_object() || !json.contains(key) || !json.at(key).is_string()) {
      return MakeError("CONFIG_INVALID", "endpoints",
                       absl::StrCat(path, " has no address for \"", key, "\""));
    }
    *value = json.at(key).get<std::string>();
  }
  return endpoints;
}

}  // namespace

absl::StatusOr<Endpoints> FindEndpoints(const std::string& file) {
  const std::string path = FileToRead(file);
  if (path.empty()) return Endpoints{};
  return ReadEndpoints(path);
}

}  // namespace paritrana::cli
