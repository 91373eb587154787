// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/dues/accrual.h"

#include "libs/base/check.h"

namespace paritrana::compliance {
namespace {

// A line's amount is at most 10¹² rupiah, a chunk has at most 5,000 lines: far below 2⁶³.
void AddTo(Rupiah& sum, Rupiah amount, int sign) {
  const auto added = Rupiah::Add(sum, Rupiah(sign * amount.value()));
  PARITRANA_CHECK(added.has_value());
  sum = *added;
}

void AddTo(AmountsByProgramme& sum, const AmountsByProgramme& amounts, int sign) {
  for (std::size_t i = 0; i < sum.size(); ++i) {
    AddTo(sum[i].employer, amounts[i].employer, sign);
    AddTo(sum[i].employee, amounts[i].employee, sign);
  }
}

Rupiah PartOf(Rupiah amount, int months, bool first) {
  const std::int64_t rest = first ? amount.value() % months : 0;
  return Rupiah(amount.value() / months + rest);
}

}  // namespace

AmountsByProgramme AmountsOfMonth(const AmountsByProgramme& amounts, const CoveredRange& covered,
                                  Segment segment, Month month) {
  if (month < covered.from || month > covered.to) return {};
  const bool first = month == covered.from;
  if (segment == Segment::kPmi) return first ? amounts : AmountsByProgramme{};
  const int months = covered.months();
  if (months == 1) return amounts;
  AmountsByProgramme parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i] = {PartOf(amounts[i].employer, months, first),
                PartOf(amounts[i].employee, months, first)};
  }
  return parts;
}

void AccrualSum::Apply(Segment segment, const CoveredRange& covered,
                       const AmountsByProgramme& amounts, int sign) {
  for (Month month = covered.from; month <= covered.to; month = month + 1) {
    Accrual& change = changes_[{segment, month}];
    change.lines += sign;
    AddTo(change.amounts, AmountsOfMonth(amounts, covered, segment, month), sign);
  }
}

}  // namespace paritrana::compliance
