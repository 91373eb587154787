// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/shares.h"

#include <algorithm>

#include "libs/contribution/amount.h"

namespace paritrana::contribution {
namespace {

ShareError CheckCase(const MonthlyCase& month) {
  if (month.income.value() < 0) return ShareError::kIncomeNegative;
  if (month.income.value() > kIncomeRupiahMax) return ShareError::kIncomeAbsurd;
  if (month.segment == Segment::kPmi) return ShareError::kSegmentWithoutWage;
  return month.programmes.empty() ? ShareError::kProgrammesMissing : ShareError::kNone;
}

ShareError ErrorOf(RuleState state) {
  switch (state) {
    case RuleState::kClassNeeded:
      return ShareError::kClassNeeded;
    case RuleState::kBoundsUnknown:
      return ShareError::kCeilingUnknown;
    case RuleState::kAbsent:
    case RuleState::kNotInForce:
      return ShareError::kNotInForce;
    case RuleState::kInForce:
      break;
  }
  return ShareError::kNone;
}

void Refuse(Programme programme, ShareError error, ShareTable& table) {
  table.refused.Add(programme);
  if (table.error == ShareError::kNone || error < table.error) table.error = error;
}

Shares SharesOf(const ResolvedRate& rate, RoundingRow::Mode rounding, std::int64_t income) {
  const std::int64_t base = BaseOf(rate, income);
  return {Rupiah(Round(EmployerAmount(rate, base), rounding)),
          Rupiah(Round(EmployeeAmount(rate, base), rounding))};
}

void ComputeOne(const RuleSet& rules, const MonthlyCase& month, Programme programme,
                ShareTable& table) {
  const ResolvedRate& rate = rules.Of(programme);
  if (rate.state == RuleState::kAbsent) return;
  if (programme == Programme::kJp && IsPensioned(rules, month)) {
    table.computed.Add(programme);
  } else if (rate.state != RuleState::kInForce) {
    Refuse(programme, ErrorOf(rate.state), table);
  } else {
    table.shares[IndexOf(programme)] = SharesOf(rate, rules.rounding, month.income.value());
    table.computed.Add(programme);
  }
}

void AddShares(const AmountsByProgramme& from, AmountsByProgramme& to) {
  // At most kRangeMonthsMax months of at most kIncomeRupiahMax each: no overflow.
  for (std::size_t i = 0; i < to.size(); ++i) {
    to[i].employer = Rupiah(to[i].employer.value() + from[i].employer.value());
    to[i].employee = Rupiah(to[i].employee.value() + from[i].employee.value());
  }
}

// A sum over some of the months only would look like the whole.
void ClearRefused(ShareTable& table) {
  for (const Programme programme : kProgrammes) {
    if (!table.refused.Has(programme)) continue;
    table.shares[IndexOf(programme)] = {};
    table.computed.Remove(programme);
  }
}

}  // namespace

std::string_view ReasonName(ShareError error) {
  switch (error) {
    case ShareError::kNone:
      return "";
    case ShareError::kIncomeNegative:
      return "AMOUNT_NEGATIVE";
    case ShareError::kIncomeAbsurd:
      return "AMOUNT_ABSURD";
    case ShareError::kRangeInvalid:
      return "COVERED_RANGE_INVALID";
    case ShareError::kSegmentWithoutWage:
      return "SEGMENT_INVALID";
    case ShareError::kProgrammesMissing:
      return "FIELD_REQUIRED";
    case ShareError::kClassNeeded:
      return "JKK_CLASS_UNKNOWN";
    case ShareError::kNotInForce:
      return "RULE_UNKNOWN";
    case ShareError::kCeilingUnknown:
      return "RULE_CEILING_UNKNOWN";
    case ShareError::kNothingApplies:
      return "PROGRAMME_NOT_IN_SEGMENT";
  }
  return "INTERNAL";
}

RuleKey KeyOf(const MonthlyCase& month) {
  return {month.month, month.segment, month.risk_class, month.relief, month.sponsored};
}

bool IsPensioned(const RuleSet& rules, const MonthlyCase& month) {
  if (!month.age.known() || rules.pension_age == 0) return false;
  const int limit = rules.pension_age + (month.pension_deferred ? rules.pension_deferral : 0);
  return month.age.YearsAt(month.month) >= limit;
}

ShareError ComputeShares(const RuleSet& rules, const MonthlyCase& month, ShareTable& table) {
  table = {};
  table.error = CheckCase(month);
  if (table.error != ShareError::kNone) return table.error;
  for (const Programme programme : kProgrammes) {
    if (month.programmes.Has(programme)) ComputeOne(rules, month, programme, table);
  }
  if (table.computed.empty() && table.refused.empty()) table.error = ShareError::kNothingApplies;
  return table.error;
}

ShareError ComputeShares(const RuleBook& book, const MonthlyCase& month, ShareTable& table) {
  return ComputeShares(book.RulesFor(KeyOf(month)), month, table);
}

ShareError ComputeRangeShares(const RuleBook& book, const MonthlyCase& first, Month last,
                              ShareTable& table) {
  table = {};
  if (last < first.month || last - first.month >= kRangeMonthsMax) {
    return table.error = ShareError::kRangeInvalid;
  }
  MonthlyCase month = first;
  for (; month.month <= last; month.month = month.month + 1) {
    ShareTable one;
    const ShareError error = ComputeShares(book, month, one);
    AddShares(one.shares, table.shares);
    table.computed = table.computed | one.computed;
    table.refused = table.refused | one.refused;
    if (table.error == ShareError::kNone || (error != ShareError::kNone && error < table.error)) {
      table.error = error;
    }
  }
  ClearRefused(table);
  return table.error;
}

}  // namespace paritrana::contribution
