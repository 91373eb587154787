// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/position.h"
#include "libs/events/fact_handler.h"
#include "libs/postgres/connection.h"

// The marks of a consumer whose effects live in PostgreSQL: table inbox_mark
// (libs/events/inbox.sql) in the schema of the connection.
namespace paritrana::events {

// Reads the marks of a topic, for FactHandler::LoadMarks.
absl::StatusOr<std::map<Shard, StoredMark>> LoadMarks(postgres::Connection& connection,
                                                      const std::string& topic);

// Moves the marks over `facts` in the open transaction that holds their effect. ABORTED if a stored
// mark is not the one right before: another process consumes the same topic.
absl::Status AdvanceMarks(postgres::Connection& connection, const std::string& topic,
                          std::span<const Fact> facts);

// Sets a shard's mark to (epoch, 0), in the open transaction that forgets its effects.
absl::Status ResetMark(postgres::Connection& connection, const std::string& topic, Shard shard,
                       Epoch epoch);

// The position a topic has been applied to, as seen by this connection's transaction.
absl::StatusOr<Position> ReadPosition(postgres::Connection& connection, const std::string& topic);

}  // namespace paritrana::events
