// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "libs/events/inbox.h"
#include "libs/events/log.h"
#include "services/scoring/application/rankings_publisher.h"
#include "services/scoring/application/scoring_state.h"

namespace paritrana::scoring {

inline constexpr char kRegionsTopic[] = "registration.regions.v1";

// Reads registration.regions.v1 in full and hands each complete tree version to the state.
//
// The newest version read is in force. A version of which a part is missing or undecodable is left
// out with an error in the log. Waits for the topic. Owns one thread.
class RegionsReader {
 public:
  RegionsReader(events::Log& log, SharedState& shared, RankingsPublisher& publisher);
  ~RegionsReader();  // stops

  void Start();
  void Stop();

 private:
  void Run();
  void OnRecord(const events::RecordView& record);
  void Complete();

  events::Log& log_;
  SharedState& shared_;
  RankingsPublisher& publisher_;
  events::InboxMark mark_;
  std::int64_t next_offset_ = 0;
  std::string version_;  // of the parts gathered
  std::uint32_t next_part_ = 0;
  std::vector<RegionFact> regions_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace paritrana::scoring
