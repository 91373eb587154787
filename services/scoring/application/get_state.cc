// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/application/get_state.h"

#include <memory>

#include "absl/container/flat_hash_set.h"
#include "services/scoring/application/digest.h"

namespace paritrana::scoring {
namespace {

std::uint64_t CountParticipants(const StateCopy& copy) {
  std::uint64_t participants = 0;
  for (const StateCopy::Shard& shard : copy.shards) {
    absl::flat_hash_set<std::uint64_t> seen;
    for (const Slot& slot : shard.slots) seen.insert(slot.participant);
    participants += seen.size();
  }
  return participants;
}

std::vector<std::pair<Shard, Sequence>> StoppedOf(const ScoringState& state) {
  std::vector<std::pair<Shard, Sequence>> stopped;
  for (std::uint32_t i = 0; i < state.shard_count(); ++i) {
    const ShardEntry& entry = state.shard(Shard(i));
    if (!entry.resume_offset.has_value()) continue;
    stopped.emplace_back(Shard(i), Sequence(entry.mark.sequence.value() + 1));
  }
  return stopped;
}

}  // namespace

StateReport GetState::Handle(bool recount) {
  if (recount) self_check_.Recount();
  StateReport report;
  StateCopy copy{{}, Tally(1)};
  std::shared_ptr<const RegionTree> tree;
  MonthWindow window(Month(2024, 1), 1);
  {
    absl::MutexLock lock(&shared_.mutex);
    const ScoringState& state = shared_.state;
    copy = state.Copy();
    tree = state.tree();
    window = state.window();
    report.slot_bytes = state.slot_bytes();
    report.lines_applied = state.lines_applied();
    report.stopped = StoppedOf(state);
  }
  report.stamp = board_.newest();
  report.participants = CountParticipants(copy);
  Sha256 digest;
  WriteCanonicalState(copy, *tree, window, [&](std::string_view text) { digest.Add(text); });
  report.state_digest = digest.Hex();
  report.recount_differences = self_check_.differences();
  return report;
}

}  // namespace paritrana::scoring
