// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/region_tree.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "absl/time/civil_time.h"

namespace paritrana::scoring {
namespace {

std::int32_t LastDayOf(Month month) {
  const Month next = month + 1;
  const absl::CivilDay first_of_next(next.year(), next.month(), 1);
  return static_cast<std::int32_t>(first_of_next - absl::CivilDay(1970, 1, 1)) - 1;
}

}  // namespace

std::uint32_t SharedDepth(const RegionPath& a, const RegionPath& b) {
  const std::uint32_t most = std::min(a.depth, b.depth);
  std::uint32_t depth = 0;
  while (depth < most && a.at[depth] == b.at[depth]) ++depth;
  return depth;
}

RegionTree::RegionTree() {
  Reserve(64);
  Add({RegionCode(), "Indonesia", 0, 0});
}

void RegionTree::Merge(std::string version, const std::vector<RegionFact>& regions) {
  version_ = std::move(version);
  Reserve(size() + regions.size());
  for (const RegionFact& region : regions) {
    const RegionPath* known = Find(region.code.key());
    if (known != nullptr) {
      facts_[known->self().value()] = region;
    } else {
      Add(region);
    }
  }
  for (auto& children : children_) {
    std::sort(children.begin(), children.end(),
              [this](RegionIndex a, RegionIndex b) { return fact(a).code < fact(b).code; });
  }
}

RegionIndex RegionTree::Add(const RegionFact& fact) {
  RegionPath path;
  if (fact.code.level() != RegionLevel::kNation) {
    path = paths_[EnsureParent(fact.code.parent()).value()];
  }
  const RegionIndex index(static_cast<std::uint32_t>(size()));
  if (path.depth > 0) children_[path.self().value()].push_back(index);
  path.at[path.depth++] = index;
  facts_.push_back(fact);
  paths_.push_back(path);
  children_.emplace_back();
  Reserve(size());
  Insert(fact.code.key(), path);
  return index;
}

RegionIndex RegionTree::EnsureParent(RegionCode code) {
  const RegionPath* known = Find(code.key());
  return known != nullptr ? known->self() : Add({code, code.ToString(), 0, 0});
}

void RegionTree::Insert(std::uint64_t key, const RegionPath& path) {
  std::size_t i = Home(key);
  while (lookup_[i].path.depth != 0) i = (i + 1) & mask_;
  lookup_[i] = {key, path};
}

void RegionTree::Reserve(std::size_t regions) {
  const std::size_t wanted = std::bit_ceil(regions + regions / 3 + 1);
  if (wanted <= lookup_.size()) return;
  lookup_.assign(wanted, Entry());
  mask_ = wanted - 1;
  shift_ = 64 - std::countr_zero(wanted);
  for (std::size_t i = 0; i < size(); ++i) {
    Insert(facts_[i].code.key(), paths_[i]);
  }
}

std::vector<RegionIndex> RegionTree::Members(RegionIndex scope, RegionLevel level) const {
  std::vector<RegionIndex> members = {scope};
  for (auto depth = path(scope).depth; depth < static_cast<std::uint32_t>(level); ++depth) {
    std::vector<RegionIndex> below;
    for (const RegionIndex region : members) {
      const auto& children = children_[region.value()];
      below.insert(below.end(), children.begin(), children.end());
    }
    members = std::move(below);
  }
  return members;
}

bool RegionTree::InForce(RegionIndex region, Month month) const {
  const RegionFact& known = fact(region);
  const std::int32_t day = LastDayOf(month);
  return known.valid_from_day <= day && (known.valid_to_day == 0 || known.valid_to_day >= day);
}

}  // namespace paritrana::scoring
