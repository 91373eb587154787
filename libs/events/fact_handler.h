// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/ids.h"
#include "libs/events/inbox.h"

namespace paritrana::events {

// One fact as handed to its handler. The payload is the whole message, with fields 1 to 3; the view
// is valid during the call.
struct Fact {
  FactId id;
  std::string_view payload;
  // Where reading should go on once this fact is applied: store it beside the mark. It is only a
  // place to start, and may lie far back, where a fact was skipped.
  std::int64_t next_offset = 0;
};

// How far a handler's store has come in one shard.
struct StoredMark {
  InboxMark mark;
  std::int64_t next_offset = 0;
};

// Applies facts: the part of a consumer that the service writes. Called from the consumer's thread,
// one call at a time.
//
// The store behind it owns the marks. Effect and mark change in one atomic unit: one transaction,
// or one state in memory with its snapshot.
class FactHandler {
 public:
  virtual ~FactHandler() = default;

  // Reads the marks as stored; shards left out are at the beginning. Called at every start of
  // reading, also after an error, when nobody knows what was stored.
  virtual absl::StatusOr<std::map<Shard, StoredMark>> LoadMarks() = 0;

  // Applies facts, all or none, together with their marks. Facts of one shard stand in order of
  // sequence, without a gap, the first one right after the stored mark.
  //
  // INVALID_ARGUMENT says that a payload cannot be decoded, and stops its shard (a *line* that
  // cannot be applied is not an error here: park it). Any other error is taken to pass: reading
  // starts again from the stored marks.
  virtual absl::Status Apply(std::span<const Fact> facts) = 0;

  // Forgets every effect of a shard and sets its mark to (epoch, 0): the facts come anew under a
  // new epoch. Also called when the very first fact arrives.
  virtual absl::Status BeginEpoch(Shard shard, Epoch epoch) = 0;
};

}  // namespace paritrana::events
