// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "libs/base/month.h"
#include "services/compliance/domain/declared_line.h"
#include "services/compliance/domain/finding.h"

namespace paritrana::compliance {

// Bounds of sanity, far above anything real: a value beyond them is a slip of the keyboard or of a
// unit (the highest known monthly salaries are a few billion rupiah, contributions a fraction).
inline constexpr std::int64_t kReportedWageRupiahMax = 100'000'000'000;
inline constexpr std::int64_t kShareRupiahPerMonthMax = 10'000'000'000;

// The months that the checks measure against.
struct PostingMonths {
  Month period;   // of the submission
  Month posting;  // in which the line arrives, WIB
};

// The result of the checks: a declaration, or findings that say why there is none.
struct CheckedLine {
  std::optional<Declaration> declaration;
  Findings findings;
};

// Checks everything about a line that needs nothing but the line: its id, segment, covered range,
// wage and amounts. All faults are found, not only the first. The worker's number is for
// libs/identity to check.
//
// FIELD_MALFORMED (line_id), SEGMENT_INVALID, MONTH_INVALID, COVERED_RANGE_INVALID, WAGE_INVALID,
// AMOUNT_MISSING, AMOUNT_NEGATIVE, AMOUNT_ABSURD, AMOUNT_OVERFLOW, PROGRAMME_UNKNOWN,
// PROGRAMME_REPEATED.
CheckedLine CheckLine(const DeclaredLine& line, const PostingMonths& months);

}  // namespace paritrana::compliance
