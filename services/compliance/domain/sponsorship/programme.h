// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/ids.h"
#include "libs/base/month.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/domain/sponsorship/amendment.h"

namespace paritrana::compliance {

// Whose money pays for vulnerable workers. Numbers are those of the contracts.
enum class SponsorKind : std::uint8_t {
  kNone = 0,
  kProvinceBudget = 1,
  kRegencyBudget = 2,
  kVillageFund = 3,
  kRevenueSharing = 4,
  kCompany = 5
};
inline constexpr int kSponsorKindLast = 5;

// How far money must reach when a worker is enrolled. Numbers are those of the contracts.
enum class Funding : std::uint8_t { kCommitted = 1, kWhileItLasts = 2 };
inline constexpr int kFundingLast = 2;

// Budgets are decided by the year; five years are the longest plan of a region.
inline constexpr int kProgrammeMonthsMax = 60;

// More than the nation; a slip of the pen.
inline constexpr std::int64_t kTargetHeadsMax = 300'000'000;

// As of a contract's value: a thousand trillion rupiah.
inline constexpr std::int64_t kBudgetRupiahMax = 1'000'000'000'000'000;

// What a programme promises.
struct ProgrammeTerms {
  Month first;
  Month last;
  std::int64_t target_heads = 0;  // in any one month
  Rupiah budget;

  bool Has(Month month) const { return first <= month && month <= last; }

  friend bool operator==(const ProgrammeTerms&, const ProgrammeTerms&) = default;
};

// What never changes of a programme.
struct ProgrammeAttributes {
  SponsorKind kind = SponsorKind::kNone;
  std::uint64_t region = 0;  // key of any level
  bool with_jht = false;
  Rupiah income;  // declared, a month; 0: the least that the rules allow
  Funding funding = Funding::kCommitted;

  friend bool operator==(const ProgrammeAttributes&, const ProgrammeAttributes&) = default;
};

// How callers name a programme.
struct ProgrammeKey {
  EmployerId sponsor;
  std::string programme;
};

// A programme as it is kept.
struct SponsorProgramme {
  std::int64_t programme_no = 0;
  ProgrammeKey key;
  std::string sponsor_ref;  // "npp-division"
  ProgrammeAttributes attributes;
  History<ProgrammeTerms> history;

  const ProgrammeTerms& terms() const { return history.back().terms; }
};

// MONTH_ORDER, SPONSOR_TARGET_REQUIRED, SPONSOR_BUDGET_REQUIRED, FIELD_OUT_OF_RANGE, AMOUNT_ABSURD.
absl::Status CheckTerms(const ProgrammeTerms& terms);

// MONTH_ORDER if all states of a programme together would span over 60 months: who was enrolled
// under earlier terms stays in view.
absl::Status CheckSpan(const History<ProgrammeTerms>& history, const ProgrammeTerms& next);

// SPONSOR_KIND_DIFFERS unless the payer can spend money of the kind: public funds are spent by a
// government, CSR by an undertaking of anybody's.
absl::Status CheckSponsorKind(SponsorKind kind, contribution::EmployerKind payer);

// What the rules ask for one head, month by month.
class MonthlyCosts {
 public:
  // Both shares of JKK, JKM and, where insured, JHT for each month of the range; reliefs are not
  // for sponsored members (docs/contribution-rules.md). RULE_UNKNOWN, AMOUNT_NEGATIVE,
  // AMOUNT_ABSURD.
  static absl::StatusOr<MonthlyCosts> Make(const contribution::RuleBook& book,
                                           const ProgrammeAttributes& attributes, Month first,
                                           Month last);

  // Rupiah; 0 outside the range.
  std::int64_t Of(Month month) const;

 private:
  Month first_;
  std::vector<std::int64_t> rupiah_;
};

// Part of whole in hundredths of a percent, half up; 0 without whole. For display.
std::int64_t BasisPoints(std::int64_t part, std::int64_t whole);

}  // namespace paritrana::compliance
