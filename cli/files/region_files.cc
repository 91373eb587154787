// SPDX-License-Identifier: Apache-2.0
#include "cli/files/region_files.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/region_code.h"
#include "libs/base/status_macros.h"
#include "libs/config/toml_file.h"
#include "libs/csv/table.h"

namespace paritrana::cli {
namespace {

using registration::v1::Region;
using registration::v1::TreeHeader;

struct LevelFile {
  const char* name;
  common::v1::RegionLevel level;
};
constexpr LevelFile kLevels[] = {{"provinces.csv", common::v1::REGION_LEVEL_PROVINCE},
                                 {"regencies.csv", common::v1::REGION_LEVEL_REGENCY},
                                 {"districts.csv", common::v1::REGION_LEVEL_DISTRICT},
                                 {"villages.csv", common::v1::REGION_LEVEL_VILLAGE}};

enum Column : std::size_t { kCode, kName, kValidFrom, kValidTo };

absl::StatusOr<TreeHeader> ReadHeader(const std::string& path) {
  PARITRANA_ASSIGN_OR_RETURN(const std::vector<config::TomlValue> values,
                             config::ReadTomlFile(path));
  TreeHeader header;
  const std::map<std::string, std::string*> keys = {{"tree_version", header.mutable_tree_version()},
                                                    {"source", header.mutable_source()},
                                                    {"licence", header.mutable_licence()},
                                                    {"valid_from", header.mutable_valid_from()}};
  for (const config::TomlValue& value : values) {
    const auto key = keys.find(value.key);
    if (key == keys.end()) {
      return MakeError("CONFIG_INVALID", value.key, absl::StrCat(path, ": unknown key"));
    }
    *key->second = value.text;
  }
  return header;
}

absl::Status ReadLevel(const std::string& path, common::v1::RegionLevel level,
                       std::vector<Region>* regions) {
  PARITRANA_ASSIGN_OR_RETURN(const csv::Table table,
                             csv::Table::Read(path, {"code", "name", "valid_from", "valid_to"}));
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string code(table.Text(row, kCode));
    const auto parsed = RegionCode::Parse(code);
    if (!parsed.ok() || static_cast<int>(parsed->level()) != static_cast<int>(level)) {
      return MakeError("REGION_INVALID", "code", table.Where(row, kCode));
    }
    Region& region = regions->emplace_back();
    region.set_code(code);
    region.set_name(std::string(table.Text(row, kName)));
    region.set_level(level);
    region.set_valid_from(std::string(table.Text(row, kValidFrom)));
    region.set_valid_to(std::string(table.Text(row, kValidTo)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RegionFiles> ReadRegionFiles(const std::string& folder) {
  RegionFiles files;
  PARITRANA_ASSIGN_OR_RETURN(files.header, ReadHeader(folder + "/tree.toml"));
  for (const LevelFile& level : kLevels) {
    PARITRANA_RETURN_IF_ERROR(
        ReadLevel(absl::StrCat(folder, "/", level.name), level.level, &files.regions));
  }
  // Dotted codes keep their zeros, so their order as text is that of the tree.
  std::sort(files.regions.begin(), files.regions.end(),
            [](const Region& a, const Region& b) { return a.code() < b.code(); });
  return files;
}

}  // namespace paritrana::cli
