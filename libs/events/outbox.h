// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/base/position.h"
#include "libs/postgres/connection.h"

namespace paritrana::events {

// One event to be published, not numbered yet.
//
// `payload` is the serialised protobuf message *without* its fields 1 to 3 (epoch, shard,
// sequence): they are put in front when the number is known, which protobuf's concatenation rule
// allows, so that nothing is serialised inside the critical section.
struct OutboxEvent {
  std::string topic;
  Shard shard;
  std::string type;  // CloudEvents type
  std::string payload;
};

// Writes events into the outbox as the last step of a transaction.
//
// Locks the counter rows of the shards concerned in shard order, takes a dense sequence for each
// event and inserts the rows, so that per topic and shard the sequence is the commit order and has
// no gap. Call it once, last, right before COMMIT: every statement after it lengthens the time
// other writers wait, and a second call could take counters in another order (a deadlock). After
// the commit call Relay::Notify; without it the facts go out a little later. (A NOTIFY inside the
// transaction would do, but PostgreSQL then lets transactions commit only one after the other.)
//
// Tables (libs/events/outbox.sql, which each service copies to migrations/0001_outbox.sql):
// outbox_shard (topic, shard → epoch, sequence), outbox (topic, shard, sequence → id, source, type,
// recorded_at, payload) and the relay's outbox_published. Their format is docs/formats/outbox.md.
class Outbox {
 public:
  // `source` is the CloudEvents source of the service.
  explicit Outbox(std::string source) : source_(std::move(source)) {}

  // Appends in the open transaction of `connection`. Returns, per event in the order given, its
  // sequence; and through `position`, if not null, the position per topic is merged (events of one
  // call should be of one topic then).
  absl::StatusOr<std::vector<Sequence>> Append(postgres::Connection& connection,
                                               const std::vector<OutboxEvent>& events,
                                               absl::Time now, Position* position);

 private:
  std::string source_;
};

// Begins a new epoch in every shard, after a restore from a backup that may have lost the newest
// sequences: the relay publishes everything again and consumers rebuild. In the open transaction of
// `connection`. NOT_FOUND if there are no facts yet, when there is nothing to tell apart.
absl::StatusOr<Epoch> StartEpoch(postgres::Connection& connection);

}  // namespace paritrana::events
