// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libs/base/ids.h"
#include "services/scoring/domain/contribution_line.h"

namespace paritrana::scoring {

// A line that could not be applied: where it stands in its shard, and why.
struct ParkedLine {
  Sequence sequence;
  std::uint32_t line_no = 0;  // in its message, from 0
  LineFault fault = LineFault::kNone;
  bool waits = false;  // has no fault of its own: that of an earlier line of the participant
  ContributionLine line;
};

// The lines of one shard that could not be applied, in the order of the log.
//
// Lines of a participant are kept in order even so: while one is parked, the later ones wait behind
// it. Not thread-safe.
class ParkedLines {
 public:
  // Lines a shard may park: well above any accident seen in a day, far below what memory holds. The
  // shard stops before a message that might go beyond it.
  static constexpr std::size_t kLinesMax = 200'000;

  // The fault of the participant's first parked line; kNone if none is parked.
  LineFault FaultOf(Pseudonym participant) const {
    if (participants_.empty()) return LineFault::kNone;
    const auto first = participants_.find(participant);
    return first == participants_.end() ? LineFault::kNone : first->second;
  }
  bool HasRoomFor(std::size_t lines) const { return lines_.size() + lines <= kLinesMax; }

  void Park(ParkedLine line);

  // Offers each line to `apply`, in order, unless an earlier one of its participant stays parked.
  // Keeps those that are refused, with the newest reason. Returns the number that went.
  std::uint64_t Retry(const std::function<LineFault(const ContributionLine&)>& apply);

  const std::vector<ParkedLine>& lines() const { return lines_; }

 private:
  std::vector<ParkedLine> lines_;
  absl::flat_hash_map<Pseudonym, LineFault> participants_;
};

}  // namespace paritrana::scoring
