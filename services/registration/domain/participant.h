// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/ids.h"
#include "libs/base/region_code.h"
#include "services/registration/domain/vocabulary.h"

namespace paritrana::registration {

// One spell of a person with one payer, in one segment, at one workplace (kepesertaan).
struct Membership {
  std::uint32_t no = 0;  // stable within the participant, from 1
  EmployerId employer;
  Segment segment = Segment::kUnspecified;
  WorkerKind worker_kind = WorkerKind::kRegular;
  SponsorKind sponsor_kind = SponsorKind::kNobody;
  absl::CivilDay start;
  std::optional<absl::CivilDay> end;  // last day; nothing while it lasts
  // Where the employer registers, or registered when this was over.
  std::optional<RegionCode> registration_region;
  std::optional<RegionCode> workplace_region;
  std::optional<RegionCode> domicile_region;
  ProgrammeSet programmes;
  std::string payroll_number;

  friend bool operator==(const Membership&, const Membership&) = default;
};

// A person insured (peserta), without anything that says who it is.
struct Participant {
  Pseudonym pseudonym;
  std::uint64_t revision = 0;           // grows by one with each change
  std::vector<Membership> memberships;  // in order of `no`; ended ones stay
  // Who took over all of this one when two records of one person were merged; 0 if nobody did.
  Pseudonym merged_into;

  friend bool operator==(const Participant&, const Participant&) = default;
};

// Which of a participant's memberships is meant: the newest spell with this payer in this segment.
struct MembershipKey {
  EmployerId employer;
  Segment segment = Segment::kUnspecified;
};

// Fills in what the caller left out: worker kind regular, the segment's default programmes.
void ApplyDefaults(Membership& membership);

// Checks what can be checked of a membership by itself: SEGMENT_INVALID, DATE_ORDER,
// SEGMENT_NOT_BPU (sponsored and vulnerable workers), with the field's path.
absl::Status CheckMembership(const Membership& membership);

enum class AddOutcome {
  kAdded,            // a new membership, numbered
  kKnown,            // the same spell is there: nothing changed
  kKnownRenumbered,  // the same spell is there and has another payroll number from now on
  kKnownDiffers,     // the same spell is there with other attributes: nothing changed
};

// Adds a membership. The same payer, segment and first day is the same spell, also after it was
// ended or moved, so that a line sent again is harmless; a payroll number is the payer's own affair
// and makes no other spell. EMPLOYMENT_OVERLAPS if another spell with the same payer and segment
// covers one of its days.
absl::StatusOr<AddOutcome> AddMembership(Participant& participant, Membership membership);

// The participant's spell with the payer, segment and first day of `membership`; nullptr if there
// is none.
const Membership* FindSpell(const Participant& participant, const Membership& membership);

// Ends the newest spell on `last_day`; an end already recorded may only become earlier. Returns the
// number of the spell. EMPLOYMENT_UNKNOWN, EMPLOYMENT_ENDED, DATE_ORDER (before its first day).
absl::StatusOr<std::uint32_t> EndMembership(Participant& participant, MembershipKey key,
                                            absl::CivilDay last_day);

// What a move changed; both empty if the work is done at that place already.
struct Move {
  std::optional<std::uint32_t> closed;
  std::optional<std::uint32_t> opened;
};

// Moves the newest spell to another workplace: closes it the day before `first_day` and opens a
// spell with the same attributes from there on. EMPLOYMENT_UNKNOWN, EMPLOYMENT_ENDED, DATE_ORDER
// (not after its first day).
absl::StatusOr<Move> MoveMembership(Participant& participant, MembershipKey key,
                                    absl::CivilDay first_day, RegionCode workplace);

// Sets where the employer registers in those of its memberships that last on `today`: what was over
// before stays with the region in which it was. Returns the numbers of those it changed.
std::vector<std::uint32_t> MoveRegistration(Participant& participant, EmployerId employer,
                                            RegionCode region, absl::CivilDay today);

// What joining changed: memberships of the surviving participant by number, and what to look at.
struct JoinedMemberships {
  std::vector<std::uint32_t> added;
  std::vector<std::uint32_t> ended;
  bool overlap = false;       // an added spell covers days of another with its payer and segment
  bool terms_differ = false;  // a spell stood in both records with other terms
};

// Adds the memberships of a merged record to the surviving one, numbered on in their order. The
// same payer, segment and first day is the same spell: the surviving record's stays, and an end
// that only the merged record knew is taken over. Spells that overlap otherwise are all kept: which
// one is right only the payer knows.
JoinedMemberships JoinMemberships(Participant& surviving, const Participant& merged);

}  // namespace paritrana::registration
