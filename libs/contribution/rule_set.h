// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "libs/contribution/rule_rows.h"
#include "libs/contribution/vocabulary.h"

namespace paritrana::contribution {

// Whether a programme can be computed in a month.
enum class RuleState : std::uint8_t {
  kAbsent,         // the segment does not have the programme
  kNotInForce,     // it has, but no row holds for the month
  kClassNeeded,    // rates differ by risk class and none is given
  kBoundsUnknown,  // the rate is known, its ceiling for the month is not
  kInForce,
};

// The numbers of one programme, resolved for one month: nothing is left to look up.
struct ResolvedRate {
  static constexpr std::int64_t kNoBound = std::numeric_limits<std::int64_t>::max();

  std::int64_t base_least = 0;
  std::int64_t base_most = kNoBound;
  std::int64_t fixed_employee = 0;
  std::int64_t employee_least = 0;
  std::int64_t employee_most = kNoBound;
  std::int32_t employer_per_100000 = 0;
  std::int32_t employee_per_100000 = 0;
  std::int32_t factor_num = 1;
  std::int32_t factor_den = 1;
  std::int32_t row = -1;        // in RuleRows::rates; -1 if there is none
  std::int32_t bound_row = -1;  // in RuleRows::bounds, of the ceiling; -1 if there is none
  RuleState state = RuleState::kAbsent;

  friend bool operator==(const ResolvedRate&, const ResolvedRate&) = default;
};

// What is in force for one month, segment, risk class and relief. Made by RuleBook, which owns it.
struct RuleSet {
  std::array<ResolvedRate, kProgrammeCount> rates;
  std::int32_t pension_age = 0;       // 0: not known
  std::int32_t pension_deferral = 0;  // years
  std::int32_t pension_age_row = -1;  // in RuleRows::bounds
  std::int32_t rounding_row = -1;     // in RuleRows::roundings
  RoundingRow::Mode rounding = RoundingRow::Mode::kHalfUp;

  const ResolvedRate& Of(Programme programme) const { return rates[IndexOf(programme)]; }

  friend bool operator==(const RuleSet&, const RuleSet&) = default;
};

}  // namespace paritrana::contribution
