// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/rule_checks.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/amount.h"

namespace paritrana::contribution {
namespace {

absl::Status Invalid(const RuleOrigin& origin, std::string_view what) {
  return MakeError("RULES_INVALID", origin.rule_id,
                   absl::StrCat(origin.where, ": ", origin.rule_id, ": ", std::string(what)));
}

// One row of a rule that changes with time.
struct Dated {
  const RuleOrigin* origin;
  Validity validity;
};

// The rows of each rule, by what identifies it.
using Series = std::map<std::string, std::vector<Dated>>;

enum class Gaps { kRefused, kAllowed };

absl::Status CheckOrder(const Dated& before, const Dated& after, Gaps gaps) {
  if (before.validity.to >= after.validity.from) {
    return Invalid(*after.origin, absl::StrCat("overlaps ", before.origin->rule_id, " (",
                                               before.origin->where, ")"));
  }
  if (gaps == Gaps::kRefused && before.validity.to + 1 != after.validity.from) {
    return Invalid(*after.origin, absl::StrCat("leaves a gap after ", before.origin->rule_id, " (",
                                               before.origin->where, ")"));
  }
  return absl::OkStatus();
}

absl::Status CheckSeries(Series& series, Gaps gaps) {
  for (auto& [name, rows] : series) {
    std::sort(rows.begin(), rows.end(),
              [](const Dated& a, const Dated& b) { return a.validity.from < b.validity.from; });
    for (const Dated& row : rows) {
      if (row.validity.to < row.validity.from) return Invalid(*row.origin, "ends before it begins");
    }
    for (std::size_t i = 1; i < rows.size(); ++i) {
      PARITRANA_RETURN_IF_ERROR(CheckOrder(rows[i - 1], rows[i], gaps));
    }
  }
  return absl::OkStatus();
}

template <typename... Parts>
std::string Key(Parts... parts) {
  std::string key;
  ((key += absl::StrCat(parts, "/")), ...);
  return key;
}

template <typename Enum>
int Number(Enum value) {
  return static_cast<int>(value);
}

bool IsRate(std::int32_t rate) { return rate >= 0 && rate <= kRateMax; }
bool IsFixed(std::int64_t rupiah) { return rupiah >= 0 && rupiah <= kFixedRupiahMax; }

absl::Status CheckRateNumbers(const RateRow& row) {
  for (const std::int32_t rate :
       {row.employer_per_100000, row.employee_per_100000, row.state_per_100000,
        row.from_jkk_per_100000, row.from_jkm_per_100000}) {
    if (!IsRate(rate)) return Invalid(row.origin, "a rate is outside 0 to 100,000");
  }
  if (row.factor_num < 1 || row.factor_num > row.factor_den || row.factor_den > kFactorMax) {
    return Invalid(row.origin, "the factor is outside 1/100 to 1");
  }
  if (!IsFixed(row.fixed_employee) || !IsFixed(row.employee_least.value_or(0)) ||
      !IsFixed(row.employee_most.value_or(0))) {
    return Invalid(row.origin, "a fixed amount or bound is outside 0 to 1,000,000,000");
  }
  if (row.employee_most && row.employee_least.value_or(0) > *row.employee_most) {
    return Invalid(row.origin, "the least amount is above the most");
  }
  return absl::OkStatus();
}

bool HasBounds(const RuleRows& rows, const RateRow& rate) {
  return std::any_of(rows.bounds.begin(), rows.bounds.end(), [&](const BoundRow& bound) {
    return bound.programme == rate.programme && bound.segment == rate.segment;
  });
}

bool HasRelief(const RuleRows& rows, const std::string& code) {
  return code.empty() || std::any_of(rows.reliefs.begin(), rows.reliefs.end(),
                                     [&](const ReliefRow& relief) { return relief.code == code; });
}

// A programme has one rate for all risk classes, or one for each of them.
absl::Status CheckClasses(const RuleRows& rows) {
  for (const RateRow& row : rows.rates) {
    std::set<RiskClass> classes;
    for (const RateRow& other : rows.rates) {
      const bool same = other.programme == row.programme && other.segment == row.segment &&
                        other.relief_code == row.relief_code &&
                        other.validity.Has(row.validity.from);
      if (same) classes.insert(other.risk_class);
    }
    const bool one = classes == std::set<RiskClass>{RiskClass::kNone};
    const bool all = classes.size() == kRiskClassLast && !classes.contains(RiskClass::kNone);
    if (!one && !all) return Invalid(row.origin, "risk classes are incomplete");
  }
  return absl::OkStatus();
}

absl::Status CheckRates(const RuleRows& rows) {
  Series normal;
  Series reliefs;
  for (const RateRow& row : rows.rates) {
    PARITRANA_RETURN_IF_ERROR(CheckRateNumbers(row));
    if (!HasRelief(rows, row.relief_code)) return Invalid(row.origin, "unknown relief");
    if (row.base_bounded && !HasBounds(rows, row)) return Invalid(row.origin, "has no bounds");
    Series& series = row.relief_code.empty() ? normal : reliefs;
    series[Key(Number(row.programme), Number(row.segment), Number(row.risk_class), row.relief_code)]
        .push_back({&row.origin, row.validity});
  }
  PARITRANA_RETURN_IF_ERROR(CheckSeries(normal, Gaps::kRefused));
  PARITRANA_RETURN_IF_ERROR(CheckSeries(reliefs, Gaps::kAllowed));
  return CheckClasses(rows);
}

absl::Status CheckBounds(const RuleRows& rows) {
  Series series;
  for (const BoundRow& row : rows.bounds) {
    const bool age =
        row.kind == BoundRow::Kind::kPensionAge || row.kind == BoundRow::Kind::kDeferralYears;
    if (age && (row.programme != Programme::kJp || row.value > 100)) {
      return Invalid(row.origin, "pension age and deferral are years, and belong to JP");
    }
    if (row.value <= 0 || row.value > kFixedRupiahMax) {
      return Invalid(row.origin, "the value is outside 1 to 1,000,000,000");
    }
    series[Key(Number(row.programme), Number(row.segment), Number(row.kind))].push_back(
        {&row.origin, row.validity});
  }
  return CheckSeries(series, Gaps::kRefused);
}

absl::Status CheckSlice(const SliceRow& slice, const SliceRow* before) {
  for (const std::int32_t rate : {slice.jkk_per_100000, slice.jkm_per_100000}) {
    if (rate < 0 || rate > kSliceRateMax) {
      return Invalid(slice.origin, "a rate is outside 0 to 5,000");
    }
  }
  const std::int64_t expected = before == nullptr ? 0 : before->up_to.value_or(-1);
  if (slice.over != expected)
    return Invalid(slice.origin, "does not begin where the last one ends");
  if (slice.up_to && *slice.up_to <= slice.over) return Invalid(slice.origin, "is empty");
  return absl::OkStatus();
}

// The totals printed beside a slice must be those its rates give.
absl::Status CheckTotals(const SliceRow& slice, std::int64_t* jkk, std::int64_t* jkm) {
  if (!slice.up_to) return absl::OkStatus();
  const std::int64_t part = *slice.up_to - slice.over;
  *jkk += part * slice.jkk_per_100000 / kRateUnit;
  *jkm += part * slice.jkm_per_100000 / kRateUnit;
  if (slice.jkk_at_top.value_or(*jkk) != *jkk || slice.jkm_at_top.value_or(*jkm) != *jkm) {
    return Invalid(slice.origin, "the totals at its top are not those of the rates");
  }
  return absl::OkStatus();
}

absl::Status CheckSlicesOf(std::vector<const SliceRow*> slices) {
  std::sort(slices.begin(), slices.end(),
            [](const SliceRow* a, const SliceRow* b) { return a->number < b->number; });
  std::int64_t jkk = 0;
  std::int64_t jkm = 0;
  for (std::size_t i = 0; i < slices.size(); ++i) {
    PARITRANA_RETURN_IF_ERROR(CheckSlice(*slices[i], i == 0 ? nullptr : slices[i - 1]));
    PARITRANA_RETURN_IF_ERROR(CheckTotals(*slices[i], &jkk, &jkm));
  }
  if (slices.back()->up_to) return Invalid(slices.back()->origin, "the last slice has an end");
  return absl::OkStatus();
}

absl::Status CheckSlices(const RuleRows& rows) {
  Series series;
  for (const SliceRow& row : rows.slices) {
    series[Key(row.number)].push_back({&row.origin, row.validity});
    std::vector<const SliceRow*> together;
    for (const SliceRow& other : rows.slices) {
      if (other.validity.Has(row.validity.from)) together.push_back(&other);
    }
    PARITRANA_RETURN_IF_ERROR(CheckSlicesOf(std::move(together)));
  }
  return CheckSeries(series, Gaps::kRefused);
}

absl::Status CheckPlacements(const RuleRows& rows) {
  Series series;
  for (const PlacementRow& row : rows.placements) {
    if (row.rupiah <= 0 || !IsFixed(row.rupiah)) return Invalid(row.origin, "amount out of bounds");
    const bool contract = row.part == PlacementRow::Part::kContract;
    if (contract != (row.months > 0)) return Invalid(row.origin, "months belong to contracts");
    series[Key(Number(row.part), row.months)].push_back({&row.origin, row.validity});
  }
  return CheckSeries(series, Gaps::kRefused);
}

absl::Status CheckDue(const RuleRows& rows) {
  Series normal;
  Series reliefs;
  for (const DueRow& row : rows.due) {
    if (row.day < 1 || row.day > 31 || row.month_offset < 0 || row.month_offset > 12) {
      return Invalid(row.origin, "day or offset out of bounds");
    }
    if (!IsRate(row.fine_per_100000)) return Invalid(row.origin, "fine out of bounds");
    if (!HasRelief(rows, row.relief_code)) return Invalid(row.origin, "unknown relief");
    Series& series = row.relief_code.empty() ? normal : reliefs;
    series[Key(Number(row.segment), Number(row.employer_kind), row.relief_code)].push_back(
        {&row.origin, row.validity});
  }
  PARITRANA_RETURN_IF_ERROR(CheckSeries(normal, Gaps::kRefused));
  return CheckSeries(reliefs, Gaps::kAllowed);
}

absl::Status CheckHolidays(const RuleRows& rows) {
  std::set<absl::CivilDay> seen;
  for (const HolidayRow& row : rows.holidays) {
    if (!seen.insert(row.holiday.day).second) return Invalid(row.origin, "the day stands twice");
  }
  return absl::OkStatus();
}

absl::Status CheckMandatory(const RuleRows& rows) {
  Series series;
  for (const MandatoryRow& row : rows.mandatory) {
    if (row.programmes.empty()) return Invalid(row.origin, "names no programme");
    series[Key(Number(row.segment), Number(row.size_class))].push_back({&row.origin, row.validity});
  }
  return CheckSeries(series, Gaps::kRefused);
}

absl::Status CheckReliefs(const RuleRows& rows) {
  std::set<std::string> seen;
  for (const ReliefRow& row : rows.reliefs) {
    if (row.code.empty() || !seen.insert(row.code).second) {
      return Invalid(row.origin, "the code is empty or stands twice");
    }
  }
  // Relief is a byte, and the table of rule sets has a place for each.
  if (rows.reliefs.size() > 100) return Invalid(rows.reliefs.back().origin, "over 100 reliefs");
  return absl::OkStatus();
}

absl::Status CheckRoundings(const RuleRows& rows) {
  if (rows.roundings.empty()) return MakeError("RULES_INVALID", "rounding", "no rounding rule");
  Series series;
  for (const RoundingRow& row : rows.roundings) {
    series["rounding"].push_back({&row.origin, row.validity});
  }
  return CheckSeries(series, Gaps::kRefused);
}

// Each head once: money for which no head stands would never be used.
absl::Status CheckAllocations(const RuleRows& rows) {
  if (rows.allocations.empty()) return MakeError("RULES_INVALID", "allocation", "no order");
  Series series;
  for (const AllocationRow& row : rows.allocations) {
    const std::set<Head> heads(row.heads.begin(), row.heads.end());
    if (heads.size() != row.heads.size() || row.heads.size() != kHeadCount) {
      return Invalid(row.origin, "does not name every head once");
    }
    series["allocation"].push_back({&row.origin, row.validity});
  }
  return CheckSeries(series, Gaps::kRefused);
}

// Classes that hold together must leave no number of months out, nor name one twice.
absl::Status CheckClassesOf(std::vector<const ArrearsClassRow*> classes) {
  std::sort(classes.begin(), classes.end(),
            [](const auto* a, const auto* b) { return a->least < b->least; });
  int next = 0;
  for (const ArrearsClassRow* row : classes) {
    if (row->least != next) return Invalid(row->origin, "does not begin where the last one ends");
    if (row->most && *row->most < row->least) return Invalid(row->origin, "is empty");
    if (!row->most && row != classes.back()) return Invalid(row->origin, "overlaps the next class");
    next = row->most.value_or(0) + 1;
  }
  if (classes.back()->most) return Invalid(classes.back()->origin, "the last class has an end");
  return absl::OkStatus();
}

absl::Status CheckArrearsClasses(const RuleRows& rows) {
  if (rows.arrears_classes.empty()) return MakeError("RULES_INVALID", "arrears_classes", "none");
  Series series;
  for (const ArrearsClassRow& row : rows.arrears_classes) {
    if (row.code.empty() || row.name_id.empty() || row.name_en.empty()) {
      return Invalid(row.origin, "has no code or name");
    }
    series[row.code].push_back({&row.origin, row.validity});
    std::vector<const ArrearsClassRow*> together;
    for (const ArrearsClassRow& other : rows.arrears_classes) {
      if (other.validity.Has(row.validity.from)) together.push_back(&other);
    }
    PARITRANA_RETURN_IF_ERROR(CheckClassesOf(std::move(together)));
  }
  return CheckSeries(series, Gaps::kRefused);
}

}  // namespace

absl::Status CheckRows(const RuleRows& rows) {
  PARITRANA_RETURN_IF_ERROR(CheckReliefs(rows));
  PARITRANA_RETURN_IF_ERROR(CheckRates(rows));
  PARITRANA_RETURN_IF_ERROR(CheckBounds(rows));
  PARITRANA_RETURN_IF_ERROR(CheckSlices(rows));
  PARITRANA_RETURN_IF_ERROR(CheckPlacements(rows));
  PARITRANA_RETURN_IF_ERROR(CheckDue(rows));
  PARITRANA_RETURN_IF_ERROR(CheckHolidays(rows));
  PARITRANA_RETURN_IF_ERROR(CheckMandatory(rows));
  PARITRANA_RETURN_IF_ERROR(CheckRoundings(rows));
  PARITRANA_RETURN_IF_ERROR(CheckAllocations(rows));
  return CheckArrearsClasses(rows);
}

}  // namespace paritrana::contribution
