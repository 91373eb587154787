// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "services/scoring/domain/contribution_line.h"
#include "services/scoring/domain/region_tree.h"

namespace paritrana::scoring {

// The figures of one region in one month.
struct Cell {
  std::int64_t rupiah = 0;                          // contributions covering the month
  std::uint32_t heads = 0;                          // distinct persons active
  std::array<std::uint32_t, kSegments> segments{};  // distinct persons active, by segment − 1

  friend bool operator==(const Cell&, const Cell&) = default;
};

// What one line changes in one month along the path of its region.
struct CellChange {
  std::int64_t rupiah = 0;
  // +1 or −1 for the levels that the person enters or leaves: those from `heads_from` down for the
  // heads, from `segment_from` down for the heads of the segment.
  std::int32_t heads = 0;
  std::uint32_t heads_from = 0;
  std::uint32_t segment_from = 0;
  std::uint32_t segment = 1;
};

// Figures by region and month, every level held by itself.
//
// Knows what changed since it was last asked, by region and month, so that a publication costs what
// changed and no more: a change at a region always marks the regions above it too. Not thread-safe.
class Tally {
 public:
  explicit Tally(int months) : months_(months) {}

  // Makes room for `regions` regions; never shrinks.
  void Resize(std::size_t regions);
  void Clear();

  int months() const { return months_; }
  std::size_t regions() const { return dirty_.size(); }

  const Cell& at(RegionIndex region, int month) const { return cells_[CellIndex(region, month)]; }
  Cell& at(RegionIndex region, int month) { return cells_[CellIndex(region, month)]; }

  // True if `rupiah` can be added along the path without overflow.
  bool CanAdd(const RegionPath& path, int month, std::int64_t rupiah) const;

  // Adds along the whole path.
  void Add(const RegionPath& path, int month, const CellChange& change);

  // Regions changed since the last ClearDirty, each once, in no order.
  const std::vector<RegionIndex>& dirty() const { return dirty_list_; }
  // The months changed of a region, as bits.
  std::uint16_t dirty_months(RegionIndex region) const { return dirty_[region.value()]; }
  void ClearDirty();

  // Marks a region changed without changing it.
  void Touch(RegionIndex region, std::uint16_t months);

 private:
  std::size_t CellIndex(RegionIndex region, int month) const {
    return static_cast<std::size_t>(region.value()) * months_ + month;
  }

  int months_;
  std::vector<Cell> cells_;
  std::vector<std::uint16_t> dirty_;
  std::vector<RegionIndex> dirty_list_;
};

inline void Tally::Touch(RegionIndex region, std::uint16_t months) {
  std::uint16_t& mask = dirty_[region.value()];
  if (mask == 0) [[unlikely]] {
    dirty_list_.push_back(region);
  }
  mask |= months;
}

inline bool Tally::CanAdd(const RegionPath& path, int month, std::int64_t rupiah) const {
  bool overflow = false;
  for (std::uint32_t level = 0; level < path.depth; ++level) {
    std::int64_t sum = 0;
    overflow |= __builtin_add_overflow(at(path.at[level], month).rupiah, rupiah, &sum);
  }
  return !overflow;
}

inline void Tally::Add(const RegionPath& path, int month, const CellChange& change) {
  for (std::uint32_t level = 0; level < path.depth; ++level) {
    Cell& cell = at(path.at[level], month);
    cell.rupiah += change.rupiah;
    if (level >= change.heads_from) cell.heads += change.heads;
    if (level >= change.segment_from) cell.segments[change.segment - 1] += change.heads;
    Touch(path.at[level], static_cast<std::uint16_t>(1u << month));
  }
}

}  // namespace paritrana::scoring
