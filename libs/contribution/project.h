// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/status/statusor.h"
#include "libs/base/month.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/calculation.h"
#include "libs/contribution/rule_book.h"

namespace paritrana::contribution {

// More than a thousand trillion rupiah is a slip of the pen.
inline constexpr std::int64_t kContractRupiahMax = 1'000'000'000'000'000;

// A construction project whose wages are not known: its contribution follows the contract's value.
struct ProjectCase {
  Month month;  // of the contract's date
  ProgrammeSet programmes;
  Rupiah contract_value;
};

// Calculates a project's contribution, paid once by the employer: each slice of the contract's
// value at its own rate, rounded once per programme on the total (PP 44/2015). Errors as of
// Calculate for a month.
absl::StatusOr<Calculation> Calculate(const RuleBook& book, const ProjectCase& project);

}  // namespace paritrana::contribution
