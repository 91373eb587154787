// SPDX-License-Identifier: Apache-2.0
#include "services/registration/adapters/postgres/region_book.h"

#include <cstdint>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/postgres/connection.h"
#include "services/registration/adapters/postgres/columns.h"

namespace paritrana::registration {
namespace {

using postgres::Param;

constexpr std::string_view kKnown =
    "SELECT DISTINCT key FROM region WHERE key = ANY ($1::bigint[])";

// The newest tree in force; one loaded in advance waits for its day.
#define TREE_IN_FORCE                                          \
  "(SELECT tree_version FROM region_tree"                      \
  "  WHERE valid_from_day <= current_date - date '1970-01-01'" \
  "  ORDER BY valid_from_day DESC, recorded_at DESC, tree_version LIMIT 1)"
#define REGION_COLUMNS "key, name, valid_from_day, valid_to_day, predecessors, tree_version"

constexpr std::string_view kGet =
    "SELECT " REGION_COLUMNS " FROM region WHERE tree_version = " TREE_IN_FORCE " AND key = $1";

constexpr std::string_view kList =
    "SELECT " REGION_COLUMNS " FROM region WHERE tree_version = " TREE_IN_FORCE
    " AND parent_key = $1 AND key > $2 AND level > 1 ORDER BY key LIMIT $3";

#undef TREE_IN_FORCE
#undef REGION_COLUMNS

constexpr std::string_view kAddTree = R"sql(
INSERT INTO region_tree (tree_version, source, licence, valid_from_day, recorded_at)
VALUES ($1, $2, $3, $4, $5)
)sql";

constexpr std::string_view kCopyRegions =
    "COPY region (tree_version, key, level, parent_key, name, valid_from_day, valid_to_day, "
    "predecessors) FROM STDIN (FORMAT binary)";

std::string WriteCodes(const std::vector<RegionCode>& codes) {
  std::string text;
  for (const RegionCode code : codes) absl::StrAppend(&text, text.empty() ? "" : " ", code.key());
  return text;
}

std::vector<RegionCode> ReadCodes(std::string_view keys) {
  std::vector<RegionCode> codes;
  const absl::string_view text(keys.data(), keys.size());
  for (const absl::string_view key : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    std::int64_t value = 0;
    PARITRANA_CHECK(absl::SimpleAtoi(key, &value));
    codes.push_back(RegionFromColumn(value));
  }
  return codes;
}

Region Read(const postgres::Result& rows, int row) {
  Region region;
  region.code = RegionFromColumn(rows.Int64(row, 0));
  region.name = rows.Text(row, 1);
  region.valid_from = DayOrNull(rows, row, 2);
  region.valid_to = DayOrNull(rows, row, 3);
  region.predecessors = ReadCodes(rows.Text(row, 4));
  return region;
}

void Write(const Region& region, const std::string& version, postgres::CopyWriter& copy) {
  copy.Text(version);
  copy.Int64(ToColumn(region.code));
  copy.Int16(static_cast<std::int16_t>(region.code.level()));
  copy.Int64(ToColumn(region.code.parent()));
  copy.Text(region.name);
  WriteDay(copy, region.valid_from);
  WriteDay(copy, region.valid_to);
  copy.Text(WriteCodes(region.predecessors));
  copy.EndRow();
}

}  // namespace

absl::StatusOr<absl::flat_hash_set<RegionCode>> PostgresRegionBook::Known(
    std::span<const RegionCode> codes) {
  absl::flat_hash_set<RegionCode> known;
  if (codes.empty()) return known;
  std::vector<std::int64_t> keys;
  for (const RegionCode code : codes) keys.push_back(ToColumn(code));
  const Param params[] = {Param::Int64Array(keys)};
  PARITRANA_ASSIGN_OR_RETURN(const auto rows, connection_.Execute(kKnown, params));
  for (int row = 0; row < rows.rows(); ++row) known.insert(RegionFromColumn(rows.Int64(row, 0)));
  return known;
}

absl::StatusOr<std::pair<Region, std::string>> PostgresRegionBook::Get(RegionCode code) {
  const Param params[] = {Param(ToColumn(code))};
  PARITRANA_ASSIGN_OR_RETURN(const auto rows, connection_.Execute(kGet, params));
  if (rows.rows() == 0) return MakeError("REGION_UNKNOWN", "code");
  return std::pair(Read(rows, 0), std::string(rows.Text(0, 5)));
}

absl::StatusOr<std::vector<Region>> PostgresRegionBook::List(const RegionPage& page) {
  const std::int64_t after = page.after ? ToColumn(*page.after) : -1;
  const Param params[] = {Param(ToColumn(page.parent)), Param(after),
                          Param(std::int64_t{page.limit})};
  PARITRANA_ASSIGN_OR_RETURN(const auto rows, connection_.Execute(kList, params));
  std::vector<Region> regions;
  for (int row = 0; row < rows.rows(); ++row) regions.push_back(Read(rows, row));
  return regions;
}

absl::Status PostgresRegionBook::Add(const RegionTree& tree, absl::Time now) {
  const TreeHeader& header = tree.header;
  const Param params[] = {Param(header.version), Param(header.source), Param(header.licence),
                          Param(std::int64_t{ToDayNumber(header.valid_from)}), Param(now)};
  PARITRANA_RETURN_IF_ERROR(connection_.Execute(kAddTree, params).status());
  postgres::CopyWriter copy(8);
  for (const Region& region : tree.regions) Write(region, header.version, copy);
  return connection_.CopyIn(kCopyRegions, std::move(copy).Finish());
}

}  // namespace paritrana::registration
