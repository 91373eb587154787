// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/dues/show_dues.h"

#include <algorithm>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

void Add(const Charge& charge, CoveredMonth& month) {
  month.lines += charge.lines;
  for (std::size_t i = 0; i < month.amounts.size(); ++i) {
    Shares& sum = month.amounts[i];
    const Shares& change = charge.amounts[i];
    sum = {Rupiah(sum.employer.value() + change.employer.value()),
           Rupiah(sum.employee.value() + change.employee.value())};
  }
}

// The last day whose records count.
absl::CivilDay LastDay(const AsOf& as_of) {
  return std::min(as_of.day, as_of.known_on.value_or(as_of.day));
}

}  // namespace

const PayerTerms& AccountRecord::TermsOn(absl::CivilDay day) const {
  for (const EarlierTerms& before : earlier) {
    if (day < before.changed_on) return before.terms;
  }
  return terms;
}

absl::StatusOr<AsOf> ShowDuesHandler::ReadAsOf(const DuesAsked& asked, absl::CivilDay today) const {
  const AsOf as_of = {asked.day.value_or(today), asked.known_on};
  if (as_of.day > today + kDaysAheadMax) return MakeError("FIELD_OUT_OF_RANGE", "as_of");
  // Nobody knows yet what tomorrow will know.
  if (as_of.known_on && *as_of.known_on > today) return MakeError("FIELD_OUT_OF_RANGE", "known_on");
  return as_of;
}

absl::StatusOr<DuesAnswer> ShowDuesHandler::Compute(AccountRecord record, const AsOf& as_of,
                                                    absl::CivilDay today) const {
  DuesAnswer answer;
  answer.today = today;
  PARITRANA_ASSIGN_OR_RETURN(
      answer.account, ReplayAccount(book_, record.TermsOn(LastDay(as_of)), record.history, as_of));
  answer.record = std::move(record);
  return answer;
}

absl::StatusOr<DuesAnswer> ShowDuesHandler::Show(EmployerId payer, const DuesAsked& asked,
                                                 absl::Time deadline) {
  const absl::CivilDay today = DayInWib(clock_.Now());
  PARITRANA_ASSIGN_OR_RETURN(const AsOf as_of, ReadAsOf(asked, today));
  PARITRANA_ASSIGN_OR_RETURN(AccountRecord record, queries_.ReadAccount(payer, deadline));
  return Compute(std::move(record), as_of, today);
}

absl::StatusOr<PeriodDuesAnswer> ShowDuesHandler::ShowPeriod(EmployerId payer, Month period,
                                                             const DuesAsked& asked,
                                                             absl::Time deadline) {
  const absl::CivilDay today = DayInWib(clock_.Now());
  PARITRANA_ASSIGN_OR_RETURN(const AsOf as_of, ReadAsOf(asked, today));
  PARITRANA_ASSIGN_OR_RETURN(DuesQueries::PeriodRecord record,
                             queries_.ReadPeriod(payer, period, deadline));
  PeriodDuesAnswer answer;
  for (const CoveredCharge& covered : record.covered) {
    if (covered.charge.recorded_on > LastDay(as_of)) continue;
    Add(covered.charge, answer.covered[{covered.charge.segment, covered.covered}]);
  }
  if (answer.covered.empty()) return MakeError("DUES_PERIOD_UNKNOWN", "period");
  PARITRANA_ASSIGN_OR_RETURN(answer.dues, Compute(std::move(record.account), as_of, today));
  return answer;
}

}  // namespace paritrana::compliance
