// SPDX-License-Identifier: Apache-2.0
#include "libs/base/position.h"

#include <algorithm>

namespace paritrana {
namespace {

bool AsksForNothing(const Position& position) {
  return std::all_of(position.marks.begin(), position.marks.end(),
                     [](const auto& mark) { return mark.second == Sequence(); });
}

}  // namespace

bool Position::Covers(const Position& other) const {
  if (AsksForNothing(other) || epoch > other.epoch) return true;
  if (epoch < other.epoch) return false;
  return std::all_of(other.marks.begin(), other.marks.end(), [this](const auto& mark) {
    const auto own = marks.find(mark.first);
    return (own == marks.end() ? Sequence() : own->second) >= mark.second;
  });
}

void Position::Merge(const Position& other) {
  if (other.epoch < epoch) return;
  if (other.epoch > epoch) {
    *this = other;
    return;
  }
  for (const auto& [shard, sequence] : other.marks) {
    Sequence& own = marks[shard];
    own = std::max(own, sequence);
  }
}

}  // namespace paritrana
