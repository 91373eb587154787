// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/events/log.h"
#include "libs/metrics/registry.h"
#include "libs/postgres/pool.h"

namespace paritrana::events {

struct RelayOptions {
  std::vector<std::string> topics;
  // How long to wait for a notification before looking again; commits notify, so this is only a
  // safety net.
  absl::Duration poll_interval = absl::Milliseconds(200);
  // Rows read at once per shard; with the payload limit this bounds the relay's memory.
  int rows_per_read = 256;
};

// Publishes committed outbox rows to the log: topic and partition = shard, in order of sequence.
//
// One relay works at a time per database and topic group (advisory lock); others wait to take over.
// It advances `published` over the contiguous acknowledged prefix only; after any error or a fatal
// producer it makes a new producer and sends again from the first unacknowledged row. So a message
// may appear twice on the log, never out of order within the first copies, and never not at all.
// Owns one thread. Thread-safe.
class Relay {
 public:
  Relay(postgres::Pool& pool, Log& log, metrics::Registry& metrics, RelayOptions options);
  ~Relay();  // stops

  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  void Start();

  // Wakes the relay at once: call it after a commit in the same process.
  void Notify();

  // Stops and joins, waiting at most a few seconds for acknowledgements; what is unacknowledged is
  // sent by the next.
  void Stop();

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace paritrana::events
