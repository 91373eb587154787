// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/due_date.h"

#include <algorithm>

#include "absl/numeric/int128.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/amount.h"
#include "libs/contribution/reference.h"

namespace paritrana::contribution {
namespace {

// Day `day` of a month, or its last one if the month is shorter.
absl::CivilDay DayOf(absl::CivilMonth month, int day) {
  return std::min(absl::CivilDay(month) + (day - 1), absl::CivilDay(month + 1) - 1);
}

absl::CivilMonth DueMonth(const DueRow& rule, Month covered) {
  return absl::CivilMonth(covered.year(), covered.month()) + rule.month_offset;
}

absl::CivilDay Shift(const RuleBook& book, const DueCase& due, DueRow::Shift shift,
                     absl::CivilDay day) {
  const int step = shift == DueRow::Shift::kNextWorkingDay ? 1 : -1;
  // Ends, because the holidays known are finite and weeks have working days.
  while (!book.IsWorkingDay(day, due.holidays)) day += step;
  return day;
}

absl::StatusOr<const DueRow*> FindRule(const RuleBook& book, const DueCase& due) {
  const DueRow* rule = book.DueRowFor(due.covered, due.segment, due.employer_kind, due.relief);
  if (rule != nullptr) return rule;
  const bool kinds = due.employer_kind == EmployerKind::kUnspecified &&
                     book.DueRowFor(due.covered, due.segment, EmployerKind::kPrivate, due.relief);
  if (kinds) return MakeError("FIELD_REQUIRED", "employer_kind");
  return MakeError("RULE_UNKNOWN", "segment");
}

absl::Status CheckArrears(Rupiah arrears, int months_late) {
  if (arrears.value() < 0) return MakeError("AMOUNT_NEGATIVE", "income");
  if (arrears.value() > kArrearsRupiahMax) return MakeError("AMOUNT_ABSURD", "income");
  if (months_late < 0 || months_late > kMonthsLateMax) {
    return MakeError("FIELD_OUT_OF_RANGE", "months_late");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DueTerms> DueTerms::Find(const RuleBook& book, const DueCase& due) {
  PARITRANA_ASSIGN_OR_RETURN(const DueRow* rule, FindRule(book, due));
  const RoundingRow* rounding = RoundingFor(book, due.covered);
  if (rounding == nullptr) return MakeError("RULE_UNKNOWN", "date");
  DueTerms terms(rule, rounding->mode);
  terms.due_month_ = DueMonth(*rule, due.covered);
  terms.nominal_ = DayOf(terms.due_month_, rule->day);
  terms.day_ = Shift(book, due, rule->shift, terms.nominal_);
  return terms;
}

int DueTerms::MonthsLate(absl::CivilDay paid_on) const {
  if (paid_on <= day_) return 0;
  // Every full month between has a nominal due day that has passed; that of the month of payment
  // may have.
  const absl::CivilMonth paid_month(paid_on);
  const auto months = static_cast<int>(paid_month - due_month_);
  return std::max(1, months + (paid_on > DayOf(paid_month, rule_->day) ? 1 : 0));
}

absl::CivilDay DueTerms::NextMonthLateOn(absl::CivilDay day) const {
  if (day <= day_) return day_ + 1;
  const int months = MonthsLate(day);
  absl::CivilMonth month(day);
  while (MonthsLate(DayOf(month, rule_->day) + 1) <= months) ++month;
  return DayOf(month, rule_->day) + 1;
}

Rupiah DueTerms::FineOn(std::int64_t rupiah_months) const {
  // The product passes 64 bits, its result does not.
  const absl::int128 scaled = absl::int128(rupiah_months) * rule_->fine_per_100000;
  const auto whole = static_cast<std::int64_t>(scaled / kRateUnit);
  const auto rest = static_cast<std::int64_t>(scaled % kRateUnit);
  return Rupiah(whole + Round({rest, kRateUnit}, rounding_));
}

absl::StatusOr<DueDate> FindDueDate(const RuleBook& book, const DueCase& due) {
  PARITRANA_ASSIGN_OR_RETURN(const DueTerms terms, DueTerms::Find(book, due));
  return DueDate{terms.nominal(), terms.day(), ReferenceTo(terms.rule().origin)};
}

absl::StatusOr<int> CountMonthsLate(const RuleBook& book, const DueCase& due,
                                    absl::CivilDay paid_on) {
  PARITRANA_ASSIGN_OR_RETURN(const DueTerms terms, DueTerms::Find(book, due));
  const int months = terms.MonthsLate(paid_on);
  if (months > kMonthsLateMax) return MakeError("FIELD_OUT_OF_RANGE", "paid_date");
  return months;
}

absl::StatusOr<LateFine> ComputeLateFine(const RuleBook& book, const DueCase& due, Rupiah arrears,
                                         int months_late) {
  PARITRANA_RETURN_IF_ERROR(CheckArrears(arrears, months_late));
  PARITRANA_ASSIGN_OR_RETURN(const DueTerms terms, DueTerms::Find(book, due));
  LateFine fine;
  fine.months = months_late;
  fine.per_100000 = terms.rule().fine_per_100000;
  fine.amount = terms.FineOn(arrears.value() * months_late);
  fine.rule = ReferenceTo(terms.rule().origin);
  return fine;
}

}  // namespace paritrana::contribution
