// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/events/contribution_facts.h"

namespace paritrana::compliance {

void ContributionFacts::Add(const CountedLine& line, EmployerId payer, bool retracts, Basis basis) {
  const auto shards = static_cast<std::uint32_t>(by_shard_.size());
  by_shard_[ShardOf(line.worker.value(), shards).value()].push_back(
      {line.worker, line.region, line.covered, line.segment, line.worker_kind, line.sponsor_kind,
       payer, line.amount, retracts, basis});
}

std::vector<paritrana::events::OutboxEvent> ContributionFacts::Finish(
    absl::Time recorded_at) const {
  std::vector<paritrana::events::OutboxEvent> facts;
  for (std::size_t shard = 0; shard < by_shard_.size(); ++shard) {
    if (by_shard_[shard].empty()) continue;
    facts.push_back({kContributionsTopic, Shard(static_cast<std::uint32_t>(shard)),
                     kContributionsPostedType,
                     EncodeContributionsPosted(by_shard_[shard], recorded_at)});
  }
  return facts;
}

}  // namespace paritrana::compliance
