// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/dues/replay.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/dues/due_terms.h"

namespace paritrana::compliance {
namespace {

constexpr int kYearFirst = 1977;  // of the first social security law
constexpr int kYearLast = 2099;

bool Known(absl::CivilDay recorded_on, const AsOf& as_of) {
  return !as_of.known_on || recorded_on <= *as_of.known_on;
}

// Adds a magnitude to a sum that must stay within the limit of accounts.
absl::Status AddWithin(std::int64_t amount, std::int64_t* sum) {
  const bool fits = amount >= -kAccountRupiahMax && amount <= kAccountRupiahMax;
  if (fits) *sum += std::abs(amount);
  if (!fits || *sum > kAccountRupiahMax) return MakeError("AMOUNT_ABSURD", "amount");
  return absl::OkStatus();
}

absl::Status CheckAmounts(const AccountHistory& history) {
  std::int64_t declared = 0;
  for (const Charge& charge : history.charges) {
    for (std::size_t i = 0; i < kProgrammeCount; ++i) {
      PARITRANA_RETURN_IF_ERROR(AddWithin(charge.amounts[i].employer.value(), &declared));
      PARITRANA_RETURN_IF_ERROR(AddWithin(charge.amounts[i].employee.value(), &declared));
    }
  }
  std::int64_t paid = 0;
  for (const Payment& payment : history.payments) {
    if (payment.amount.value() <= 0) return MakeError("AMOUNT_NEGATIVE", "amount");
    PARITRANA_RETURN_IF_ERROR(AddWithin(payment.amount.value(), &paid));
  }
  return absl::OkStatus();
}

Month MonthOf(absl::CivilDay day) { return {static_cast<int>(day.year()), day.month()}; }

}  // namespace

absl::Status Replay::Run(const AsOf& as_of) {
  if (as_of.day.year() < kYearFirst || as_of.day.year() > kYearLast) {
    return MakeError("FIELD_OUT_OF_RANGE", "as_of");
  }
  PARITRANA_RETURN_IF_ERROR(CheckAmounts(history_));
  PARITRANA_RETURN_IF_ERROR(TakeSources(as_of));
  TakeCharges(as_of);
  std::sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) {
    return std::tie(a.day, a.kind, a.index) < std::tie(b.day, b.kind, b.index);
  });
  for (std::size_t i = 0; i < events_.size(); ++i) {
    Happen(events_[i]);
    if (i + 1 == events_.size() || events_[i + 1].day != events_[i].day) EndDay(events_[i].day);
  }
  return absl::OkStatus();
}

absl::Status Replay::TakeSources(const AsOf& as_of) {
  for (const Payment& payment : history_.payments) {
    if (payment.paid_on > as_of.day || !Known(payment.recorded_on, as_of)) continue;
    const auto* rule = book_.AllocationFor(MonthOf(payment.paid_on));
    if (rule == nullptr) return MakeError("RULE_UNKNOWN", "paid_on");
    sources_.push_back({&payment, rule});
  }
  std::sort(sources_.begin(), sources_.end(), [](const Source& a, const Source& b) {
    return std::tie(a.payment->paid_on, a.payment->no) <
           std::tie(b.payment->paid_on, b.payment->no);
  });
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    const Payment& payment = *sources_[i].payment;
    events_.push_back({payment.paid_on, Kind::kPayment, i});
    const auto& reversal = payment.reversal;
    if (!reversal || reversal->reversed_on > as_of.day) continue;
    if (!Known(reversal->recorded_on, as_of)) continue;
    events_.push_back({reversal->reversed_on, Kind::kReversal, i});
  }
  return absl::OkStatus();
}

void Replay::TakeCharges(const AsOf& as_of) {
  std::vector<const Charge*> charges;
  for (std::size_t i = 0; i < history_.charges.size(); ++i) {
    const Charge& charge = history_.charges[i];
    if (charge.recorded_on > as_of.day || !Known(charge.recorded_on, as_of)) continue;
    charges.push_back(&charge);
    events_.push_back({charge.recorded_on, Kind::kCharge, i});
  }
  MakePeriods(charges);
}

std::optional<contribution::DueTerms> Replay::TermsOf(Month period, Segment segment) const {
  return DueTermsOf(book_, terms_, period, segment);
}

void Replay::MakePeriods(const std::vector<const Charge*>& charges) {
  std::set<std::pair<Month, Segment>> keys;
  for (const Charge* charge : charges) keys.emplace(charge->period, charge->segment);
  for (const auto& [period, segment] : keys) {
    periods_.emplace_back(period, segment, TermsOf(period, segment));
  }
  // Stable, so that what is due on one day stays in order of period and segment.
  std::stable_sort(
      periods_.begin(), periods_.end(),
      [](const PeriodAccount& a, const PeriodAccount& b) { return a.order_day() < b.order_day(); });
  for (std::size_t i = 0; i < periods_.size(); ++i) {
    places_[{periods_[i].period(), periods_[i].segment()}] = i;
  }
}

void Replay::Happen(const Event& event) {
  if (event.kind == Kind::kReversal) return Reverse(event.index);
  if (event.kind == Kind::kPayment) {
    Source& source = sources_[event.index];
    if (source.reversed) return;  // on or before the day it was paid
    source.arrived = true;
    source.free = source.payment->amount.value();
    free_.insert(event.index);
    return;
  }
  const Charge& charge = history_.charges[event.index];
  const std::size_t place = places_.at({charge.period, charge.segment});
  periods_[place].Declare(charge);
  touched_.insert(place);
}

void Replay::Reverse(std::size_t source) {
  for (std::size_t i = 0; i < periods_.size(); ++i) {
    if (periods_[i].TakeBack(source)) touched_.insert(i);
  }
  sources_[source].reversed = true;
  sources_[source].free = 0;
  free_.erase(source);
}

void Replay::EndDay(absl::CivilDay day) {
  for (const std::size_t place : touched_) {
    for (const Head head : kHeads) Release(periods_[place], head, day);
  }
  touched_.clear();
  // What is released while money is used (a fine that shrinks when an older payment takes the place
  // of an open amount) is used in the next round. Ends: contributions only fill up, and with them
  // filled no fine shrinks.
  for (bool changed = true; changed;) {
    changed = false;
    for (auto at = free_.begin(); at != free_.end();) changed |= UseSource(*at++, day);
  }
}

bool Replay::Release(PeriodAccount& period, Head head, absl::CivilDay day) {
  const std::vector<PeriodAccount::Use> released = period.ReleaseExcess(head, day);
  for (const PeriodAccount::Use& use : released) {
    sources_[use.payment].free += use.amount;
    free_.insert(use.payment);
  }
  return !released.empty();
}

bool Replay::IsDeclared(Month period) const {
  return std::any_of(periods_.begin(), periods_.end(), [&](const PeriodAccount& other) {
    return other.period() == period && other.declared();
  });
}

bool Replay::UseSource(std::size_t source, absl::CivilDay day) {
  const std::optional<Month> earmark = sources_[source].payment->period;
  bool changed = false;
  if (earmark) {
    if (!IsDeclared(*earmark)) return false;
    for (PeriodAccount& period : periods_) {
      if (period.period() == *earmark) changed |= Pay(period, source, day);
    }
  }
  for (PeriodAccount& period : periods_) {
    if (sources_[source].free == 0) break;
    changed |= Pay(period, source, day);
  }
  if (sources_[source].free == 0) free_.erase(source);
  return changed;
}

bool Replay::Pay(PeriodAccount& period, std::size_t source, absl::CivilDay day) {
  Source& from = sources_[source];
  bool changed = false;
  for (const Head head : from.rule->heads) {
    const std::int64_t open = period.Due(head, day) - period.Allocated(head);
    const std::int64_t amount = std::min(open, from.free);
    if (amount <= 0) continue;
    period.Allocate(head, source, from.payment->paid_on, amount);
    from.free -= amount;
    changed = true;
    if (head != Head::kFine) Release(period, Head::kFine, day);
  }
  return changed;
}

}  // namespace paritrana::compliance
