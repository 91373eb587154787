// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "services/compliance/domain/finding.h"

namespace paritrana::compliance {

// Findings as the ledger keeps them: one a line, "REASON field", and " submission line_no" when
// another line is concerned. None of the parts holds a space.
std::string WriteFindings(const Findings& findings);

// Reads them back. A reason that is no longer in the table reads as INTERNAL.
Findings ReadFindings(std::string_view text);

}  // namespace paritrana::compliance
