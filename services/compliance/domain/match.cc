// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/match.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/container/inlined_vector.h"

namespace paritrana::compliance {
namespace {

using Fitting = absl::InlinedVector<const Membership*, 4>;

Fitting FittingOf(std::span<const Membership> memberships, const MatchInput& input) {
  Fitting fitting;
  for (const Membership& membership : memberships) {
    if (Fits(membership, input.segment, input.covered)) fitting.push_back(&membership);
  }
  return fitting;
}

std::int32_t LastDay(const Membership& membership) {
  return membership.end_day == 0 ? std::numeric_limits<std::int32_t>::max() : membership.end_day;
}

bool OverlapInDays(const Membership& a, const Membership& b) {
  return a.start_day <= LastDay(b) && b.start_day <= LastDay(a);
}

bool AnyOverlap(const Fitting& fitting) {
  for (std::size_t i = 0; i < fitting.size(); ++i) {
    for (std::size_t k = i + 1; k < fitting.size(); ++k) {
      if (OverlapInDays(*fitting[i], *fitting[k])) return true;
    }
  }
  return false;
}

const Membership* Named(const Fitting& fitting, std::uint32_t membership_no) {
  for (const Membership* membership : fitting) {
    if (membership->membership_no == membership_no) return membership;
  }
  return nullptr;
}

MatchCandidate CandidateOf(Pseudonym worker, const Membership& membership, MatchReasons reasons) {
  return {worker,
          membership.membership_no,
          reasons,
          membership.start_day,
          membership.end_day,
          membership.workplace_region};
}

// What the payroll number says about a worker found by identity.
MatchReasons ReasonsFor(const MatchInput& input) {
  MatchReasons reasons = {MatchReason::kSameIdentity};
  if (!input.has_payroll_number) return reasons;
  if (input.number_owner != nullptr && input.number_owner->worker == *input.worker) {
    reasons.Add(MatchReason::kSamePayrollNumber);
  } else if (input.worker_has_number) {
    reasons.Add(MatchReason::kPayrollNumberChanged);
  }
  return reasons;
}

Match MatchedTo(const Membership& membership, MatchReasons reasons) {
  return {MatchKind::kMatched, reasons, membership.membership_no, {}};
}

// The number says somebody else than the identity does.
bool NumberOfAnother(const MatchInput& input) {
  return input.number_owner != nullptr && input.number_owner->worker != *input.worker &&
         !FittingOf(input.number_owner->memberships, input).empty();
}

Match AmbiguousBetween(const Fitting& fitting, const MatchInput& input) {
  Match match;
  match.kind = MatchKind::kAmbiguous;
  for (const Membership* membership : fitting) {
    match.candidates.push_back(
        CandidateOf(*input.worker, *membership, {MatchReason::kSameIdentity}));
  }
  if (!NumberOfAnother(input)) return match;
  for (const Membership* membership : FittingOf(input.number_owner->memberships, input)) {
    match.candidates.push_back(
        CandidateOf(input.number_owner->worker, *membership, {MatchReason::kSamePayrollNumber}));
  }
  return match;
}

}  // namespace

Match MatchLine(const MatchInput& input) {
  if (!input.worker) return {MatchKind::kNew, {}, 0, {}};
  Fitting fitting = FittingOf(input.memberships, input);
  MatchReasons reasons = ReasonsFor(input);
  if (input.membership_no != 0) {
    const Membership* named = Named(fitting, input.membership_no);
    fitting.clear();
    if (named != nullptr) fitting.push_back(named);
    reasons.Add(MatchReason::kNamedByPayer);
  }
  if (fitting.empty()) return {MatchKind::kNew, {MatchReason::kSameIdentity}, 0, {}};
  if (NumberOfAnother(input) || AnyOverlap(fitting)) return AmbiguousBetween(fitting, input);
  if (fitting.size() == 1) return MatchedTo(*fitting[0], reasons);
  reasons.Add(MatchReason::kLatestSpell);
  return MatchedTo(**std::max_element(fitting.begin(), fitting.end(),
                                      [](const Membership* a, const Membership* b) {
                                        return a->start_day < b->start_day;
                                      }),
                   reasons);
}

const Membership* FindMembership(std::span<const Membership> memberships,
                                 std::uint32_t membership_no) {
  for (const Membership& membership : memberships) {
    if (membership.membership_no == membership_no) return &membership;
  }
  return nullptr;
}

}  // namespace paritrana::compliance
