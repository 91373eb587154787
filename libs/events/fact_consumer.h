// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/position.h"
#include "libs/events/fact_handler.h"
#include "libs/events/log.h"
#include "libs/metrics/registry.h"

namespace paritrana::events {

struct FactConsumerOptions {
  std::string topic;
  // Shards (partitions) to read; empty for all.
  std::vector<Shard> shards;
  // Facts handed over at once: bounds the handler's transaction.
  int facts_per_batch = 256;
  // How often the lag is measured.
  absl::Duration lag_interval = absl::Seconds(5);
};

// Reads a fact topic from the handler's marks on and hands over what is new, in order per shard
// (docs/ARCHITECTURE.md, decision 4).
//
// Waits until the topic exists; reconnects and starts again by itself. A fact that was applied
// already is skipped. After a gap, or a fact that cannot be decoded, its shard applies nothing
// until the missing sequence comes well-formed (Relay::Republish sends it again); then what was
// passed over is read again from the log. Other shards go on meanwhile.
//
// Owns one thread, on which the handler is called. Thread-safe. Metrics, by topic:
// events_consumer_applied_total, _skipped_total, _gaps_total, _undecodable_total, _restarts_total;
// by topic and shard: events_consumer_shard_stopped (1 while stopped), _lag_records.
class FactConsumer {
 public:
  // The handler, log and registry must outlive the consumer.
  FactConsumer(Log& log, FactHandler& handler, metrics::Registry& metrics,
               FactConsumerOptions options);
  ~FactConsumer();  // stops

  FactConsumer(const FactConsumer&) = delete;
  FactConsumer& operator=(const FactConsumer&) = delete;

  void Start();

  // Ends after the batch under way and joins.
  void Stop();

  // The marks applied so far.
  Position position() const;

  // Waits until the marks cover `position`. DEADLINE_EXCEEDED if they do not by then, CANCELLED if
  // the consumer stops.
  absl::Status WaitFor(const Position& position, absl::Time deadline) const;

  // Why a shard stands still, for operators.
  struct StoppedShard {
    Shard shard;
    Sequence waits_for;
    std::string why;
  };
  std::vector<StoppedShard> stopped_shards() const;

  // OK when every shard has once reached the end that the log had at the start, and none is
  // stopped: for readiness. UNAVAILABLE until then.
  absl::Status Ready() const;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace paritrana::events
