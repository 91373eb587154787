// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/calculation.h"

#include <string>
#include <utility>

#include "libs/base/reason.h"
#include "libs/contribution/amount.h"
#include "libs/contribution/reference.h"

namespace paritrana::contribution {
namespace {

// Field at fault, for the errors that have one.
std::string_view FieldOfError(ShareError error) {
  switch (error) {
    case ShareError::kIncomeNegative:
    case ShareError::kIncomeAbsurd:
      return "income";
    case ShareError::kSegmentWithoutWage:
      return "segment";
    case ShareError::kClassNeeded:
      return "class";
    default:
      return "programmes";
  }
}

ExactAmount ToExact(Fraction fraction) {
  return {fraction.numerator / fraction.denominator, fraction.numerator % fraction.denominator,
          fraction.denominator};
}

std::optional<Rupiah> BoundOf(std::int64_t bound, std::int64_t none) {
  if (bound == none) return std::nullopt;
  return Rupiah(bound);
}

// Writes the lines of one case.
class Clerk {
 public:
  Clerk(const RuleBook& book, const MonthlyCase& month)
      : book_(book), month_(month), rules_(book.RulesFor(KeyOf(month))) {}

  ProgrammeLine Write(Programme programme) const {
    ProgrammeLine line;
    line.programme = programme;
    line.income = month_.income;
    const ResolvedRate& rate = rules_.Of(programme);
    if (programme == Programme::kJp) NoteAge(line);
    WriteRule(rate, line);
    const bool pensioned = programme == Programme::kJp && IsPensioned(rules_, month_);
    if (!pensioned && rate.state == RuleState::kInForce) WriteAmounts(rate, line);
    return line;
  }

 private:
  void NoteAge(ProgrammeLine& line) const {
    if (rules_.pension_age_row >= 0) {
      const auto row = static_cast<std::size_t>(rules_.pension_age_row);
      line.age_rule = ReferenceTo(book_.rows().bounds[row].origin);
    }
    if (!month_.age.known()) {
      line.notes.push_back(Note::kAgeUnknown);
    } else if (IsPensioned(rules_, month_)) {
      line.notes.push_back(Note::kPensionAgeReached);
    } else if (rules_.pension_age > 0 && month_.age.YearsAt(month_.month) >= rules_.pension_age) {
      line.notes.push_back(Note::kPensionDeferred);
    }
  }

  void WriteRule(const ResolvedRate& rate, ProgrammeLine& line) const {
    if (rate.row < 0) return;
    const RateRow& row = book_.rows().rates[static_cast<std::size_t>(rate.row)];
    line.rule = ReferenceTo(row.origin);
    line.relief_code = row.relief_code;
    NoteRelief(row, line);
    if (month_.segment == Segment::kJakon && line.programme == Programme::kJkk &&
        month_.risk_class != RiskClass::kNone) {
      line.notes.push_back(Note::kRiskClassIgnored);
    }
  }

  void NoteRelief(const RateRow& row, ProgrammeLine& line) const {
    const ReliefRow* relief = book_.ReliefRowOf(month_.relief);
    if (relief == nullptr || !row.relief_code.empty()) return;
    const bool sponsored = month_.sponsored && !relief->applies_if_sponsored;
    line.notes.push_back(sponsored ? Note::kReliefNotIfSponsored : Note::kReliefNotInForce);
  }

  void WriteAmounts(const ResolvedRate& rate, ProgrammeLine& line) const {
    const std::int64_t base = BaseOf(rate, month_.income.value());
    WriteBase(rate, base, line);
    WriteRates(rate, line);
    const std::int64_t unbounded = base * rate.employee_per_100000;
    const std::int64_t bounded = EmployeeAmountScaled(rate, base);
    line.amount_bounded = rate.fixed_employee == 0 && bounded != unbounded;
    line.employer_exact = ToExact(EmployerAmount(rate, base));
    line.employee_exact = ToExact(EmployeeAmount(rate, base));
    line.shares = {Rupiah(Round(EmployerAmount(rate, base), rules_.rounding)),
                   Rupiah(Round(EmployeeAmount(rate, base), rules_.rounding))};
    WriteOthersShares(rate, base, line);
    NoteIncomeBand(rate, line);
  }

  void WriteBase(const ResolvedRate& rate, std::int64_t base, ProgrammeLine& line) const {
    line.base = Rupiah(base);
    line.base_least = BoundOf(rate.base_least, 0);
    line.base_most = BoundOf(rate.base_most, ResolvedRate::kNoBound);
    line.base_raised = base > month_.income.value();
    line.base_capped = base < month_.income.value();
    if (rate.bound_row < 0) return;
    const auto row = static_cast<std::size_t>(rate.bound_row);
    line.ceiling_rule = ReferenceTo(book_.rows().bounds[row].origin);
  }

  static void WriteRates(const ResolvedRate& rate, ProgrammeLine& line) {
    line.employer_per_100000 = rate.employer_per_100000;
    line.employee_per_100000 = rate.employee_per_100000;
    line.fixed = BoundOf(rate.fixed_employee, 0);
    line.employee_least = BoundOf(rate.employee_least, 0);
    line.employee_most = BoundOf(rate.employee_most, ResolvedRate::kNoBound);
    line.factor_num = rate.factor_num;
    line.factor_den = rate.factor_den;
  }

  // What the state and other programmes' contributions bring; nobody pays it again.
  void WriteOthersShares(const ResolvedRate& rate, std::int64_t base, ProgrammeLine& line) const {
    const RateRow& row = book_.rows().rates[static_cast<std::size_t>(rate.row)];
    if (row.state_per_100000 == 0) return;
    const auto part = [&](std::int32_t per_100000) {
      return Rupiah(Round({base * per_100000, kRateUnit}, rules_.rounding));
    };
    line.notes.push_back(Note::kBorneByOthers);
    line.state_share = part(row.state_per_100000);
    line.from_jkk = part(row.from_jkk_per_100000);
    line.from_jkm = part(row.from_jkm_per_100000);
  }

  // Of the table of income bands only both ends are known.
  void NoteIncomeBand(const ResolvedRate& rate, ProgrammeLine& line) const {
    const bool banded = month_.segment == Segment::kBpu && line.programme == Programme::kJkk;
    const std::int64_t base = line.base.value();
    if (banded && base > rate.base_least && base < rate.base_most) {
      line.notes.push_back(Note::kIncomeBandProvisional);
    }
  }

  const RuleBook& book_;
  const MonthlyCase& month_;
  const RuleSet& rules_;
};

bool IsCaseError(ShareError error) {
  return error != ShareError::kNone && error != ShareError::kNotInForce &&
         error != ShareError::kCeilingUnknown;
}

// Why one programme was refused: the case is computed with that programme alone.
std::string RefusalOf(const RuleBook& book, MonthlyCase month, Programme programme) {
  month.programmes = {programme};
  ShareTable table;
  return std::string(ReasonName(ComputeShares(book, month, table)));
}

}  // namespace

const ProgrammeLine* Calculation::Find(Programme programme) const {
  for (const ProgrammeLine& line : lines) {
    if (line.programme == programme) return &line;
  }
  return nullptr;
}

absl::Status Calculation::FirstRefusal() const {
  for (const ProgrammeLine& line : lines) {
    if (!line.refusal.empty()) return MakeError(line.refusal, "programmes");
  }
  return absl::OkStatus();
}

RuleReference ReferenceTo(const RuleOrigin& origin) {
  return {origin.rule_id, origin.legal_basis, origin.confidence, origin.note};
}

const RoundingRow* RoundingFor(const RuleBook& book, Month month) {
  for (const RoundingRow& row : book.rows().roundings) {
    if (row.validity.Has(month)) return &row;
  }
  return nullptr;
}

void Complete(const RuleBook& book, Calculation& calculation) {
  std::int64_t employer = 0;
  std::int64_t employee = 0;
  for (const ProgrammeLine& line : calculation.lines) {
    employer += line.shares.employer.value();
    employee += line.shares.employee.value();
  }
  if (calculation.package_amount) employee += calculation.package_amount->value();
  calculation.total_employer = Rupiah(employer);
  calculation.total_employee = Rupiah(employee);
  const absl::CivilMonth month(calculation.month.year(), calculation.month.month());
  if (month > absl::CivilMonth(book.rows().known_on)) {
    calculation.notes.push_back(Note::kBeyondKnowledge);
  }
  const RoundingRow* rounding = RoundingFor(book, calculation.month);
  if (rounding == nullptr) return;
  calculation.rounding = ReferenceTo(rounding->origin);
  calculation.rounding_mode = rounding->mode;
}

absl::StatusOr<Calculation> Calculate(const RuleBook& book, const MonthlyCase& month) {
  ShareTable table;
  const ShareError error = ComputeShares(book, month, table);
  if (IsCaseError(error)) return MakeError(ReasonName(error), FieldOfError(error));
  Calculation calculation;
  calculation.month = month.month;
  const Clerk clerk(book, month);
  for (const Programme programme : kProgrammes) {
    if (!month.programmes.Has(programme)) continue;
    if (!table.computed.Has(programme) && !table.refused.Has(programme)) {
      calculation.not_in_segment.push_back(programme);
      continue;
    }
    calculation.lines.push_back(clerk.Write(programme));
    if (table.refused.Has(programme)) {
      calculation.lines.back().refusal = RefusalOf(book, month, programme);
    }
  }
  Complete(book, calculation);
  return calculation;
}

}  // namespace paritrana::contribution
