// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "libs/base/month.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/age.h"
#include "libs/contribution/rule_book.h"
#include "libs/contribution/vocabulary.h"

namespace paritrana::contribution {

// More than this for one person and month is a slip of the pen, and is refused; it also keeps every
// product below within 64 bits.
inline constexpr std::int64_t kIncomeRupiahMax = 100'000'000'000;

// Longest range of covered months that is computed at once: the months a line may cover.
inline constexpr int kRangeMonthsMax = 85;

// What one person's contribution of a month depends on (segments PU, BPU, and Jakon with known
// wages; projects and migrant workers: project.h, placement.h).
struct MonthlyCase {
  Month month;  // covered month
  Segment segment = Segment::kPu;
  RiskClass risk_class = RiskClass::kNone;  // PU with JKK only
  ProgrammeSet programmes{};                // asked for
  Relief relief{};
  bool sponsored = false;  // another body pays the member's contribution
  bool pension_deferred = false;
  Age age{};
  Rupiah income{};  // reported wage, or declared income of BPU
};

// Why a programme could not be computed. Ordered: the lowest of a case is the one reported.
enum class ShareError : std::uint8_t {
  kNone,
  kIncomeNegative,
  kIncomeAbsurd,
  kRangeInvalid,
  kSegmentWithoutWage,  // PMI: placement.h
  kProgrammesMissing,
  kClassNeeded,
  kNotInForce,
  kCeilingUnknown,
  kNothingApplies,  // none of the programmes asked for exists in the segment
};

// Name of the reason (libs/base/reason.h) of an error; empty for kNone.
std::string_view ReasonName(ShareError error);

// What was computed. Programmes that are neither computed nor refused were not asked for or do not
// exist in the segment.
struct ShareTable {
  AmountsByProgramme shares{};  // zero where not computed
  ProgrammeSet computed;        // zero shares count, as of JP from pension age on
  ProgrammeSet refused;
  ShareError error = ShareError::kNone;  // of the first refused programme, or of the case
};

// What chooses the rules of a case.
RuleKey KeyOf(const MonthlyCase& month);

// True if the person pays JP no longer: pension age reached, or the deferral over.
bool IsPensioned(const RuleSet& rules, const MonthlyCase& month);

// Computes shares without explaining them: for posting, where a line must cost a fraction of a
// microsecond. Allocates nothing. Programmes that can be computed are, also when others are
// refused. Same amounts as Calculate (calculation.h).
ShareError ComputeShares(const RuleBook& book, const MonthlyCase& month, ShareTable& table);

// The same with rules that were looked up before: for many lines of one month and employer. `rules`
// must be those of the case.
ShareError ComputeShares(const RuleSet& rules, const MonthlyCase& month, ShareTable& table);

// Computes the sum over the covered months first.month to `last`, each with its own rules and
// rounded by itself. A programme that is refused in one month is refused for the range.
ShareError ComputeRangeShares(const RuleBook& book, const MonthlyCase& first, Month last,
                              ShareTable& table);

}  // namespace paritrana::contribution
