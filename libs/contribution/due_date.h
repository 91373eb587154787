// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/month.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/calculation.h"
#include "libs/contribution/rule_book.h"

// When contributions fall due, and what lateness costs. The holidays known are those of the book
// and of the case; a holiday that neither names does not shift a date.
namespace paritrana::contribution {

// More months late than this are a slip of the pen.
inline constexpr int kMonthsLateMax = 1'200;
// As kContractRupiahMax: arrears of a large employer's month stay far below.
inline constexpr std::int64_t kArrearsRupiahMax = 1'000'000'000'000'000;

// Whose contribution of which month.
struct DueCase {
  Month covered;
  Segment segment = Segment::kPu;
  EmployerKind employer_kind = EmployerKind::kUnspecified;
  Relief relief{};
  std::vector<Holiday> holidays{};  // besides those of the book
};

struct DueDate {
  absl::CivilDay nominal;  // as the rule says
  absl::CivilDay day;      // after the shift to a working day
  RuleReference rule;
};

struct LateFine {
  int months = 0;
  std::int32_t per_100000 = 0;  // for each month
  Rupiah amount;
  RuleReference rule;
};

// Finds the day by which a covered month must be paid. RULE_UNKNOWN.
absl::StatusOr<DueDate> FindDueDate(const RuleBook& book, const DueCase& due);

// Counts months of delay: one as soon as the due date has passed, one more for each later nominal
// due day passed (example rule). 0 if paid in time. RULE_UNKNOWN.
absl::StatusOr<int> CountMonthsLate(const RuleBook& book, const DueCase& due,
                                    absl::CivilDay paid_on);

// Computes the late fine on `arrears` (both shares), simple and without cap. RULE_UNKNOWN,
// AMOUNT_NEGATIVE, AMOUNT_ABSURD, FIELD_OUT_OF_RANGE (months).
absl::StatusOr<LateFine> ComputeLateFine(const RuleBook& book, const DueCase& due, Rupiah arrears,
                                         int months_late);

}  // namespace paritrana::contribution
