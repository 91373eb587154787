// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/dues/period_account.h"

#include <algorithm>
#include <utility>

namespace paritrana::compliance {
namespace {

absl::CivilDay OrderDay(Month period, const std::optional<contribution::DueTerms>& due) {
  if (due) return due->day();
  return absl::CivilDay(absl::CivilMonth(period.year(), period.month()) + 2) - 1;
}

}  // namespace

PeriodAccount::PeriodAccount(Month period, Segment segment,
                             std::optional<contribution::DueTerms> due)
    : period_(period),
      segment_(segment),
      due_(std::move(due)),
      order_day_(OrderDay(period, due_)) {}

void PeriodAccount::Declare(const Charge& charge) {
  declared_ = true;
  lines_ += charge.lines;
  for (std::size_t i = 0; i < kProgrammeCount; ++i) {
    const Shares& change = charge.amounts[i];
    amounts_[i].employer = Rupiah(amounts_[i].employer.value() + change.employer.value());
    amounts_[i].employee = Rupiah(amounts_[i].employee.value() + change.employee.value());
  }
}

std::int64_t PeriodAccount::Due(Head head, absl::CivilDay day) const {
  if (head == Head::kFine) {
    if (!due_) return 0;
    return due_->FineOn(rupiah_months_ + Open() * due_->MonthsLate(day)).value();
  }
  const Shares& shares = amounts_[IndexOf(head)];
  // Below zero only if the clock that dates charges was set back between two of them.
  return std::max<std::int64_t>(0, shares.employer.value() + shares.employee.value());
}

std::int64_t PeriodAccount::Open() const {
  std::int64_t open = 0;
  for (const Head head : kContributionHeads) {
    open += std::max<std::int64_t>(0, Due(head, {}) - Allocated(head));
  }
  return open;
}

void PeriodAccount::Allocate(Head head, std::size_t payment, absl::CivilDay paid_on,
                             std::int64_t amount) {
  std::vector<Use>& uses = uses_[IndexOf(head)];
  auto at = std::lower_bound(uses.begin(), uses.end(), payment,
                             [](const Use& use, std::size_t p) { return use.payment < p; });
  if (at == uses.end() || at->payment != payment) {
    at = uses.insert(at, {payment, 0, due_ ? due_->MonthsLate(paid_on) : 0});
  }
  Lower(head, *at, -amount);
}

void PeriodAccount::Lower(Head head, Use& use, std::int64_t amount) {
  use.amount -= amount;
  allocated_[IndexOf(head)] -= amount;
  if (head != Head::kFine) rupiah_months_ -= amount * use.months;
}

std::vector<PeriodAccount::Use> PeriodAccount::ReleaseExcess(Head head, absl::CivilDay day) {
  std::vector<Use>& uses = uses_[IndexOf(head)];
  std::vector<Use> released;
  std::int64_t excess = Allocated(head) - Due(head, day);
  while (excess > 0) {
    Use& newest = uses.back();
    const std::int64_t amount = std::min(excess, newest.amount);
    released.push_back({newest.payment, amount, newest.months});
    Lower(head, newest, amount);
    excess -= amount;
    if (newest.amount == 0) uses.pop_back();
  }
  return released;
}

bool PeriodAccount::TakeBack(std::size_t payment) {
  bool taken = false;
  for (const Head head : kHeads) {
    std::vector<Use>& uses = uses_[IndexOf(head)];
    const auto at = std::find_if(uses.begin(), uses.end(),
                                 [&](const Use& use) { return use.payment == payment; });
    if (at == uses.end()) continue;
    Lower(head, *at, at->amount);
    uses.erase(at);
    taken = true;
  }
  return taken;
}

}  // namespace paritrana::compliance
