// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

// Terms that change by dated amendments: of programmes and of projects. Nothing is overwritten.
namespace paritrana::compliance {

// Longest reason that is kept.
inline constexpr std::size_t kReasonCharsMax = 200;

// One state of the terms, from the day it is dated until the next one's.
template <typename Terms>
struct Amendment {
  std::uint32_t version = 0;  // from 1: the terms as first recorded
  absl::CivilDay dated_on;
  absl::CivilDay recorded_on;  // in WIB
  absl::Time recorded_at;
  Terms terms;
  std::string reason;
  std::string recorded_by;
};

// All states, oldest first, with days that never go back.
template <typename Terms>
using History = std::vector<Amendment<Terms>>;

// From which point of view history is read.
struct PointOfView {
  absl::CivilDay day;
  std::optional<absl::CivilDay> known_on;  // only what was recorded up to this day
};

// Leaves what holds, and was known, from that point of view; possibly nothing.
template <typename Terms>
History<Terms> HistoryAsOf(const History<Terms>& history, const PointOfView& as_of) {
  History<Terms> seen;
  for (const Amendment<Terms>& state : history) {
    if (state.dated_on > as_of.day) continue;
    if (as_of.known_on && state.recorded_on > *as_of.known_on) continue;
    seen.push_back(state);
  }
  return seen;
}

// AMENDMENT_DATE_INVALID if the day lies in the future or before the state that it follows.
absl::Status CheckAmendmentDay(absl::CivilDay dated_on, absl::CivilDay today,
                               std::optional<absl::CivilDay> last);

// AMENDMENT_REASON_REQUIRED unless it has 1 to 200 bytes.
absl::Status CheckAmendmentReason(std::string_view reason);

}  // namespace paritrana::compliance
