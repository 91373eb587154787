// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/rule_book.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/rule_checks.h"

namespace paritrana::contribution {
namespace {

constexpr std::size_t kSegmentPlaces = kSegmentLast + 1;
constexpr std::size_t kClassPlaces = kRiskClassLast + 1;
constexpr std::size_t kSponsoredPlaces = 2;

// Row numbers are int32 in rule sets.
std::int32_t RowNumber(std::size_t index) { return static_cast<std::int32_t>(index); }

void AddChanges(const Validity& validity, std::vector<Month>& changes) {
  changes.push_back(validity.from);
  if (validity.to != Validity::kOpen) changes.push_back(validity.to + 1);
}

std::vector<Month> ChangesIn(const RuleRows& rows) {
  std::vector<Month> changes;
  for (const RateRow& row : rows.rates) AddChanges(row.validity, changes);
  for (const BoundRow& row : rows.bounds) AddChanges(row.validity, changes);
  for (const RoundingRow& row : rows.roundings) AddChanges(row.validity, changes);
  std::sort(changes.begin(), changes.end());
  changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
  // Before everything nothing holds; that is a span of its own.
  changes.insert(changes.begin(), changes.front() - 1);
  return changes;
}

// What is known of a bound in a month.
struct FoundBound {
  bool exists = false;    // rows of the kind exist, for whatever month
  std::int32_t row = -1;  // the one that holds
  std::int64_t value = 0;
};

FoundBound FindBound(const RuleRows& rows, Programme programme, Segment segment,
                     BoundRow::Kind kind, Month month) {
  FoundBound found;
  for (std::size_t i = 0; i < rows.bounds.size(); ++i) {
    const BoundRow& row = rows.bounds[i];
    if (row.programme != programme || row.segment != segment || row.kind != kind) continue;
    found.exists = true;
    if (!row.validity.Has(month)) continue;
    found.row = RowNumber(i);
    found.value = row.value;
  }
  return found;
}

// Puts the bounds of the base into `rate`.
void ResolveBounds(const RuleRows& rows, const RateRow& row, Month month, ResolvedRate& rate) {
  using Kind = BoundRow::Kind;
  for (const Kind kind : {Kind::kWageCeiling, Kind::kIncomeMax, Kind::kIncomeMin}) {
    const FoundBound bound = FindBound(rows, row.programme, row.segment, kind, month);
    if (!bound.exists) continue;
    if (bound.row < 0) {
      rate.state = RuleState::kBoundsUnknown;
    } else if (kind == Kind::kIncomeMin) {
      rate.base_least = bound.value;
    } else {
      rate.base_most = bound.value;
      rate.bound_row = bound.row;
    }
  }
}

ResolvedRate FromRow(const RateRow& row, std::int32_t number) {
  ResolvedRate rate;
  rate.state = RuleState::kInForce;
  rate.row = number;
  rate.employer_per_100000 = row.employer_per_100000;
  rate.employee_per_100000 = row.employee_per_100000;
  rate.fixed_employee = row.fixed_employee;
  rate.employee_least = row.employee_least.value_or(0);
  rate.employee_most = row.employee_most.value_or(ResolvedRate::kNoBound);
  rate.factor_num = row.factor_num;
  rate.factor_den = row.factor_den;
  return rate;
}

// Finds the rate of one programme.
class RateSearch {
 public:
  RateSearch(const RuleRows& rows, const RuleKey& key) : rows_(rows), key_(key) {
    if (key.relief == kNoRelief) return;
    const ReliefRow& relief = rows.reliefs[key.relief.value() - 1U];
    if (!key.sponsored || relief.applies_if_sponsored) relief_code_ = relief.code;
  }

  ResolvedRate Find(Programme programme) const {
    ResolvedRate missing;
    std::int32_t best = -1;
    for (std::size_t i = 0; i < rows_.rates.size(); ++i) {
      const RateRow& row = rows_.rates[i];
      if (row.programme != programme || row.segment != key_.segment) continue;
      missing.state = std::max(missing.state, StateOf(row));
      if (StateOf(row) != RuleState::kInForce) continue;
      if (best < 0 || !row.relief_code.empty()) best = RowNumber(i);
    }
    if (best < 0) return missing;
    const RateRow& row = rows_.rates[static_cast<std::size_t>(best)];
    ResolvedRate rate = FromRow(row, best);
    if (row.base_bounded) ResolveBounds(rows_, row, key_.month, rate);
    return rate;
  }

 private:
  RuleState StateOf(const RateRow& row) const {
    const bool relief = row.relief_code.empty() || row.relief_code == relief_code_;
    if (!relief || !row.validity.Has(key_.month)) return RuleState::kNotInForce;
    if (row.risk_class == RiskClass::kNone) return RuleState::kInForce;
    if (key_.risk_class == RiskClass::kNone) return RuleState::kClassNeeded;
    return row.risk_class == key_.risk_class ? RuleState::kInForce : RuleState::kNotInForce;
  }

  const RuleRows& rows_;
  const RuleKey& key_;
  std::string_view relief_code_;
};

// JP also needs to know from which age on it is no longer paid.
void ResolvePensionAge(const RuleRows& rows, const RuleKey& key, RuleSet& set) {
  ResolvedRate& jp = set.rates[IndexOf(Programme::kJp)];
  const auto find = [&](BoundRow::Kind kind) {
    return FindBound(rows, Programme::kJp, key.segment, kind, key.month);
  };
  const FoundBound age = find(BoundRow::Kind::kPensionAge);
  if (age.exists && age.row < 0 && jp.state == RuleState::kInForce) {
    jp.state = RuleState::kBoundsUnknown;
  }
  set.pension_age = static_cast<std::int32_t>(age.value);
  set.pension_age_row = age.row;
  set.pension_deferral = static_cast<std::int32_t>(find(BoundRow::Kind::kDeferralYears).value);
}

void ResolveRounding(const RuleRows& rows, Month month, RuleSet& set) {
  for (std::size_t i = 0; i < rows.roundings.size(); ++i) {
    if (!rows.roundings[i].validity.Has(month)) continue;
    set.rounding = rows.roundings[i].mode;
    set.rounding_row = RowNumber(i);
  }
}

EmployerKind DueKind(EmployerKind kind) {
  switch (kind) {
    case EmployerKind::kGovernment:
      return EmployerKind::kState;
    case EmployerKind::kIndividual:
      return EmployerKind::kPrivate;
    default:
      return kind;
  }
}

}  // namespace

absl::StatusOr<RuleBook> RuleBook::Make(RuleRows rows) {
  PARITRANA_RETURN_IF_ERROR(CheckRows(rows));
  RuleBook book(std::move(rows));
  book.IndexHolidays();
  book.IndexRuleSets();
  return book;
}

void RuleBook::IndexHolidays() {
  for (const HolidayRow& row : rows_.holidays) holidays_[row.holiday.day] = row.holiday.kind;
}

void RuleBook::IndexRuleSets() {
  epochs_ = ChangesIn(rows_);
  for (std::size_t i = 0; i < epochs_.size(); ++i) {
    const Month end = i + 1 < epochs_.size() ? epochs_[i + 1] : epochs_[i] + 1;
    epoch_by_month_.resize(static_cast<std::size_t>(end - epochs_.front()),
                           static_cast<std::uint16_t>(i));
  }
  const std::size_t reliefs = rows_.reliefs.size() + 1;
  for (const Month month : epochs_) {
    for (std::size_t place = 0; place < PlaceOf(1, {}) - PlaceOf(0, {}); ++place) {
      std::size_t rest = place;
      RuleKey key{.month = month};
      key.sponsored = rest % kSponsoredPlaces != 0;
      rest /= kSponsoredPlaces;
      key.relief = Relief(static_cast<std::uint8_t>(rest % reliefs));
      rest /= reliefs;
      key.risk_class = static_cast<RiskClass>(rest % kClassPlaces);
      key.segment = static_cast<Segment>(rest / kClassPlaces);
      const RuleSet set = Resolve(key);
      const auto found = std::find(sets_.begin(), sets_.end(), set);
      set_by_place_.push_back(static_cast<std::uint16_t>(found - sets_.begin()));
      if (found == sets_.end()) sets_.push_back(set);
    }
  }
}

RuleSet RuleBook::Resolve(const RuleKey& key) const {
  RuleSet set;
  const RateSearch search(rows_, key);
  for (const Programme programme : kProgrammes) {
    set.rates[IndexOf(programme)] = search.Find(programme);
  }
  ResolvePensionAge(rows_, key, set);
  ResolveRounding(rows_, key.month, set);
  return set;
}

std::size_t RuleBook::EpochOf(Month month) const {
  if (month <= epochs_.front()) return 0;
  if (month >= epochs_.back()) return epochs_.size() - 1;
  return epoch_by_month_[static_cast<std::size_t>(month - epochs_.front())];
}

std::size_t RuleBook::PlaceOf(std::size_t epoch, const RuleKey& key) const {
  std::size_t place = epoch * kSegmentPlaces + static_cast<std::size_t>(key.segment);
  place = place * kClassPlaces + static_cast<std::size_t>(key.risk_class);
  place = place * (rows_.reliefs.size() + 1) + key.relief.value();
  return place * kSponsoredPlaces + (key.sponsored ? 1 : 0);
}

const RuleSet& RuleBook::RulesFor(const RuleKey& key) const {
  PARITRANA_CHECK(key.relief.value() <= rows_.reliefs.size());
  return sets_[set_by_place_[PlaceOf(EpochOf(key.month), key)]];
}

absl::StatusOr<Relief> RuleBook::FindRelief(std::string_view code) const {
  if (code.empty()) return kNoRelief;
  for (std::size_t i = 0; i < rows_.reliefs.size(); ++i) {
    if (rows_.reliefs[i].code == code) return Relief(static_cast<std::uint8_t>(i + 1));
  }
  return MakeError("RELIEF_UNKNOWN", "relief_code");
}

const ReliefRow* RuleBook::ReliefRowOf(Relief relief) const {
  return relief == kNoRelief ? nullptr : &rows_.reliefs[relief.value() - 1U];
}

const DueRow* RuleBook::DueRowFor(Month covered, Segment segment, EmployerKind kind,
                                  Relief relief) const {
  const ReliefRow* relief_row = ReliefRowOf(relief);
  const DueRow* best = nullptr;
  for (const DueRow& row : rows_.due) {
    const bool any_kind = row.employer_kind == EmployerKind::kUnspecified;
    if (row.segment != segment || !row.validity.Has(covered)) continue;
    if (!any_kind && row.employer_kind != DueKind(kind)) continue;
    if (row.relief_code.empty()) {
      if (best == nullptr) best = &row;
    } else if (relief_row != nullptr && relief_row->code == row.relief_code) {
      best = &row;
    }
  }
  return best;
}

const AllocationRow* RuleBook::AllocationFor(Month paid) const {
  for (const AllocationRow& row : rows_.allocations) {
    if (row.validity.Has(paid)) return &row;
  }
  return nullptr;
}

const ArrearsClassRow* RuleBook::ArrearsClassFor(int months_late, Month on) const {
  for (const ArrearsClassRow& row : rows_.arrears_classes) {
    const bool within = row.least <= months_late && months_late <= row.most.value_or(months_late);
    if (within && row.validity.Has(on)) return &row;
  }
  return nullptr;
}

bool RuleBook::IsWorkingDay(absl::CivilDay day, const std::vector<Holiday>& extra) const {
  const absl::Weekday weekday = absl::GetWeekday(day);
  if (weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday) return false;
  const auto rests = [&](Holiday::Kind kind) {
    return kind == Holiday::Kind::kNational || rows_.collective_leave_is_holiday;
  };
  const auto known = holidays_.find(day);
  if (known != holidays_.end() && rests(known->second)) return false;
  return std::none_of(extra.begin(), extra.end(), [&](const Holiday& holiday) {
    return holiday.day == day && rests(holiday.kind);
  });
}

absl::StatusOr<ProgrammeSet> MandatoryProgrammes(const RuleBook& book, Segment segment,
                                                 SizeClass size_class, Month month) {
  for (const MandatoryRow& row : book.rows().mandatory) {
    const bool size = row.size_class == SizeClass::kUnspecified || row.size_class == size_class;
    if (row.segment == segment && size && row.validity.Has(month)) return row.programmes;
  }
  return MakeError("RULE_UNKNOWN", "size_class");
}

}  // namespace paritrana::contribution
