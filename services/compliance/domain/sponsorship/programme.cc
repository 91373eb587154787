// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/sponsorship/programme.h"

#include <algorithm>

#include "absl/numeric/int128.h"
#include "libs/base/reason.h"
#include "libs/contribution/shares.h"

namespace paritrana::compliance {
namespace {

using contribution::EmployerKind;

contribution::MonthlyCase CaseOf(const ProgrammeAttributes& attributes, Month month) {
  contribution::MonthlyCase one;
  one.month = month;
  one.segment = contribution::Segment::kBpu;
  one.programmes = {contribution::Programme::kJkk, contribution::Programme::kJkm};
  if (attributes.with_jht) one.programmes.Add(contribution::Programme::kJht);
  one.sponsored = true;
  one.income = attributes.income;
  return one;
}

std::int64_t SumOf(const contribution::AmountsByProgramme& shares) {
  std::int64_t sum = 0;
  for (const contribution::Shares& share : shares) {
    sum += share.employer.value() + share.employee.value();
  }
  return sum;
}

}  // namespace

absl::Status CheckTerms(const ProgrammeTerms& terms) {
  if (terms.last < terms.first || terms.last - terms.first >= kProgrammeMonthsMax) {
    return MakeError("MONTH_ORDER", "terms.last_month");
  }
  if (terms.target_heads <= 0) return MakeError("SPONSOR_TARGET_REQUIRED", "terms.target_heads");
  if (terms.target_heads > kTargetHeadsMax) {
    return MakeError("FIELD_OUT_OF_RANGE", "terms.target_heads");
  }
  if (terms.budget.value() <= 0) return MakeError("SPONSOR_BUDGET_REQUIRED", "terms.budget_rupiah");
  if (terms.budget.value() > kBudgetRupiahMax) {
    return MakeError("AMOUNT_ABSURD", "terms.budget_rupiah");
  }
  return absl::OkStatus();
}

absl::Status CheckSpan(const History<ProgrammeTerms>& history, const ProgrammeTerms& next) {
  Month first = next.first;
  Month last = next.last;
  for (const Amendment<ProgrammeTerms>& state : history) {
    first = std::min(first, state.terms.first);
    last = std::max(last, state.terms.last);
  }
  const bool fits = last - first < kProgrammeMonthsMax;
  return fits ? absl::OkStatus() : MakeError("MONTH_ORDER", "terms.last_month");
}

absl::Status CheckSponsorKind(SponsorKind kind, EmployerKind payer) {
  const bool undertaking = payer == EmployerKind::kPrivate || payer == EmployerKind::kState;
  const bool fits =
      kind == SponsorKind::kCompany ? undertaking : payer == EmployerKind::kGovernment;
  return fits ? absl::OkStatus() : MakeError("SPONSOR_KIND_DIFFERS", "kind");
}

absl::StatusOr<MonthlyCosts> MonthlyCosts::Make(const contribution::RuleBook& book,
                                                const ProgrammeAttributes& attributes, Month first,
                                                Month last) {
  MonthlyCosts costs;
  costs.first_ = first;
  for (Month month = first; month <= last; month = month + 1) {
    contribution::ShareTable table;
    const auto error = ComputeShares(book, CaseOf(attributes, month), table);
    if (error != contribution::ShareError::kNone) {
      return MakeError(ReasonName(error), "terms.first_month", month.ToString());
    }
    costs.rupiah_.push_back(SumOf(table.shares));
  }
  return costs;
}

std::int64_t MonthlyCosts::Of(Month month) const {
  const int place = month - first_;
  if (place < 0 || place >= static_cast<int>(rupiah_.size())) return 0;
  return rupiah_[static_cast<std::size_t>(place)];
}

std::int64_t BasisPoints(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return 0;
  const absl::int128 twice = (absl::int128(part) * 20'000 + whole) / (absl::int128(whole) * 2);
  return static_cast<std::int64_t>(twice);
}

}  // namespace paritrana::compliance
