// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/civil_time.h"
#include "libs/base/month.h"
#include "libs/base/region_code.h"
#include "services/scoring/domain/contribution_line.h"
#include "services/scoring/domain/month_window.h"
#include "services/scoring/domain/region_tree.h"

namespace paritrana::scoring {

// A number of entitled workers with its origin, as imported: never computed here.
struct Denominator {
  RegionCode region;
  std::uint32_t segment = 0;  // 0: all segments together
  absl::CivilDay date;        // the day it refers to
  std::uint64_t entitled_workers = 0;
  std::string definition;
  std::string source;
  bool example = false;
};

// All numbers of entitled workers known, by region, segment and date.
class DenominatorBook {
 public:
  void Add(Denominator denominator);

  // The number in force for a month: the newest dated up to its last day, or else the oldest dated
  // after it; of two of one day the published one. nullptr if none is known.
  const Denominator* Find(RegionCode region, std::uint32_t segment, Month month) const;

  // The numbers of a region in force for a month: the total first, then the segments.
  std::vector<Denominator> Of(RegionCode region, Month month) const;

  std::size_t size() const { return size_; }

 private:
  absl::flat_hash_map<RegionCode, std::vector<Denominator>> by_region_;
  std::size_t size_ = 0;
};

// Entitled workers of one region in one month, ready for ranking; 0 where none is known.
struct Entitled {
  std::uint64_t total = 0;
  std::array<std::uint64_t, kSegments> segments{};
  bool example = false;
  bool derived = false;  // the sum of the regencies', because the region has no number of its own
};

// The entitled workers of every region and month of a window.
//
// A province or the nation without a total of its own gets the sum of its regencies' totals,
// provided that each of them has one; workers are entitled where they work, so regencies do not
// overlap.
class EntitledTable {
 public:
  EntitledTable(const DenominatorBook& book, const RegionTree& tree, const MonthWindow& window);

  // A region unknown when the table was made has no number.
  const Entitled& at(RegionIndex region, int month) const;

 private:
  Entitled& cell(RegionIndex region, int month) {
    return cells_[static_cast<std::size_t>(region.value()) * months_ + month];
  }
  void Derive(const RegionTree& tree, RegionIndex region, int month);

  int months_;
  std::vector<Entitled> cells_;
};

}  // namespace paritrana::scoring
