// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace paritrana {

// Parses an ISO date, "2024-01-31". DATE_INVALID for anything else, a day that does not exist, or a
// year outside 1900 to 3000 (31 December 3000 is how payroll files write "for life").
absl::StatusOr<absl::CivilDay> ParseDate(std::string_view text);

// "2024-01-31".
std::string FormatDate(absl::CivilDay day);

}  // namespace paritrana
