// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/month_window.h"

#include <algorithm>

#include "libs/base/check.h"

namespace paritrana::scoring {

MonthWindow::MonthWindow(Month first, int months) : first_(first), months_(months) {
  PARITRANA_CHECK(months >= 1 && months <= kMonthsMax);
}

MonthWindow MonthWindow::Folded(Month label) {
  MonthWindow window(label, 1);
  window.folded_ = true;
  return window;
}

int MonthWindow::IndexOf(Month month) const {
  const int index = month - first_;
  return index >= 0 && index < months_ ? index : -1;
}

CoveredShare MonthWindow::Share(Month from, int months, std::int64_t rupiah) const {
  if (folded_) return {0, 1, rupiah, 0};
  const int offset = from - first_;
  CoveredShare share;
  share.begin = std::clamp(offset, 0, months_);
  share.end = std::clamp(offset + months, share.begin, months_);
  share.rupiah_of_others = months == 1 ? rupiah : rupiah / months;
  share.rupiah_of_begin = share.rupiah_of_others;
  if (share.begin == offset) share.rupiah_of_begin = rupiah - share.rupiah_of_others * (months - 1);
  return share;
}

}  // namespace paritrana::scoring
