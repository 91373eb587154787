// SPDX-License-Identifier: Apache-2.0
#include "services/registration/domain/region_tree.h"

#include <algorithm>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/registration/domain/employer.h"

namespace paritrana::registration {
namespace {

constexpr std::size_t kVersionMax = 100;

bool IsVersionCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '_' || c == '-';
}

absl::Status CheckVersion(std::string_view version) {
  if (version.empty()) return MakeError("FIELD_REQUIRED", "tree_version");
  if (version.size() > kVersionMax) return MakeError("FIELD_TOO_LONG", "tree_version");
  const bool well_formed = std::all_of(version.begin(), version.end(), IsVersionCharacter);
  return well_formed ? absl::OkStatus() : MakeError("FIELD_MALFORMED", "tree_version");
}

std::string PathOf(const Region& region) { return "regions[" + region.code.ToString() + "]"; }

absl::Status CheckRegion(const Region& region) {
  PARITRANA_RETURN_IF_ERROR(CheckName(region.name, "name"));
  const bool backwards =
      region.valid_from && region.valid_to && *region.valid_to < *region.valid_from;
  return backwards ? MakeError("DATE_ORDER", "valid_to") : absl::OkStatus();
}

bool IsNation(const Region& region) { return region.code.level() == RegionLevel::kNation; }

Region Nation() {
  Region nation;
  nation.name = "Indonesia";
  return nation;
}

}  // namespace

absl::Status CheckTreeHeader(const TreeHeader& header) {
  PARITRANA_RETURN_IF_ERROR(CheckVersion(header.version));
  PARITRANA_RETURN_IF_ERROR(CheckName(header.source, "source"));
  return CheckName(header.licence, "licence");
}

absl::Status CompleteTree(RegionTree& tree) {
  std::vector<Region>& regions = tree.regions;
  if (regions.empty() || !IsNation(regions.front())) regions.insert(regions.begin(), Nation());

  absl::flat_hash_set<RegionCode> known;
  known.reserve(regions.size());
  const Region* previous = nullptr;
  for (const Region& region : regions) {
    PARITRANA_RETURN_IF_ERROR(WithFieldPrefix(CheckRegion(region), PathOf(region)));
    const bool ascending = previous == nullptr || previous->code < region.code;
    if (!ascending || (!IsNation(region) && !known.contains(region.code.parent()))) {
      return MakeError("REGION_ORDER", PathOf(region) + ".code");
    }
    known.insert(region.code);
    previous = &region;
  }
  return absl::OkStatus();
}

std::array<std::uint32_t, 5> CountPerLevel(const std::vector<Region>& regions) {
  std::array<std::uint32_t, 5> counts{};
  for (const Region& region : regions) {
    ++counts.at(static_cast<std::size_t>(region.code.level()) - 1);
  }
  return counts;
}

}  // namespace paritrana::registration
