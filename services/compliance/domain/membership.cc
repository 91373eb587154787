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

bool Covers(const Membership& membership, std::int32_t end_of_first, std::int32_t start_of_last) {
  return membership.start_day < end_of_first &&
         (membership.end_day == 0 || membership.end_day >= start_of_last);
}

}  // namespace

const Membership* FittingMembership(std::span<const Membership> memberships, Segment segment,
                                    const CoveredRange& covered) {
  const std::int32_t end_of_first = FirstDay(covered.from + 1);
  const std::int32_t start_of_last = FirstDay(covered.to);
  const Membership* best = nullptr;
  for (const Membership& membership : memberships) {
    if (membership.segment != segment) continue;
    if (!Covers(membership, end_of_first, start_of_last)) continue;
    if (best == nullptr || membership.start_day > best->start_day) best = &membership;
  }
  return best;
}

}  // namespace paritrana::compliance
