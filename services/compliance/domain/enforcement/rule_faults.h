// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "libs/contribution/rule_rows.h"

namespace paritrana::compliance {

// RULES_INVALID that names the file, the line and the row.
absl::Status RuleFault(const contribution::RuleOrigin& origin, std::string_view what);

// Two rows of the same rule must not hold for the same month. RULES_INVALID.
absl::Status CheckApart(const contribution::RuleOrigin& a, const contribution::Validity& a_holds,
                        const contribution::RuleOrigin& b, const contribution::Validity& b_holds);

// The month whose rules hold on a day.
inline Month MonthOf(absl::CivilDay day) {
  return Month(static_cast<int>(day.year()), day.month());
}

}  // namespace paritrana::compliance
