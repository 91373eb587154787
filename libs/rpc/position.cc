// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/position.h"

#include <algorithm>

namespace paritrana::rpc {

common::v1::Position ToProto(const Position& position) {
  common::v1::Position message;
  message.set_epoch(position.epoch.value());
  for (const auto& [shard, sequence] : position.marks) {
    common::v1::ShardMark* mark = message.add_marks();
    mark->set_shard(shard.value());
    mark->set_sequence(sequence.value());
  }
  return message;
}

Position FromProto(const common::v1::Position& message) {
  Position position{Epoch(message.epoch()), {}};
  for (const common::v1::ShardMark& mark : message.marks()) {
    Sequence& own = position.marks[Shard(mark.shard())];
    own = std::max(own, Sequence(mark.sequence()));
  }
  return position;
}

}  // namespace paritrana::rpc
