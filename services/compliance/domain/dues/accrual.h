// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "libs/base/month.h"
#include "services/compliance/domain/declared_line.h"
#include "services/compliance/domain/vocabulary.h"

// What lines declare, as money by covered month: table `accrual`, the input of a payer's account.
namespace paritrana::compliance {

// The part of a line's amounts that belongs to one of its covered months. Each share of each
// programme is divided evenly, and what is left over belongs to the first month, so that the parts
// add up. The package of a migrant worker (PMI) is paid before departure for the whole placement:
// it stays whole in its first month. Zero outside the range.
AmountsByProgramme AmountsOfMonth(const AmountsByProgramme& amounts, const CoveredRange& covered,
                                  Segment segment, Month month);

// How much a set of lines changes what is declared for one month; figures may be negative.
struct Accrual {
  std::int64_t lines = 0;  // that cover the month
  AmountsByProgramme amounts{};

  friend bool operator==(const Accrual&, const Accrual&) = default;
};

// Sums what the lines of one transaction change in one period. Sums fit as long as amounts obey the
// limits of a line and a transaction those of a chunk.
class AccrualSum {
 public:
  using Key = std::pair<Segment, Month>;  // the month is a covered one

  void Add(Segment segment, const CoveredRange& covered, const AmountsByProgramme& amounts) {
    Apply(segment, covered, amounts, 1);
  }
  void TakeBack(Segment segment, const CoveredRange& covered, const AmountsByProgramme& amounts) {
    Apply(segment, covered, amounts, -1);
  }

  // Some are zero where what was taken back was added again.
  const std::map<Key, Accrual>& changes() const { return changes_; }

 private:
  void Apply(Segment segment, const CoveredRange& covered, const AmountsByProgramme& amounts,
             int sign);

  std::map<Key, Accrual> changes_;
};

}  // namespace paritrana::compliance
