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

// The due date and fine of one month, looked up once for many questions. The book must outlive it.
class DueTerms {
 public:
  // RULE_UNKNOWN; FIELD_REQUIRED if it depends on the kind of employer and none is given.
  static absl::StatusOr<DueTerms> Find(const RuleBook& book, const DueCase& due);

  absl::CivilDay nominal() const { return nominal_; }  // as the rule says
  absl::CivilDay day() const { return day_; }          // after the shift to a working day
  const DueRow& rule() const { return *rule_; }

  // Months of delay of what is paid on a day, as CountMonthsLate counts them, without its bound.
  int MonthsLate(absl::CivilDay paid_on) const;

  // The first day after `day` on which one month more of delay counts.
  absl::CivilDay NextMonthLateOn(absl::CivilDay day) const;

  // The fine on the sum of rupiah × months late of all that is late, rounded once.
  Rupiah FineOn(std::int64_t rupiah_months) const;

 private:
  DueTerms(const DueRow* rule, RoundingRow::Mode rounding) : rule_(rule), rounding_(rounding) {}

  const DueRow* rule_;
  RoundingRow::Mode rounding_;
  absl::CivilMonth due_month_;
  absl::CivilDay nominal_;
  absl::CivilDay day_;
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
