// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "services/scoring/domain/denominators.h"
#include "services/scoring/domain/method.h"
#include "services/scoring/domain/region_tree.h"
#include "services/scoring/domain/tally.h"

namespace paritrana::scoring {

enum class NotRanked : std::uint8_t {
  kIsRanked,
  kNoDenominator,  // coverage cannot be computed, which is neither 0 % nor 100 %
  kNotInForce,     // the region did not exist on the month's last day
};

// One region's place in a table.
struct RankedRow {
  RegionIndex region;
  std::uint32_t rank = 0;  // from 1; 0 if not ranked
  bool shared = false;
  NotRanked not_ranked = NotRanked::kIsRanked;
  Cell figures;
  Entitled entitled;

  // Hundredths of a percent, for display; 0 if it cannot be computed.
  std::uint32_t coverage_basis_points() const;
};

// Makes a region's row without a rank: for the scope of a table, and the start of ranking.
RankedRow UnrankedRow(RegionIndex region, const Cell& figures, const Entitled& entitled);

// Compares two ranked rows in the order of a method: less ranks higher, equal shares a rank.
std::strong_ordering CompareRows(const RankedRow& a, const RankedRow& b, const Method& method,
                                 const RegionTree& tree);

// Ranks rows in place and orders them by rank, then by code, those without rank last by code.
// Coverage is compared exactly; 0 % is ranked; a row whose `not_ranked` says why is not.
void RankRows(std::vector<RankedRow>& rows, const Method& method, const RegionTree& tree);

}  // namespace paritrana::scoring
