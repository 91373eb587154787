// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/events/log.h"
#include "libs/metrics/registry.h"
#include "libs/postgres/pool.h"

namespace paritrana::events {

struct RelayOptions {
  std::vector<std::string> topics;
  // How long to wait for a notification before looking again: a safety net for commits after which
  // nobody called Notify.
  absl::Duration poll_interval = absl::Milliseconds(200);
  // Rows read at once per shard; with the payload limit this bounds the relay's memory.
  int rows_per_read = 256;
  // Published rows older than this are deleted from the outbox. For ever, the default: a topic can
  // then be sent again from the outbox at any time, also after a restore from a backup.
  absl::Duration retention = absl::InfiniteDuration();
};

// Publishes committed outbox rows to the log: topic and partition = shard, in order of sequence.
//
// One relay works at a time per schema and topic group (advisory lock); others wait to take over.
// It advances outbox_published over the contiguous acknowledged prefix only; after any error or a
// fatal producer it makes a new producer and sends again from the first unacknowledged row. So a
// message may appear twice on the log, never out of order within the first copies, and never not at
// all. After StartEpoch everything retained is published again under the new epoch.
//
// Owns one thread and one connection beside the pool's. Reconnects by itself. Thread-safe. Metrics:
// outbox_relay_active, outbox_relay_producers_total; by topic outbox_relay_published_total,
// outbox_relay_unpublished.
class Relay {
 public:
  Relay(postgres::Pool& pool, Log& log, metrics::Registry& metrics, RelayOptions options);
  ~Relay();  // stops

  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  void Start();

  // Wakes the relay at once, also when it works in another process: call it after a commit. Never
  // blocks.
  void Notify();

  // Sends the facts `first` to `last` of a shard once more, from the retained rows, for a consumer
  // that misses them. Blocks until they are durable. NOT_FOUND if the outbox does not hold them
  // all.
  absl::Status Republish(const std::string& topic, Shard shard, Sequence first, Sequence last);

  // Stops and joins, waiting at most a few seconds for acknowledgements; what is unacknowledged is
  // sent by the next.
  void Stop();

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace paritrana::events
