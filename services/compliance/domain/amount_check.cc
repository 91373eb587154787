// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/amount_check.h"

#include <cstdlib>
#include <utility>

namespace paritrana::compliance {
namespace {

using contribution::Age;
using contribution::IndexOf;
using contribution::kNoRelief;
using contribution::kProgrammes;
using contribution::MonthlyCase;
using contribution::RiskClass;
using contribution::RuleSet;
using contribution::ShareError;
using contribution::ShareTable;
using contribution::SizeClass;

constexpr std::string_view NameOf(Programme programme) {
  constexpr std::string_view kNames[] = {"JKK", "JKM", "JHT", "JP", "JKP"};
  return kNames[IndexOf(programme)];
}

bool Agree(Rupiah one, Rupiah other, int months) {
  return std::llabs(one.value() - other.value()) <= months;
}

bool Agree(const contribution::Shares& one, const contribution::Shares& other, int months) {
  return Agree(one.employer, other.employer, months) && Agree(one.employee, other.employee, months);
}

std::string_view ReasonOf(ShareError error) {
  return error == ShareError::kClassNeeded ? "JKK_CLASS_UNKNOWN" : contribution::ReasonName(error);
}

std::string_view FieldOf(ShareError error) {
  return error == ShareError::kSegmentWithoutWage ? "segment" : "amounts";
}

Rupiah TotalOf(const AmountsByProgramme& amounts) {
  // At most 85 months of five small parts of a sane wage: no overflow.
  std::int64_t total = 0;
  for (const auto& shares : amounts) total += shares.employer.value() + shares.employee.value();
  return Rupiah(total);
}

bool Sponsored(std::span<const Membership> memberships, Segment segment) {
  for (const Membership& membership : memberships) {
    if (membership.segment == segment && membership.sponsor_kind != 0) return true;
  }
  return false;
}

}  // namespace

AmountCheck::AmountCheck(const contribution::RuleBook* book, PayerTerms payer)
    : book_(book), payer_(std::move(payer)) {
  if (book_ == nullptr) return;
  for (const std::string& code : payer_.reliefs) {
    const auto relief = book_->FindRelief(code);
    if (relief.ok()) reliefs_.push_back(*relief);
  }
}

MonthlyCase AmountCheck::CaseOf(const DeclaredLine& line, std::span<const Membership> memberships,
                                const Declaration& declaration) const {
  MonthlyCase month;
  month.month = declaration.covered.from;
  month.segment = declaration.segment;
  if (declaration.segment == Segment::kPu) {
    month.risk_class = static_cast<RiskClass>(payer_.jkk_class);
  }
  month.programmes = declaration.programmes;
  month.sponsored = Sponsored(memberships, declaration.segment);
  month.pension_deferred = line.jp_deferred;
  if (line.age_years != 0) {
    month.age = Age::OnFirstOf(declaration.covered.from, static_cast<int>(line.age_years));
  }
  month.income = declaration.reported_wage;
  return month;
}

bool AmountCheck::InForce(MonthlyCase month, Relief relief) const {
  month.relief = kNoRelief;
  const RuleSet& normal = book_->RulesFor(contribution::KeyOf(month));
  month.relief = relief;
  return !(book_->RulesFor(contribution::KeyOf(month)) == normal);
}

AmountCheck::Relief AmountCheck::PayersRelief(const MonthlyCase& month) const {
  for (const Relief relief : reliefs_) {
    if (InForce(month, relief)) return relief;
  }
  return kNoRelief;
}

std::optional<ProgrammeSet> AmountCheck::Mandatory(Segment segment, Month month) {
  if (mandatory_ && mandatory_->segment == segment && mandatory_->month == month) {
    return mandatory_->programmes;
  }
  const auto found = contribution::MandatoryProgrammes(
      *book_, segment, static_cast<SizeClass>(payer_.size_class), month);
  mandatory_ = {segment, month, std::nullopt};
  if (found.ok()) mandatory_->programmes = *found;
  return mandatory_->programmes;
}

ShareTable AmountCheck::Shares(const MonthlyCase& first, Month last) const {
  ShareTable table;
  if (last == first.month) {
    contribution::ComputeShares(*book_, first, table);
  } else {
    contribution::ComputeRangeShares(*book_, first, last, table);
  }
  return table;
}

std::optional<Finding> AmountCheck::Apply(const DeclaredLine& line,
                                          std::span<const Membership> memberships,
                                          Declaration& declaration, Findings& warnings) {
  if (book_ == nullptr) {
    if (declaration.amounts_given) return std::nullopt;
    return Finding{"AMOUNT_MISSING", "amounts"};
  }
  MonthlyCase month = CaseOf(line, memberships, declaration);
  month.relief = PayersRelief(month);
  if (!line.relief_code.empty()) {
    const auto relief = book_->FindRelief(line.relief_code);
    if (!relief.ok()) return Finding{"RELIEF_UNKNOWN", "relief_code"};
    month.relief = *relief;
    if (!InForce(month, *relief)) warnings.push_back({"RELIEF_NOT_IN_FORCE", "relief_code"});
  }
  if (!declaration.amounts_given) return Compute(month, declaration);
  Compare(line, month, declaration, warnings);
  return std::nullopt;
}

std::optional<Finding> AmountCheck::Compute(MonthlyCase month, Declaration& declaration) {
  if (month.programmes.empty()) {
    const auto mandatory = Mandatory(month.segment, month.month);
    if (!mandatory) return Finding{"RULE_UNKNOWN", "programmes"};
    month.programmes = *mandatory;
  }
  const ShareTable due = Shares(month, declaration.covered.to);
  if (due.error != ShareError::kNone) {
    return Finding{ReasonOf(due.error), std::string(FieldOf(due.error))};
  }
  declaration.amounts = due.shares;
  declaration.total = TotalOf(due.shares);
  if (declaration.total == Rupiah()) return Finding{"AMOUNT_MISSING", "amounts"};
  return std::nullopt;
}

// With the risk class not reviewed, or a relief the payer did not use, other amounts are right,
// too.
bool AmountCheck::FitsAnotherWay(MonthlyCase month, Programme programme,
                                 const Declaration& declaration) const {
  const bool any_class = programme == Programme::kJkk && month.segment == Segment::kPu &&
                         month.risk_class == RiskClass::kNone;
  const auto fits = [&] {
    const ShareTable due = Shares(month, declaration.covered.to);
    return due.computed.Has(programme) &&
           Agree(declaration.amounts[IndexOf(programme)], due.shares[IndexOf(programme)],
                 declaration.covered.months());
  };
  month.programmes = {programme};
  for (const Relief relief : {month.relief, kNoRelief}) {
    month.relief = relief;
    if (!any_class && fits()) return true;
    for (int risk = 1; any_class && risk <= contribution::kRiskClassLast; ++risk) {
      month.risk_class = static_cast<RiskClass>(risk);
      if (fits()) return true;
    }
  }
  return false;
}

void AmountCheck::CompareOne(const DeclaredLine& line, std::size_t place, const ShareTable& due,
                             const MonthlyCase& month, const Declaration& declaration,
                             Findings& warnings) const {
  const auto programme = static_cast<Programme>(line.amounts[place].programme);
  const auto& declared = declaration.amounts[IndexOf(programme)];
  const auto& shares = due.shares[IndexOf(programme)];
  const auto field = [place](std::string_view leaf) {
    return "amounts[" + std::to_string(place) + "]." + std::string(leaf);
  };
  const int months = declaration.covered.months();
  if (due.computed.Has(programme)) {
    if (shares == contribution::Shares()) {
      warnings.push_back({"PROGRAMME_NOT_DUE", field("programme")});
      return;
    }
    if (Agree(declared, shares, months) || FitsAnotherWay(month, programme, declaration)) return;
    const bool employer = !Agree(declared.employer, shares.employer, months);
    warnings.push_back(
        {"AMOUNT_DIFFERS_FROM_RULE", field(employer ? "employer_rupiah" : "employee_rupiah")});
  } else if (!due.refused.Has(programme)) {
    warnings.push_back({"PROGRAMME_NOT_DUE", field("programme")});
  } else if (due.error == ShareError::kClassNeeded && programme == Programme::kJkk &&
             !FitsAnotherWay(month, programme, declaration)) {
    warnings.push_back({"AMOUNT_DIFFERS_FROM_RULE", field("employer_rupiah")});
  }
}

void AmountCheck::Compare(const DeclaredLine& line, const MonthlyCase& month,
                          const Declaration& declaration, Findings& warnings) {
  if (month.segment == Segment::kPmi) return;
  const ProgrammeSet mandatory = Mandatory(month.segment, month.month).value_or(ProgrammeSet());
  MonthlyCase all = month;
  all.programmes = declaration.programmes | mandatory;
  const ShareTable due = Shares(all, declaration.covered.to);
  for (std::size_t place = 0; place < line.amounts.size(); ++place) {
    const auto programme = static_cast<Programme>(line.amounts[place].programme);
    if (!declaration.programmes.Has(programme)) continue;
    CompareOne(line, place, due, month, declaration, warnings);
  }
  for (const Programme programme : kProgrammes) {
    if (!mandatory.Has(programme) || declaration.programmes.Has(programme)) continue;
    const bool owed =
        due.refused.Has(programme) || due.shares[IndexOf(programme)] != contribution::Shares();
    if (owed) {
      warnings.push_back({"PROGRAMME_MISSING", "amounts[" + std::string(NameOf(programme)) + "]"});
    }
  }
}

}  // namespace paritrana::compliance
