// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/sponsorship/project.h"

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/project.h"

namespace paritrana::compliance {
namespace {

using contribution::AmountsByProgramme;
using contribution::RuleBook;

Month MonthOf(absl::CivilDay day) { return Month(static_cast<int>(day.year()), day.month()); }

absl::StatusOr<AmountsByProgramme> AmountsOf(const RuleBook& book, absl::CivilDay contract,
                                             Rupiah value) {
  const contribution::ProjectCase project = {
      MonthOf(contract), {contribution::Programme::kJkk, contribution::Programme::kJkm}, value};
  PARITRANA_ASSIGN_OR_RETURN(const auto calculation, Calculate(book, project));
  AmountsByProgramme amounts{};
  for (const auto& line : calculation.lines) amounts[IndexOf(line.programme)] = line.shares;
  return amounts;
}

void Subtract(const AmountsByProgramme& less, AmountsByProgramme& from) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    from[i].employer = Rupiah(from[i].employer.value() - less[i].employer.value());
    from[i].employee = Rupiah(from[i].employee.value() - less[i].employee.value());
  }
}

int WorkingDays(const RuleBook& book, absl::CivilDay after, absl::CivilDay up_to) {
  int days = 0;
  for (absl::CivilDay day = after + 1; day <= up_to; ++day) days += book.IsWorkingDay(day) ? 1 : 0;
  return days;
}

absl::CivilDay WorkingDayAfter(const RuleBook& book, absl::CivilDay day, int working_days) {
  while (working_days > 0) working_days -= book.IsWorkingDay(++day) ? 1 : 0;
  return day;
}

}  // namespace

Rupiah ProjectCharge::total() const {
  std::int64_t sum = 0;
  for (const auto& share : amounts) sum += share.employer.value() + share.employee.value();
  return Rupiah(sum);
}

absl::Status CheckProject(const ProjectAttributes& attributes, const ProjectTerms& terms) {
  if (terms.contract_value.value() <= 0) {
    return MakeError("PROJECT_VALUE_REQUIRED", "terms.contract_value_rupiah");
  }
  if (terms.contract_value.value() > contribution::kContractRupiahMax) {
    return MakeError("AMOUNT_ABSURD", "terms.contract_value_rupiah");
  }
  if (terms.end < terms.start || terms.end < attributes.contract ||
      terms.end < attributes.work_order) {
    return MakeError("PROJECT_DATE_ORDER", "terms.end_date");
  }
  if (terms.certificate && *terms.certificate < attributes.contract) {
    return MakeError("PROJECT_DATE_ORDER", "terms.certificate_date");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<ProjectCharge>> ChargeOf(const RuleBook& book,
                                                      const ProjectAttributes& attributes,
                                                      const ProjectTerms& terms) {
  if (attributes.wages_known) return std::nullopt;
  ProjectCharge charge;
  charge.period = MonthOf(attributes.work_order);
  PARITRANA_ASSIGN_OR_RETURN(charge.amounts,
                             AmountsOf(book, attributes.contract, terms.contract_value));
  return charge;
}

absl::StatusOr<std::optional<ProjectCharge>> DifferenceOf(const RuleBook& book,
                                                          const ProjectAttributes& attributes,
                                                          const ProjectTerms& before,
                                                          const ProjectTerms& after,
                                                          absl::CivilDay dated_on) {
  if (before.contract_value == after.contract_value) return std::nullopt;
  PARITRANA_ASSIGN_OR_RETURN(auto charge, ChargeOf(book, attributes, after));
  if (!charge) return charge;
  charge->period = MonthOf(dated_on);
  charge->source = ChargeSource::kChangedValue;
  PARITRANA_ASSIGN_OR_RETURN(const auto old,
                             AmountsOf(book, attributes.contract, before.contract_value));
  Subtract(old, charge->amounts);
  return charge;
}

RegistrationDelay JudgeRegistration(const RuleBook& book, absl::CivilDay work_order,
                                    absl::CivilDay registered_on) {
  RegistrationDelay delay;
  delay.due_on = WorkingDayAfter(book, work_order, kProjectRegistrationWorkingDays);
  delay.working_days = WorkingDays(book, work_order, registered_on);
  delay.working_days_late = WorkingDays(book, delay.due_on, registered_on);
  return delay;
}

}  // namespace paritrana::compliance
