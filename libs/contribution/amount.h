// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "libs/contribution/rule_set.h"

// The one place where a rate becomes an amount; the fast and the explaining way both go through it.
namespace paritrana::contribution {

// Rates are parts of this.
inline constexpr std::int64_t kRateUnit = 100'000;

// An amount before rounding: numerator / denominator rupiah, both 64 bits wide because incomes and
// rates are bounded (kIncomeRupiahMax, RuleBook::Make).
struct Fraction {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
};

// Rounds a non-negative amount to whole rupiah.
constexpr std::int64_t Round(Fraction exact, RoundingRow::Mode mode) {
  if (exact.numerator == 0) return 0;
  const std::int64_t whole = exact.numerator / exact.denominator;
  const std::int64_t rest = exact.numerator % exact.denominator;
  const bool up = mode == RoundingRow::Mode::kHalfUp && rest >= exact.denominator - rest;
  return whole + (up ? 1 : 0);
}

// The part of an income that counts.
constexpr std::int64_t BaseOf(const ResolvedRate& rate, std::int64_t income) {
  return std::clamp(income, rate.base_least, rate.base_most);
}

// The employer's amount on a base.
constexpr Fraction EmployerAmount(const ResolvedRate& rate, std::int64_t base) {
  return {base * rate.employer_per_100000 * rate.factor_num, kRateUnit * rate.factor_den};
}

// The employee's amount on a base, in parts of kRateUnit: bounded, before the factor.
constexpr std::int64_t EmployeeAmountScaled(const ResolvedRate& rate, std::int64_t base) {
  if (rate.fixed_employee != 0) return rate.fixed_employee * kRateUnit;
  const std::int64_t amount = base * rate.employee_per_100000;
  if (amount < rate.employee_least * kRateUnit) return rate.employee_least * kRateUnit;
  const bool bounded = rate.employee_most != ResolvedRate::kNoBound;
  return bounded ? std::min(amount, rate.employee_most * kRateUnit) : amount;
}

// The employee's amount on a base.
constexpr Fraction EmployeeAmount(const ResolvedRate& rate, std::int64_t base) {
  return {EmployeeAmountScaled(rate, base) * rate.factor_num, kRateUnit * rate.factor_den};
}

}  // namespace paritrana::contribution
