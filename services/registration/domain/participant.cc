// SPDX-License-Identifier: Apache-2.0
#include "services/registration/domain/participant.h"

#include <algorithm>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::registration {
namespace {

bool Matches(const Membership& membership, MembershipKey key) {
  return membership.employer == key.employer && membership.segment == key.segment;
}

bool Overlap(const Membership& a, const Membership& b) {
  const bool a_before_b = a.end && *a.end < b.start;
  const bool b_before_a = b.end && *b.end < a.start;
  return !a_before_b && !b_before_a;
}

// Workplace and end may have changed since by moves and ends; the rest is what the caller states.
bool SameTerms(const Membership& a, const Membership& b) {
  return a.worker_kind == b.worker_kind && a.sponsor_kind == b.sponsor_kind &&
         a.programmes == b.programmes;
}

absl::StatusOr<Membership*> NewestSpell(Participant& participant, MembershipKey key) {
  Membership* newest = nullptr;
  for (Membership& membership : participant.memberships) {
    if (!Matches(membership, key)) continue;
    if (newest == nullptr || membership.start > newest->start) newest = &membership;
  }
  if (newest == nullptr) return MakeError("EMPLOYMENT_UNKNOWN");
  return newest;
}

std::uint32_t NextNumber(const Participant& participant) {
  return participant.memberships.empty() ? 1 : participant.memberships.back().no + 1;
}

bool SameSpell(const Membership& a, const Membership& b) {
  return Matches(a, {b.employer, b.segment}) && a.start == b.start;
}

bool OverlapsAnother(const Participant& participant, const Membership& membership) {
  const auto& all = participant.memberships;
  return std::any_of(all.begin(), all.end(), [&](const Membership& other) {
    return other.no != membership.no && Matches(other, {membership.employer, membership.segment}) &&
           Overlap(other, membership);
  });
}

AddOutcome MeetAgain(Membership& known, const Membership& membership) {
  if (!SameTerms(known, membership)) return AddOutcome::kKnownDiffers;
  const std::string& number = membership.payroll_number;
  if (number.empty() || number == known.payroll_number) return AddOutcome::kKnown;
  known.payroll_number = number;
  return AddOutcome::kKnownRenumbered;
}

ProgrammeSet DefaultProgrammes(Segment segment) {
  ProgrammeSet set;
  set.Add(Programme::kJkk);
  set.Add(Programme::kJkm);
  if (segment == Segment::kPu) {
    set.Add(Programme::kJht);
    set.Add(Programme::kJp);
  }
  return set;
}

}  // namespace

void ApplyDefaults(Membership& membership) {
  if (membership.worker_kind == WorkerKind::kUnspecified) {
    membership.worker_kind = WorkerKind::kRegular;
  }
  if (membership.programmes.empty()) {
    membership.programmes = DefaultProgrammes(membership.segment);
  }
}

absl::Status CheckMembership(const Membership& membership) {
  if (membership.segment == Segment::kUnspecified) return MakeError("SEGMENT_INVALID", "segment");
  if (membership.end && *membership.end < membership.start) {
    return MakeError("DATE_ORDER", "end_date");
  }
  // A sponsorship stands on a BPU membership; it is not a segment of its own.
  const bool needs_bpu = membership.sponsor_kind != SponsorKind::kNobody ||
                         membership.worker_kind == WorkerKind::kVulnerable;
  if (needs_bpu && membership.segment != Segment::kBpu) {
    return MakeError("SEGMENT_NOT_BPU", "segment");
  }
  return absl::OkStatus();
}

absl::StatusOr<AddOutcome> AddMembership(Participant& participant, Membership membership) {
  const MembershipKey key{membership.employer, membership.segment};
  bool overlaps = false;
  for (Membership& known : participant.memberships) {
    if (!Matches(known, key)) continue;
    if (known.start == membership.start) return MeetAgain(known, membership);
    overlaps = overlaps || Overlap(known, membership);
  }
  if (overlaps) return MakeError("EMPLOYMENT_OVERLAPS", "start_date");
  membership.no = NextNumber(participant);
  participant.memberships.push_back(std::move(membership));
  return AddOutcome::kAdded;
}

const Membership* FindSpell(const Participant& participant, const Membership& membership) {
  const auto& all = participant.memberships;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Membership& known) {
    return SameSpell(known, membership);
  });
  return found == all.end() ? nullptr : &*found;
}

absl::StatusOr<std::uint32_t> EndMembership(Participant& participant, MembershipKey key,
                                            absl::CivilDay last_day) {
  PARITRANA_ASSIGN_OR_RETURN(Membership* const spell, NewestSpell(participant, key));
  if (spell->end && *spell->end <= last_day) return MakeError("EMPLOYMENT_ENDED");
  if (last_day < spell->start) return MakeError("DATE_ORDER", "end_date");
  spell->end = last_day;
  return spell->no;
}

absl::StatusOr<Move> MoveMembership(Participant& participant, MembershipKey key,
                                    absl::CivilDay first_day, RegionCode workplace) {
  PARITRANA_ASSIGN_OR_RETURN(Membership* const spell, NewestSpell(participant, key));
  if (spell->end && *spell->end < first_day) return MakeError("EMPLOYMENT_ENDED");
  if (spell->workplace_region == workplace) return Move{};
  if (first_day <= spell->start) return MakeError("DATE_ORDER", "from_date");

  Membership opened = *spell;
  opened.no = NextNumber(participant);
  opened.start = first_day;
  opened.workplace_region = workplace;
  spell->end = first_day - 1;
  const Move move{spell->no, opened.no};
  participant.memberships.push_back(std::move(opened));  // `spell` is not valid any more
  return move;
}

std::vector<std::uint32_t> MoveRegistration(Participant& participant, EmployerId employer,
                                            RegionCode region, absl::CivilDay today) {
  std::vector<std::uint32_t> changed;
  for (Membership& membership : participant.memberships) {
    const bool over = membership.end && *membership.end < today;
    if (membership.employer != employer || over) continue;
    if (membership.registration_region == region) continue;
    membership.registration_region = region;
    changed.push_back(membership.no);
  }
  return changed;
}

JoinedMemberships JoinMemberships(Participant& surviving, const Participant& merged) {
  JoinedMemberships joined;
  auto& all = surviving.memberships;
  for (const Membership& membership : merged.memberships) {
    const auto same = std::find_if(all.begin(), all.end(), [&](const Membership& known) {
      return SameSpell(known, membership);
    });
    if (same == all.end()) {
      joined.added.push_back(NextNumber(surviving));
      all.push_back(membership);
      all.back().no = joined.added.back();
      continue;
    }
    joined.terms_differ = joined.terms_differ || !SameTerms(*same, membership);
    if (same->end || !membership.end) continue;
    same->end = membership.end;
    joined.ended.push_back(same->no);
  }
  joined.overlap = std::any_of(joined.added.begin(), joined.added.end(), [&](std::uint32_t no) {
    const auto added = std::find_if(all.begin(), all.end(),
                                    [no](const Membership& known) { return known.no == no; });
    return OverlapsAnother(surviving, *added);
  });
  return joined;
}

}  // namespace paritrana::registration
