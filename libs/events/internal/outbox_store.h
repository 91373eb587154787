// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/events/envelope.h"
#include "libs/events/inbox.h"
#include "libs/events/log.h"
#include "libs/postgres/connection.h"

// The outbox tables as the relay reads them (docs/formats/outbox.md).
namespace paritrana::events::internal {

// A counter's key.
using TopicShard = std::pair<std::string, Shard>;

// A counter: how many facts there are, or how many are published.
struct Counter {
  Epoch epoch;
  Sequence sequence;
};

using Counters = std::map<TopicShard, Counter>;

struct OutboxRow {
  Sequence sequence;
  Envelope envelope;
  std::string payload;  // without fields 1 to 3
};

// True if this session is now the relay of `topics`; it stays so until the connection ends.
absl::StatusOr<bool> TryBecomeRelay(postgres::Connection& connection,
                                    const std::vector<std::string>& topics);

// Subscribes to the notifications of NotifyRelay.
absl::Status ListenForAppends(postgres::Connection& connection);

// Wakes the relay of this schema, whichever process it works in.
absl::Status NotifyRelay(postgres::Connection& connection);

absl::StatusOr<Counters> ReadCommitted(postgres::Connection& connection,
                                       const std::vector<std::string>& topics);

absl::StatusOr<Counters> ReadPublished(postgres::Connection& connection,
                                       const std::vector<std::string>& topics);

absl::Status SavePublished(postgres::Connection& connection, const Counters& published);

// Rows after `after` in ascending order, at most `limit`.
absl::StatusOr<std::vector<OutboxRow>> ReadRows(postgres::Connection& connection,
                                                const TopicShard& key, Sequence after, int limit);

// Deletes published rows of `topics` recorded longer ago than `age`, a bounded number at a time.
// Returns how many.
absl::StatusOr<std::int64_t> PruneRows(postgres::Connection& connection,
                                       const std::vector<std::string>& topics, absl::Duration age);

// The record of a row on its topic.
Record ToRecord(const TopicShard& key, Epoch epoch, const OutboxRow& row);

}  // namespace paritrana::events::internal
