// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

// Legal days: they follow western Indonesian time (WIB, UTC+7).
namespace paritrana::compliance {

// The day it is in WIB.
absl::CivilDay DayInWib(absl::Time time);

// Days since 1970-01-01, the form in which columns and facts hold a day, and back.
inline std::int32_t ToDayNumber(absl::CivilDay day) {
  return static_cast<std::int32_t>(day - absl::CivilDay(1970, 1, 1));
}
inline absl::CivilDay FromDayNumber(std::int32_t number) {
  return absl::CivilDay(1970, 1, 1) + number;
}

}  // namespace paritrana::compliance
