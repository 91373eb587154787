// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/events/log.h"

namespace paritrana::kafka {

struct KafkaOptions {
  std::string bootstrap_servers;  // "127.0.0.1:9092"
  std::string client_id;          // name shown in the broker's log
  // Bound on what a producer holds; Send answers RESOURCE_EXHAUSTED beyond it.
  int producer_queue_bytes = 32 << 20;
  std::string compression = "lz4";
  // Time a producer gathers records; the relay sends whole batches, so little is gained by more.
  absl::Duration linger = absl::Milliseconds(2);
};

// Connects to Apache Kafka. Does not wait for a broker: producers and readers reconnect by
// themselves.
//
// Settings are those of docs/ARCHITECTURE.md "Events" and not configurable: idempotent producer,
// acks=all, no message timeout, no automatic commits, explicit start offsets. The only library that
// includes librdkafka.
absl::StatusOr<std::unique_ptr<events::Log>> Connect(const KafkaOptions& options);

}  // namespace paritrana::kafka
