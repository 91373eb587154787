// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/domain/table_history.h"

#include <utility>

namespace paritrana::gateway {

bool TableHistory::Add(TableUpdate update) {
  if (update.version <= version_) return false;
  if (update.delta == nullptr || update.base_version != version_) {
    deltas_.clear();
  } else {
    deltas_.push_back({update.base_version, update.version, std::move(update.delta)});
    if (deltas_.size() > deltas_max_) deltas_.pop_front();
  }
  version_ = update.version;
  snapshot_ = std::move(update.snapshot);
  return true;
}

CatchUp TableHistory::After(std::uint64_t seen) const {
  if (seen >= version_) return {{}, seen};
  std::vector<SharedBytes> events = Chain(seen);
  if (events.empty()) events.push_back(snapshot_);
  return {std::move(events), version_};
}

std::vector<SharedBytes> TableHistory::Chain(std::uint64_t seen) const {
  std::vector<SharedBytes> chain;
  std::size_t bytes = 0;
  for (const Delta& delta : deltas_) {
    if (chain.empty() && delta.base_version != seen) continue;
    chain.push_back(delta.bytes);
    bytes += delta.bytes->size();
  }
  if (chain.size() > 1 && bytes > snapshot_->size()) chain.clear();
  return chain;
}

}  // namespace paritrana::gateway
