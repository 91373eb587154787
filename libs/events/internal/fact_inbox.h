// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "libs/base/position.h"
#include "libs/events/fact_handler.h"
#include "libs/events/log.h"
#include "libs/metrics/registry.h"

namespace paritrana::events::internal {

// Decides about each record of a fact topic and hands what is new to the handler: the part of the
// consumer without thread and log.
//
//   per shard:   mark ──apply──► mark + 1 …
//                  │ gap or undecodable
//                  ▼
//               stopped: pass over, remember the first offset passed over
//                  │ mark + 1 comes well-formed
//                  ▼
//               read again from there
//
// Not thread-safe.
class FactInbox {
 public:
  FactInbox(std::string topic, FactHandler& handler, metrics::Registry& metrics);

  // Takes the handler's marks for these shards; a stored offset that is not within the bounds is
  // replaced by the oldest.
  absl::Status Load(const std::vector<Shard>& shards, const std::vector<PartitionBounds>& bounds);

  // Takes one record; its bytes must live until Apply.
  void Take(const RecordView& record);

  // Hands over what was taken. An error means that reading must start again from Load.
  absl::Status Apply();

  // True if a shard goes on after a stop: the reader must start again from StartOffsets.
  bool MustReadAgain() const { return must_read_again_; }
  std::vector<StartOffset> StartOffsets();

  Position position() const;

  // Shards that stand still, with the sequence each waits for and why.
  struct Stopped {
    Shard shard;
    Sequence waits_for;
    std::string why;
  };
  std::vector<Stopped> stopped() const;

  // True when everything that was in the log at Load has been read.
  bool CaughtUp() const;

  void ShowLag(const std::vector<PartitionBounds>& bounds);

 private:
  struct State {
    InboxMark mark;                // as stored
    InboxMark planned;             // with what was taken and not yet handed over
    std::int64_t next_offset = 0;  // of reading
    std::int64_t end_at_load = 0;
    std::optional<std::int64_t> passed_over;  // first offset passed over while stopped
    std::string why;                          // empty: goes on
    metrics::Gauge* stopped = nullptr;
    metrics::Gauge* lag = nullptr;
  };

  void Decide(State& state, const Fact& fact, std::int64_t offset);
  void Plan(State& state, const Fact& fact, std::int64_t offset);
  void Settle(const State& state);
  void BeginEpoch(State& state, const Fact& fact);
  void PassOver(State& state, const FactId& id, std::int64_t offset);
  void StandStill(State& state, Shard shard, const std::string& why, std::int64_t offset);
  absl::Status HandOver();
  absl::Status HandOverOneByOne();
  void Commit(std::span<const Fact> facts);

  const std::string topic_;
  FactHandler& handler_;
  metrics::Registry& metrics_;
  metrics::Counter& applied_;
  metrics::Counter& skipped_;
  metrics::Counter& gaps_;
  metrics::Counter& undecodable_;

  std::map<Shard, State> states_;
  std::vector<Fact> pending_;
  std::vector<std::int64_t> pending_offsets_;
  absl::Status status_;  // of a hand-over inside Take
  bool must_read_again_ = false;
};

}  // namespace paritrana::events::internal
