// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/application/scoring_state.h"

#include <algorithm>
#include <utility>

namespace paritrana::scoring {

ScoringState::ScoringState(MonthWindow window, std::uint32_t shards, Basis basis)
    : window_(window),
      basis_(basis),
      tree_(std::make_shared<const RegionTree>()),
      tally_(window.size()),
      shards_(shards) {
  tally_.Resize(tree_->size());
}

std::uint64_t ScoringState::MergeTree(std::string version, const std::vector<RegionFact>& regions) {
  auto tree = std::make_shared<RegionTree>(*tree_);
  tree->Merge(std::move(version), regions);
  tree_ = std::move(tree);
  tally_.Resize(tree_->size());
  return Redrive();
}

void ScoringState::Apply(const events::FactId& fact, const LineColumns& lines,
                         std::int64_t recorded_at_micros) {
  ShardEntry& entry = shard(fact.shard);
  entry.state.Apply(fact.sequence, lines, rules(), tally_);
  entry.mark = {fact.epoch, fact.sequence};
  epoch_ = fact.epoch;
  newest_fact_micros_ = std::max(newest_fact_micros_, recorded_at_micros);
}

void ScoringState::BeginEpoch(Epoch epoch) {
  epoch_ = epoch;
  newest_fact_micros_ = 0;
  tally_.Clear();
  for (ShardEntry& entry : shards_) {
    entry = ShardEntry();
    entry.mark.epoch = epoch;
  }
}

std::uint64_t ScoringState::Redrive() {
  std::uint64_t applied = 0;
  for (ShardEntry& entry : shards_) {
    applied += entry.state.Redrive(rules(), tally_);
  }
  return applied;
}

Position ScoringState::position() const {
  Position position;
  position.epoch = epoch_;
  for (std::uint32_t i = 0; i < shard_count(); ++i) {
    if (shards_[i].mark.sequence.value() == 0) continue;
    position.marks[Shard(i)] = shards_[i].mark.sequence;
  }
  return position;
}

std::uint64_t ScoringState::parked_lines() const {
  std::uint64_t lines = 0;
  for (const ShardEntry& entry : shards_) lines += entry.state.parked().lines().size();
  return lines;
}

std::uint64_t ScoringState::lines_applied() const {
  std::uint64_t lines = 0;
  for (const ShardEntry& entry : shards_) lines += entry.state.lines_applied();
  return lines;
}

std::size_t ScoringState::slot_bytes() const {
  std::size_t bytes = 0;
  for (const ShardEntry& entry : shards_) bytes += entry.state.slots().bytes();
  return bytes;
}

StateCopy ScoringState::Copy() const {
  StateCopy copy{{}, tally_};
  for (const ShardEntry& entry : shards_) {
    copy.shards.push_back({entry.state.slots().LiveSlots(), entry.state.slots().overflow(),
                           entry.state.parked().lines()});
  }
  return copy;
}

}  // namespace paritrana::scoring
