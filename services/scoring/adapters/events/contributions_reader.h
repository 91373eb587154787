// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/events/log.h"
#include "libs/metrics/registry.h"
#include "services/scoring/adapters/events/contributions_decoder.h"
#include "services/scoring/application/catch_up.h"
#include "services/scoring/application/rankings_publisher.h"
#include "services/scoring/application/scoring_state.h"

namespace paritrana::scoring {

inline constexpr char kContributionsTopic[] = "compliance.contributions.v1";

// Reads compliance.contributions.v1 from its first record on into the state: mark, slots, figures.
//
// A gap, an undecodable fact or a full park stops the shard with an alarm
// (scoring_shards_stopped, an error in the log); the reader reads on for the missing sequence, and
// when that has come, goes back to where the shard stopped. Other shards go on. Opens the publisher
// once the state has caught up. Waits for the topic, for the first region tree, and for the
// publisher to know what was published before. Owns one thread.
class ContributionsReader {
 public:
  ContributionsReader(events::Log& log, SharedState& shared, RankingsPublisher& publisher,
                      metrics::Registry& metrics);
  ~ContributionsReader();  // stops

  void Start();
  void Stop();

  // Applies one record, as the thread does. Public for tests of the rules alone.
  void OnRecord(const events::RecordView& record);

 private:
  void Run();
  bool AwaitTree();
  bool AwaitRecovery() const;
  bool OpenReader();
  bool ReadBatch();
  void ReadEnds();
  void OnFact(const events::FactId& fact, const events::RecordView& record);
  void BeginEpoch(const events::FactId& fact);
  void ApplyFact(const events::FactId& fact, const events::RecordView& record);
  void StopShard(Shard shard, std::int64_t resume_offset, std::string_view why);
  void Resolve(ShardEntry& entry, Shard shard);

  events::Log& log_;
  SharedState& shared_;
  RankingsPublisher& publisher_;
  metrics::Counter& lines_total_;
  metrics::Counter& undecodable_;
  metrics::Gauge& stopped_gauge_;
  metrics::Gauge& parked_gauge_;

  ContributionsDecoder decoder_;
  std::unique_ptr<events::LogReader> reader_;
  std::vector<std::int64_t> next_offsets_;
  bool remake_reader_ = false;  // the reader is to begin anew from next_offsets_
  std::optional<CatchUp> catch_up_;
  bool applied_ = false;
  std::uint64_t lines_before_ = 0;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace paritrana::scoring
