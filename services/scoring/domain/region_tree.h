// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "libs/base/month.h"
#include "libs/base/region_code.h"
#include "libs/base/strong_id.h"

namespace paritrana::scoring {

struct RegionIndexTag {};
// Dense number of a region in the tree held by this process; the nation is 0. Never stored or sent.
using RegionIndex = StrongId<RegionIndexTag, std::uint32_t>;

inline constexpr RegionIndex kNation{0};
inline constexpr int kLevels = 5;

// One region as a tree version states it. Days count from 1970-01-01.
struct RegionFact {
  RegionCode code;
  std::string name;
  std::int32_t valid_from_day = 0;  // 0: not known, always was
  std::int32_t valid_to_day = 0;    // 0: still is
};

// A region and what it lies in, from the nation down to itself: at[0] is the nation, at[depth-1]
// the region.
struct RegionPath {
  std::array<RegionIndex, kLevels> at;
  std::uint32_t depth = 0;

  RegionIndex self() const { return at[depth - 1]; }
};

// Number of leading regions two paths share: 1 if only the nation, their depth if they are equal.
std::uint32_t SharedDepth(const RegionPath& a, const RegionPath& b);

// The administrative tree, of every level, with an index for each region.
//
// A newer version is merged in: a region keeps its index for the life of the process, so counts
// stay where they are. Regions that are named by no fact but lie above one that is are made up,
// named by their code. Reading is thread-safe, merging is not.
class RegionTree {
 public:
  RegionTree();

  // Merges a version: adds its regions, takes over names and dates. The order of regions is free.
  void Merge(std::string version, const std::vector<RegionFact>& regions);

  const std::string& version() const { return version_; }
  std::size_t size() const { return paths_.size(); }

  // Finds by key; nullptr if there is no such region. On the hot path: one cache line, as a rule.
  const RegionPath* Find(std::uint64_t key) const {
    for (std::size_t i = Home(key);; i = (i + 1) & mask_) {
      if (lookup_[i].path.depth == 0) return nullptr;
      if (lookup_[i].key == key) return &lookup_[i].path;
    }
  }
  void Prefetch(std::uint64_t key) const { __builtin_prefetch(&lookup_[Home(key)]); }

  const RegionPath& path(RegionIndex region) const { return paths_[region.value()]; }
  const RegionFact& fact(RegionIndex region) const { return facts_[region.value()]; }

  // The regions of `level` inside `scope`, by ascending code.
  std::vector<RegionIndex> Members(RegionIndex scope, RegionLevel level) const;

  // Whether the region existed on the last day of the month.
  bool InForce(RegionIndex region, Month month) const;

 private:
  struct Entry {
    std::uint64_t key = 0;
    RegionPath path;  // depth 0: free
  };

  std::size_t Home(std::uint64_t key) const { return (key * 0x9E3779B97F4A7C15u) >> shift_; }
  RegionIndex Add(const RegionFact& fact);
  RegionIndex EnsureParent(RegionCode code);
  void Insert(std::uint64_t key, const RegionPath& path);
  void Reserve(std::size_t regions);

  std::string version_;
  std::vector<RegionFact> facts_;
  std::vector<RegionPath> paths_;
  std::vector<std::vector<RegionIndex>> children_;
  std::vector<Entry> lookup_;
  std::size_t mask_ = 0;
  int shift_ = 0;
};

}  // namespace paritrana::scoring
