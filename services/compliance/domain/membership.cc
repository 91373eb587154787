// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/membership.h"

#include "absl/time/civil_time.h"

namespace paritrana::compliance {
namespace {

// Days from 1970-01-01 to the first day of a month.
std::int32_t FirstDay(Month month) {
  const absl::CivilDay day(month.year(), month.month(), 1);
  return static_cast<std::int32_t>(day - absl::CivilDay(1970, 1, 1));
}

}  // namespace

bool Fits(const Membership& membership, Segment segment, const CoveredRange& covered) {
  return membership.segment == segment && membership.start_day < FirstDay(covered.from + 1) &&
         (membership.end_day == 0 || membership.end_day >= FirstDay(covered.to));
}

}  // namespace paritrana::compliance
