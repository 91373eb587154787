// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/status/status.h"
#include "libs/contribution/rule_rows.h"

namespace paritrana::contribution {

// Largest numbers that rows may hold; amounts then stay within 64 bits (amount.h).
inline constexpr std::int32_t kRateMax = 100'000;
// Of a contract's value, which is far larger than an income.
inline constexpr std::int32_t kSliceRateMax = 5'000;
inline constexpr std::int32_t kFactorMax = 100;
inline constexpr std::int64_t kFixedRupiahMax = 1'000'000'000;

// Checks rows one by one and together. RULES_INVALID; the detail names the row's place and what is
// wrong with it.
absl::Status CheckRows(const RuleRows& rows);

}  // namespace paritrana::contribution
