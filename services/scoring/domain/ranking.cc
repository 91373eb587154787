// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/ranking.h"

#include <algorithm>

#include "services/scoring/domain/fraction.h"

namespace paritrana::scoring {
namespace {

Fraction CoverageOf(const RankedRow& row) { return {row.figures.heads, row.entitled.total}; }

std::strong_ordering CompareBy(TieKey key, const RankedRow& a, const RankedRow& b,
                               const RegionTree& tree) {
  switch (key) {
    case TieKey::kCoverage:
      return CoverageOf(b) <=> CoverageOf(a);
    case TieKey::kActiveHeads:
      return b.figures.heads <=> a.figures.heads;
    case TieKey::kContributions:
      return b.figures.rupiah <=> a.figures.rupiah;
    case TieKey::kRegion:
      break;
  }
  return tree.fact(a.region).code <=> tree.fact(b.region).code;
}

bool ByCode(const RankedRow& a, const RankedRow& b, const RegionTree& tree) {
  return tree.fact(a.region).code < tree.fact(b.region).code;
}

}  // namespace

std::uint32_t RankedRow::coverage_basis_points() const {
  return entitled.total == 0 ? 0 : CoverageOf(*this).BasisPoints();
}

RankedRow UnrankedRow(RegionIndex region, const Cell& figures, const Entitled& entitled) {
  RankedRow row;
  row.region = region;
  row.figures = figures;
  row.entitled = entitled;
  if (entitled.total == 0) row.not_ranked = NotRanked::kNoDenominator;
  return row;
}

std::strong_ordering CompareRows(const RankedRow& a, const RankedRow& b, const Method& method,
                                 const RegionTree& tree) {
  for (const TieKey key : method.order) {
    const std::strong_ordering order = CompareBy(key, a, b, tree);
    if (order != std::strong_ordering::equal) return order;
  }
  return std::strong_ordering::equal;
}

void RankRows(std::vector<RankedRow>& rows, const Method& method, const RegionTree& tree) {
  const auto ranked_end = std::partition(rows.begin(), rows.end(), [](const RankedRow& row) {
    return row.not_ranked == NotRanked::kIsRanked;
  });
  std::sort(rows.begin(), ranked_end, [&](const RankedRow& a, const RankedRow& b) {
    const std::strong_ordering order = CompareRows(a, b, method, tree);
    return order == std::strong_ordering::equal ? ByCode(a, b, tree) : order < 0;
  });
  std::sort(ranked_end, rows.end(),
            [&](const RankedRow& a, const RankedRow& b) { return ByCode(a, b, tree); });

  for (auto row = rows.begin(); row != ranked_end; ++row) {
    row->rank = static_cast<std::uint32_t>(row - rows.begin()) + 1;
    row->shared = false;
    if (row == rows.begin() || CompareRows(*(row - 1), *row, method, tree) != 0) continue;
    row->rank = (row - 1)->rank;
    row->shared = (row - 1)->shared = true;
  }
}

}  // namespace paritrana::scoring
