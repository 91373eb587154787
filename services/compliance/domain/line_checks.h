// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
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

// Longest payroll number, in characters.
inline constexpr std::size_t kPayrollNumberCharsMax = 40;
inline constexpr std::uint32_t kAgeYearsMax = 120;

// The months that the checks measure against.
struct PostingMonths {
  Month period;   // of the submission
  Month posting;  // in which the line arrives, WIB
};

// The result of the checks: findings that refuse the line, or none; then a declaration, unless the
// line takes another one back.
struct CheckedLine {
  LineAction action = LineAction::kAdd;
  std::optional<Declaration> declaration;
  Findings findings;

  bool passed() const { return findings.empty(); }
};

// Checks everything about a line that needs nothing but the line: its id, segment, covered range,
// wage and amounts. All faults are found, not only the first. The worker's number is for
// libs/identity to check. Of a deletion only the ids are read.
//
// FIELD_MALFORMED (line_id, previous, payroll_number), FIELD_TOO_LONG (payroll_number),
// FIELD_OUT_OF_RANGE (age_years, membership_no), ENUM_UNKNOWN (action), LINE_ACTION_NOT_ALLOWED
// (previous missing, or given with an addition), SEGMENT_INVALID, MONTH_INVALID,
// COVERED_RANGE_INVALID, WAGE_INVALID, AMOUNT_MISSING, AMOUNT_NEGATIVE, AMOUNT_ABSURD,
// AMOUNT_OVERFLOW, PROGRAMME_UNKNOWN, PROGRAMME_REPEATED.
CheckedLine CheckLine(const DeclaredLine& line, const PostingMonths& months);

}  // namespace paritrana::compliance
