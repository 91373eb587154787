// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

#include "absl/time/civil_time.h"
#include "libs/base/month.h"

namespace paritrana::contribution {

// How old a person is on the first day of a month, which decides about the pension programme
// (example rule: in the month of the birthday the person still has last month's age). Cheap to
// copy.
class Age {
 public:
  // Not known: the person counts as younger than pension age.
  constexpr Age() = default;

  static Age FromBirthDate(absl::CivilDay birth) {
    const Month month(static_cast<int>(birth.year()), birth.month());
    return Age((birth.day() == 1 ? month : month + 1).number());
  }

  // The person has this age on the first of `month`. For other months, as if that were the
  // birthday.
  static constexpr Age OnFirstOf(Month month, int years) {
    return Age(month.number() - 12 * years);
  }

  constexpr bool known() const { return zero_ != kUnknown; }
  // Full years on the first of `month`; only of a known age.
  constexpr int YearsAt(Month month) const { return (month.number() - zero_) / 12; }

 private:
  static constexpr std::int32_t kUnknown = std::numeric_limits<std::int32_t>::min();

  constexpr explicit Age(std::int32_t zero) : zero_(zero) {}

  std::int32_t zero_ = kUnknown;  // number of the first month that begins with age 0 reached
};

}  // namespace paritrana::contribution
