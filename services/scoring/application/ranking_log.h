// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/scoring/application/stamp.h"

namespace paritrana::scoring {

// What is found on the log at start.
struct RecoveredRankings {
  std::uint64_t version = 0;  // of the newest publication; 0 if there is none
  std::uint64_t fence = 0;    // the highest seen
  Position position;          // what the newest publication included
  absl::flat_hash_map<std::string, std::string> digests;  // by path
};

// Where publications go and are found again: scoring.rankings.v1.
//
// Not thread-safe: the publisher's thread calls it.
class RankingLog {
 public:
  virtual ~RankingLog() = default;

  // Reads what was published before. UNAVAILABLE while the log cannot be reached.
  virtual absl::StatusOr<RecoveredRankings> Recover() = 0;

  // Publishes the tables of one version and waits until they are durable. An error means *maybe
  // published*: publish again, under a higher version.
  virtual absl::Status Publish(const std::vector<std::shared_ptr<const PublishedTable>>& tables,
                               std::uint64_t fence) = 0;
};

}  // namespace paritrana::scoring
