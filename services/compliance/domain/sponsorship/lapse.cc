// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/sponsorship/lapse.h"

#include <algorithm>

namespace paritrana::compliance {
namespace {

// Heads of a month that are still to be paid.
std::int64_t Unpaid(const ProgrammeMonth& month) {
  return std::max<std::int64_t>(0, month.enrolled - month.heads);
}

// How many of a month's unpaid heads the money does not reach for.
std::int64_t Unfunded(const ProgrammeMonth& month, std::int64_t left) {
  const std::int64_t funded = month.cost > 0 ? std::max<std::int64_t>(0, left) / month.cost : 0;
  return Unpaid(month) - std::min(Unpaid(month), funded);
}

}  // namespace

Lapse ProjectLapse(std::span<const ProgrammeMonth> months, Rupiah budget, Month now) {
  Lapse lapse;
  lapse.last_covered = now - 1;
  lapse.remaining = budget.value();
  for (const ProgrammeMonth& month : months) lapse.remaining -= month.rupiah;
  std::int64_t left = lapse.remaining;
  for (const ProgrammeMonth& month : months) {
    if (month.month < now || month.enrolled == 0) continue;
    const std::int64_t unfunded = Unfunded(month, left);
    left -= Unpaid(month) * month.cost;
    if (lapse.cause == LapseCause::kBudget) continue;
    if (unfunded > 0) {
      lapse.cause = LapseCause::kBudget;
      lapse.last_covered = month.month - 1;
      lapse.falling_out = unfunded;
    } else {
      lapse.cause = LapseCause::kPeriod;
      lapse.last_covered = month.month;
      lapse.falling_out = month.enrolled;
    }
  }
  if (lapse.cause == LapseCause::kBudget) lapse.shortfall = -left;
  return lapse;
}

std::int64_t CommittedRupiah(std::span<const ProgrammeMonth> months) {
  std::int64_t sum = 0;
  for (const ProgrammeMonth& month : months) sum += month.enrolled * month.cost;
  return sum;
}

std::int64_t EnrolledHeads(std::span<const ProgrammeMonth> months) {
  std::int64_t most = 0;
  for (const ProgrammeMonth& month : months) most = std::max(most, month.enrolled);
  return most;
}

}  // namespace paritrana::compliance
