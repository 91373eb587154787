// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "services/scoring/domain/contribution_line.h"
#include "services/scoring/domain/region_tree.h"

namespace paritrana::scoring::testing {

// The code of a region that a test names; CHECKs that it is one.
inline RegionCode Code(std::string_view text) { return RegionCode::Parse(text).value(); }

// Two provinces: 61 with one regency of one village, 64 with two regencies; 64.02 has two villages
// in one district and one in another, 64.74 has one village.
inline RegionTree SmallTree() {
  RegionTree tree;
  std::vector<RegionFact> regions;
  for (const char* code :
       {"61", "61.71", "61.71.01", "61.71.01.1001", "64", "64.02", "64.02.01", "64.02.01.2001",
        "64.02.01.2002", "64.02.02", "64.02.02.2001", "64.74", "64.74.01", "64.74.01.1001"}) {
    regions.push_back({Code(code), std::string("Wilayah ") + code, 0, 0});
  }
  tree.Merge("small-1", regions);
  return tree;
}

inline RegionIndex At(const RegionTree& tree, std::string_view code) {
  return tree.Find(Code(code).key())->self();
}

// One line for December 2024 in PU of Rp100.000, to be changed where a test needs it.
inline ContributionLine Line(std::uint64_t participant, std::string_view region) {
  ContributionLine line;
  line.participant = Pseudonym(participant);
  line.region_key = Code(region).key();
  line.covered_from = Month(2024, 12);
  line.covered_months = 1;
  line.segment = 1;
  line.rupiah = 100'000;
  return line;
}

inline ContributionLine Retracting(ContributionLine line) {
  line.effect = LineEffect::kRetract;
  return line;
}

}  // namespace paritrana::scoring::testing
