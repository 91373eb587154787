// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "libs/base/month.h"

namespace paritrana::scoring {

// What one line means inside a window: the months it counts in, and the rupiah of each.
struct CoveredShare {
  int begin = 0;  // first month counted, as an index into the window
  int end = 0;    // one past the last; equal to begin when nothing of the line counts
  std::int64_t rupiah_of_begin = 0;
  std::int64_t rupiah_of_others = 0;
};

// The months an edition counts, at most a year.
//
// A covered month outside the window is left out of every count and every sum, when it is added and
// when it is retracted alike, so lines that reach beyond the edition cannot corrupt it. A folded
// window has no months of its own: whatever a line covers counts once in its single bucket ("was
// ever covered"). Cheap to copy.
class MonthWindow {
 public:
  // One counter a month and slot (slot_table.h) is what a participant may cost.
  static constexpr int kMonthsMax = 12;

  // `months` 1 to kMonthsMax; anything else is a programming error.
  MonthWindow(Month first, int months);

  // A window of one bucket, shown as `label`.
  static MonthWindow Folded(Month label);

  int size() const { return months_; }
  bool folded() const { return folded_; }
  Month month(int index) const { return first_ + index; }

  // Index of a month; -1 if it lies outside.
  int IndexOf(Month month) const;

  // Cuts a line to the window. The line's total is split evenly over *its* covered months, with the
  // remainder in its first one. `months` must be positive, `rupiah` not negative.
  CoveredShare Share(Month from, int months, std::int64_t rupiah) const;

 private:
  Month first_;
  int months_;
  bool folded_ = false;
};

}  // namespace paritrana::scoring
