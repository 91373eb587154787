// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "libs/base/month.h"
#include "libs/base/rupiah.h"

namespace paritrana::compliance {

// One month of a programme: promised, paid, and what a head costs.
struct ProgrammeMonth {
  Month month;
  std::int64_t enrolled = 0;
  std::int64_t heads = 0;  // of these, paid
  std::int64_t rupiah = 0;
  std::int64_t cost = 0;  // of one head by the rules
};

// Why cover ends. Numbers are those of the contracts.
enum class LapseCause : std::uint8_t { kNone = 0, kBudget = 1, kPeriod = 2 };

// When a programme's cover ends, and for how many.
struct Lapse {
  LapseCause cause = LapseCause::kNone;
  Month last_covered;            // everybody enrolled is covered up to it
  std::int64_t falling_out = 0;  // heads, in the month after it
  std::int64_t remaining = 0;    // budget less what was contributed; below zero if overspent
  std::int64_t shortfall = 0;    // rupiah missing to cover everybody to the end
  std::int64_t continuing = 0;   // of falling_out, taken over by another programme
};

// Projects when the cover ends: from `now` on every head enrolled and not yet paid costs what the
// rules ask, month after month, until the budget is used up or nobody is enrolled. Months before
// `now` cost what was contributed: a month that was missed is not paid afterwards. `months` stand
// in order and name each month at most once.
Lapse ProjectLapse(std::span<const ProgrammeMonth> months, Rupiah budget, Month now);

// What enrolments cost over their months by the rules.
std::int64_t CommittedRupiah(std::span<const ProgrammeMonth> months);

// Most heads enrolled in one month.
std::int64_t EnrolledHeads(std::span<const ProgrammeMonth> months);

}  // namespace paritrana::compliance
