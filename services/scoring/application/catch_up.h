// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "libs/base/position.h"
#include "libs/events/log.h"

namespace paritrana::scoring {

// Decides when a process that rebuilds its state may publish: once it has read all that the log
// held when it began, and its marks cover the newest publication in every component.
//
// Not thread-safe.
class CatchUp {
 public:
  // `published` is the vector of the newest publication found; `bounds` the log's ends right now.
  CatchUp(Position published, std::vector<events::PartitionBounds> bounds)
      : published_(std::move(published)), bounds_(std::move(bounds)) {}

  // `next_offsets` holds the offset to be read next in each partition.
  bool Done(const std::vector<std::int64_t>& next_offsets, const Position& marks) const {
    for (std::size_t i = 0; i < bounds_.size(); ++i) {
      if (next_offsets[i] < bounds_[i].end) return false;
    }
    return marks.Covers(published_);
  }

 private:
  Position published_;
  std::vector<events::PartitionBounds> bounds_;
};

}  // namespace paritrana::scoring
