// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/events/outbox.h"
#include "services/compliance/adapters/events/contributions_posted.h"
#include "services/compliance/domain/ledger_line.h"

namespace paritrana::compliance {

// Gathers what one transaction adds and takes back, and makes its facts: one ContributionsPosted
// for each shard concerned, in order of shard, with its lines in the order they were added. Not
// thread-safe.
class ContributionFacts {
 public:
  explicit ContributionFacts(std::uint32_t shards) : by_shard_(shards) {}

  // `retracts`: the line is taken back.
  void Add(const CountedLine& line, EmployerId payer, bool retracts,
           Basis basis = Basis::kDeclared);

  std::vector<paritrana::events::OutboxEvent> Finish(absl::Time recorded_at) const;

 private:
  std::vector<std::vector<PostedContribution>> by_shard_;
};

}  // namespace paritrana::compliance
