// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "services/scoring/domain/shard_state.h"

namespace paritrana::scoring {

// One participant's live lines in a region, segment and month: what the state holds, spelled out.
struct LiveCount {
  Pseudonym participant;
  RegionIndex region;
  std::uint32_t segment = 0;
  int month = 0;
  std::uint64_t lines = 0;
};

// A copy of everything heads are counted from, taken at one moment.
struct StateCopy {
  struct Shard {
    std::vector<Slot> slots;
    SlotTable::Overflow overflow;
    std::vector<ParkedLine> parked;
  };
  std::vector<Shard> shards;
  Tally tally;
};

// Counts heads and segment heads of every region and month from the slots alone, participant by
// participant, sharing nothing with the way they are kept up to date. Returns in how many cells the
// copy's tally differs. Reorders the slots of the copy.
std::uint64_t CountDifferences(StateCopy& copy, const RegionTree& tree);

// Writes the canonical text of the full state (docs/formats/state-digest.md), piece by piece, to
// `sink`. Reorders the slots of the copy.
void WriteCanonicalState(StateCopy& copy, const RegionTree& tree, const MonthWindow& window,
                         const std::function<void(std::string_view)>& sink);

}  // namespace paritrana::scoring
