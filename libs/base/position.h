// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "libs/base/ids.h"

namespace paritrana {

// A place in a service's facts: for each shard, the last sequence it includes. Shards left out are
// at 0.
//
// A receipt carries one; a read that is given one waits until its own marks cover it. Not
// thread-safe.
struct Position {
  Epoch epoch;
  std::map<Shard, Sequence> marks;

  // True if every shard of `other` is at most as far as here. Positions of a later epoch cover
  // those of an earlier one, whose sequences no longer mean anything; those of an earlier epoch
  // cover nothing of a later one.
  bool Covers(const Position& other) const;

  // Takes the further of the two for each shard. A later epoch replaces an earlier one.
  void Merge(const Position& other);

  friend bool operator==(const Position&, const Position&) = default;
};

}  // namespace paritrana
