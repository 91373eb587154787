// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "services/compliance/domain/finding.h"

// Findings as lines of text, "REASON field", for answers that are kept.
namespace paritrana::compliance {

std::string ToText(const Findings& findings);

// Reasons that the table does not know (any more) are left out.
Findings FindingsFromText(std::string_view text);

}  // namespace paritrana::compliance
