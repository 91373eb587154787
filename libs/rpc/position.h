// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/base/position.h"
#include "paritrana/common/v1/position.pb.h"

namespace paritrana::rpc {

// Positions as messages carry them, shards in ascending order, and back. A shard named twice stands
// at the further of the two.
common::v1::Position ToProto(const Position& position);
Position FromProto(const common::v1::Position& position);

}  // namespace paritrana::rpc
