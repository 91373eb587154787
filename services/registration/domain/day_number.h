// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "absl/time/civil_time.h"

namespace paritrana::registration {

// Days since 1970-01-01: how facts and the database write a day. In facts 0 means "none", so that
// one day of 1970 cannot be told from none; nothing here begins or ends on it.
inline std::int32_t ToDayNumber(absl::CivilDay day) {
  return static_cast<std::int32_t>(day - absl::CivilDay(1970, 1, 1));
}

inline absl::CivilDay FromDayNumber(std::int32_t number) {
  return absl::CivilDay(1970, 1, 1) + number;
}

}  // namespace paritrana::registration
