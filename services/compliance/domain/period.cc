// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/period.h"

#include "absl/time/civil_time.h"
#include "libs/base/reason.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

constexpr int kWibOffsetSeconds = 7 * 3600;

}  // namespace

absl::CivilDay DayInWib(absl::Time time) {
  return absl::ToCivilDay(time, absl::FixedTimeZone(kWibOffsetSeconds));
}

Month MonthInWib(absl::Time time) {
  const absl::CivilMonth month(DayInWib(time));
  return Month(static_cast<int>(month.year()), month.month());
}

absl::StatusOr<Month> ParsePeriod(std::string_view text, Month this_month) {
  const absl::StatusOr<Month> period = Month::Parse(text);
  if (!period.ok()) return MakeError("PERIOD_INVALID", "period");
  if (*period > this_month) return MakeError("PERIOD_IN_FUTURE", "period");
  return period;
}

}  // namespace paritrana::compliance
