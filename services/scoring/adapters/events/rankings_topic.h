// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "libs/base/clock.h"
#include "libs/base/random.h"
#include "libs/events/log.h"
#include "services/scoring/application/edition.h"
#include "services/scoring/application/ranking_log.h"

namespace paritrana::scoring {

inline constexpr char kRankingsTopic[] = "scoring.rankings.v1";

// The rankings log as the compacted topic scoring.rankings.v1: one message a table, keyed by its
// path. Creates the topic when it recovers. Not thread-safe.
class RankingsTopic : public RankingLog {
 public:
  RankingsTopic(events::Log& log, const Edition& edition, int replication, const Clock& clock,
                Random& random);

  absl::StatusOr<RecoveredRankings> Recover() override;
  absl::Status Publish(const std::vector<std::shared_ptr<const PublishedTable>>& tables,
                       std::uint64_t fence) override;

 private:
  events::Record RecordOf(const PublishedTable& table, std::uint64_t fence, bool last);
  absl::Status Send(const events::Record& record, const events::LogProducer::Ack& ack);

  events::Log& log_;
  const Edition& edition_;
  const int replication_;
  const Clock& clock_;
  Random& random_;
  std::unique_ptr<events::LogProducer> producer_;
};

}  // namespace paritrana::scoring
