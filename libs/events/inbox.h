// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "libs/base/ids.h"

namespace paritrana::events {

// The first fields of every fact: enough to know whether it is new, without decoding the rest.
struct FactId {
  Epoch epoch;
  Shard shard;
  Sequence sequence;

  friend bool operator==(const FactId&, const FactId&) = default;
};

// Reads fields 1 to 3 from the front of a payload. INVALID_ARGUMENT if they do not stand there in
// order, or if epoch or sequence is 0. Shard 0 may be left out, as protobuf does with zeros.
absl::StatusOr<FactId> PeekFactId(std::string_view payload);

// The bytes of fields 1 to 3, exactly as protobuf writes them: put in front of the payload of an
// OutboxEvent they make the whole fact.
std::string EncodeFactId(const FactId& id);

// What to do with a fact, given the mark of its shard.
enum class InboxDecision {
  kApply,     // sequence = mark + 1
  kSkip,      // already applied
  kGap,       // apply nothing, raise the alarm, read on for mark + 1
  kNewEpoch,  // the log begins anew: rebuild
  kOldEpoch,  // left over from an earlier epoch: skip
};

// The mark of one shard: the last fact applied. Keep it in the same atomic unit as the effect. The
// default, epoch 0, stands for "nothing ever": the first fact of any epoch may begin there.
struct InboxMark {
  Epoch epoch;
  Sequence sequence;

  InboxDecision Decide(const FactId& fact) const;

  friend bool operator==(const InboxMark&, const InboxMark&) = default;
};

}  // namespace paritrana::events
