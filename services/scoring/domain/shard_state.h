// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "libs/base/ids.h"
#include "services/scoring/domain/contribution_line.h"
#include "services/scoring/domain/month_window.h"
#include "services/scoring/domain/parked_lines.h"
#include "services/scoring/domain/region_tree.h"
#include "services/scoring/domain/slot_table.h"
#include "services/scoring/domain/tally.h"

namespace paritrana::scoring {

// What a line is counted against. The tree and the tally outlive the shard's use of them.
struct CountingRules {
  const MonthWindow& window;
  const RegionTree& tree;
  Basis basis = Basis::kDeclared;  // lines of another one are passed over
};

// What is known of one shard's participants, and the lines of it that could not be applied.
//
// Counts into a tally, which may be shared by the shards of one thread or be the shard's own. Heads
// are counted at each level by itself: a change of a slot becomes ±1 only where no other slot of
// the same person already stands. One writer; not thread-safe.
class ShardState {
 public:
  // Applies the lines of one message in order. A line that cannot be applied is parked with its
  // reason, and so are the later lines of its participant; the others go on. Lines of another basis
  // than the rules' have no effect at all.
  void Apply(Sequence sequence, const LineColumns& lines, const CountingRules& rules, Tally& tally);

  // Tries the parked lines again, in their order. Returns how many were applied.
  std::uint64_t Redrive(const CountingRules& rules, Tally& tally);

  const SlotTable& slots() const { return slots_; }
  const ParkedLines& parked() const { return parked_; }
  // Lines applied, parked ones not included.
  std::uint64_t lines_applied() const { return lines_applied_; }

 private:
  LineFault ApplyLine(const ContributionLine& line, const CountingRules& rules, Tally& tally);
  LineFault ApplyAt(const RegionPath& path, const ContributionLine& line,
                    const CountingRules& rules, Tally& tally);

  std::int32_t CountLine(Slot& slot, int month, LineEffect effect);

  SlotTable slots_;
  ParkedLines parked_;
  std::uint64_t lines_applied_ = 0;
};

}  // namespace paritrana::scoring
