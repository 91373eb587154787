// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/contribution/calculation.h"
#include "libs/contribution/rule_rows.h"

namespace paritrana::contribution {

// Copies what a reader is told about a row.
RuleReference ReferenceTo(const RuleOrigin& origin);

// The rule by which amounts of a month are rounded.
const RoundingRow* RoundingFor(const RuleBook& book, Month month);

// Adds the lines' shares to the totals, and what holds for the whole calculation. `calculation`
// must have its month.
void Complete(const RuleBook& book, Calculation& calculation);

}  // namespace paritrana::contribution
