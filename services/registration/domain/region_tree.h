// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "libs/base/region_code.h"

namespace paritrana::registration {

// Regions of one tree: the nation has about 91,600, and a full import is held in memory.
inline constexpr std::size_t kRegionsMax = 200'000;

// One region as a version of the tree states it.
struct Region {
  RegionCode code;
  std::string name;
  std::optional<absl::CivilDay> valid_from;  // nothing: unknown
  std::optional<absl::CivilDay> valid_to;    // last day; nothing while it lasts
  std::vector<RegionCode> predecessors;

  friend bool operator==(const Region&, const Region&) = default;
};

// What is said of a tree as a whole.
struct TreeHeader {
  std::string version;
  std::string source;
  std::string licence;
  absl::CivilDay valid_from;

  friend bool operator==(const TreeHeader&, const TreeHeader&) = default;
};

// A version of the region tree.
struct RegionTree {
  TreeHeader header;
  std::vector<Region> regions;  // complete: in ascending order of code, the nation first
};

// Checks a header: version is 1 to 100 of [A-Za-z0-9._-], source and licence are names.
// FIELD_REQUIRED, FIELD_TOO_LONG, FIELD_MALFORMED.
absl::Status CheckTreeHeader(const TreeHeader& header);

// Adds the nation if it is missing and checks the whole: ascending order and a parent before its
// children (REGION_ORDER), names, validity (DATE_ORDER). The path is "regions[CODE].FIELD", which
// says more than a position in a stream of 91,000.
absl::Status CompleteTree(RegionTree& tree);

// Regions per level: nation, province, regency, district, village.
std::array<std::uint32_t, 5> CountPerLevel(const std::vector<Region>& regions);

}  // namespace paritrana::registration
