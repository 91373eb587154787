// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/events/log.h"
#include "libs/metrics/registry.h"
#include "services/gateway/application/ranking_feed.h"

namespace paritrana::gateway {

inline constexpr char kRankingsTopic[] = "scoring.rankings.v1";

// Reads scoring.rankings.v1 from its beginning into the feed, and shows what is due in between.
//
// The topic is compacted: from the beginning means the newest value of every table. Waits for a
// topic that is not there yet; after an error begins anew, which is harmless, because the feed
// ignores what is not newer. Owns one thread.
class RankingReader {
 public:
  RankingReader(events::Log& log, RankingFeed& feed, const Clock& clock,
                metrics::Registry& metrics);
  ~RankingReader();  // stops

  void Start();
  void Stop();

 private:
  void Run();
  // Reads until stopped or until an error.
  absl::Status Follow();
  absl::Status Poll(events::LogReader& reader);
  void Take(const events::RecordView& record);
  bool Stopping() const;
  // Waits, but not past a stop.
  void Pause(absl::Duration pause);

  events::Log& log_;
  RankingFeed& feed_;
  const Clock& clock_;
  metrics::Counter& records_;
  metrics::Counter& undecodable_;
  metrics::Gauge& ignored_;
  std::int64_t next_offset_ = 0;
  std::string last_error_;  // told once
  mutable absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace paritrana::gateway
