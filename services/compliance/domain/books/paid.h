// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "libs/base/month.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/domain/amount_check.h"
#include "services/compliance/domain/ledger_line.h"
#include "services/compliance/domain/vocabulary.h"

// The second basis of activity: what was paid for. A payer's period counts as paid, segment by
// segment, with all heads at once or with none.
namespace paritrana::compliance {

// What is owed for a period and segment, and what payments were used for, by programme, fines left
// out.
struct SegmentDues {
  Month period;
  Segment segment = Segment::kPu;
  std::int64_t lines = 0;  // that count, over their covered months
  std::array<std::int64_t, kProgrammeCount> owed{};
  std::array<std::int64_t, kProgrammeCount> used{};
};

// True once every programme that is mandatory for the payer is paid in full, and something stands
// declared. Where no rule says what is mandatory, everything owed must be.
bool IsPaidFor(const contribution::RuleBook& book, const PayerTerms& terms,
               const SegmentDues& dues);

// A line as it stands, and as it was last stated to count as paid for.
struct PaidLine {
  LedgerLineId id;
  bool live = false;
  bool wanted = false;  // its period and segment are paid for
  CountedLine now;
  bool stated = false;
  CountedLine as;  // under which attributes, if it is stated
};

// What is to be stated of a line so that it counts as paid for exactly if it should.
struct PaidChange {
  bool take_back = false;
  bool add = false;
};
PaidChange ChangeOf(const PaidLine& line);

}  // namespace paritrana::compliance
