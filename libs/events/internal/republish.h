// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/status/status.h"
#include "libs/events/internal/outbox_store.h"
#include "libs/events/log.h"
#include "libs/postgres/pool.h"

namespace paritrana::events::internal {

// Sends retained rows once more, beside the relay, and waits until they are durable
// (Relay::Republish).
absl::Status Republish(postgres::Pool& pool, Log& log, const TopicShard& key, Sequence first,
                       Sequence last);

}  // namespace paritrana::events::internal
