// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "libs/base/position.h"
#include "libs/events/inbox.h"
#include "services/scoring/domain/recount.h"
#include "services/scoring/domain/shard_state.h"

namespace paritrana::scoring {

// One shard: its mark and what the facts up to it amount to, which change together or not at all.
struct ShardEntry {
  events::InboxMark mark;
  ShardState state;
  // Set while the shard stands still (gap, undecodable fact, no room to park): the offset to read
  // again from once the missing fact has come.
  std::optional<std::int64_t> resume_offset;
};

// All that scoring knows from facts: one entry a shard, and the figures they count into.
//
// Lives behind the mutex of SharedState. In this form one thread writes all shards into one tally;
// a shard of its own thread, or its own instance, counts into a tally of its own.
class ScoringState {
 public:
  // Counts the lines of one basis alone.
  ScoringState(MonthWindow window, std::uint32_t shards, Basis basis = Basis::kDeclared);

  const MonthWindow& window() const { return window_; }
  std::uint32_t shard_count() const { return static_cast<std::uint32_t>(shards_.size()); }
  const ShardEntry& shard(Shard shard) const { return shards_[shard.value()]; }
  ShardEntry& shard(Shard shard) { return shards_[shard.value()]; }

  // The tree in force; without regions before the first version.
  const std::shared_ptr<const RegionTree>& tree() const { return tree_; }

  // Takes over a tree version and tries parked lines again. Returns how many were applied.
  std::uint64_t MergeTree(std::string version, const std::vector<RegionFact>& regions);

  // Applies a fact for which the shard's mark decided kApply, and moves the mark.
  void Apply(const events::FactId& fact, const LineColumns& lines, std::int64_t recorded_at_micros);

  // Forgets everything: a later epoch begins the log anew.
  void BeginEpoch(Epoch epoch);

  // Tries the parked lines of all shards again, in their order. Returns how many were applied.
  std::uint64_t Redrive();

  // The marks of all shards.
  Position position() const;
  std::uint64_t parked_lines() const;
  std::uint64_t lines_applied() const;
  std::size_t slot_bytes() const;
  // When the newest fact applied was recorded, microseconds since 1970; 0 before the first.
  std::int64_t newest_fact_micros() const { return newest_fact_micros_; }

  Tally& tally() { return tally_; }

  // Everything heads are counted from, as of now.
  StateCopy Copy() const;

 private:
  CountingRules rules() const { return {window_, *tree_, basis_}; }

  MonthWindow window_;
  Basis basis_;
  std::shared_ptr<const RegionTree> tree_;
  Tally tally_;
  std::vector<ShardEntry> shards_;
  Epoch epoch_;
  std::int64_t newest_fact_micros_ = 0;
};

// The state with its lock. The writer holds it for a batch of records, publication and officers'
// questions for as long as a copy takes.
struct SharedState {
  SharedState(MonthWindow window, std::uint32_t shards, Basis basis = Basis::kDeclared)
      : state(window, shards, basis) {}

  absl::Mutex mutex;
  ScoringState state ABSL_GUARDED_BY(mutex);
};

}  // namespace paritrana::scoring
