// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/compliance/domain/enforcement/detection.h"
#include "services/compliance/domain/enforcement/evidence.h"
#include "services/compliance/domain/enforcement/subject.h"

// What was found about an employer, and what becomes of it. A detection is a suspicion until an
// officer confirms or dismisses it; no detection ever confirms.
//
//   found ──► suspected ──► confirmed        newer evidence leaves suspected and confirmed as they
//   are
//                 │  ▲          │
//                 ▼  │          ▼
//              dismissed ◄──────┘            newer evidence: suspected again
//   any ──► no longer found                  the end; what is found later is another finding
namespace paritrana::compliance {

// Numbers are those of the contract.
enum class FindingState : std::uint8_t {
  kSuspected = 1,
  kConfirmed = 2,
  kDismissed = 3,
  kNoLongerFound = 4
};

enum class FindingEventKind : std::uint8_t {
  kFound = 1,
  kEvidenceChanged = 2,
  kConfirmed = 3,
  kDismissed = 4,
  kReopened = 5,
  kNoLongerFound = 6
};

// Characters of an officer's reason.
inline constexpr std::size_t kOfficerReasonCharsMin = 3;
inline constexpr std::size_t kOfficerReasonCharsMax = 500;

// OFFICER_REASON_REQUIRED unless it has 3 to 500 characters, none of them a control character.
absl::Status CheckOfficerReason(std::string_view reason);

struct EmployerFinding {
  std::int64_t number = 0;  // 0 while it is not kept yet
  Subject subject;
  Flag flag = Flag::kUnregistered;
  FindingState state = FindingState::kSuspected;
  Evidence evidence;
  std::string rule_id;
  std::string legal_basis;
  contribution::Confidence confidence = contribution::Confidence::kExample;
  absl::CivilDay as_of;        // the day the last detection that changed it looked at
  absl::CivilDay found_on;     // the day it was found first
  absl::CivilDay state_since;  // the day of the last change of state
  std::string officer;         // who decided; empty if nobody has
  std::string reason;
};

struct FindingEvent {
  FindingEventKind kind = FindingEventKind::kFound;
  absl::CivilDay day;
  std::string officer;  // empty for a detection
  std::string reason;
  std::optional<Evidence> evidence;  // of a detection that found something
  absl::Time recorded_at;
};

// A finding as it stands after something happened, and what happened.
struct FindingChange {
  EmployerFinding after;
  FindingEvent event;
};

// Takes a detection of `day` about `subject` into what stands of its flag, if anything. Nothing if
// nothing changes: the same evidence again, nothing found where nothing stood, or a detection of a
// day before the one that stands was looked at.
std::optional<FindingChange> TakeDetection(const Subject& subject,
                                           const std::optional<EmployerFinding>& standing,
                                           const Detection& detection, absl::CivilDay day);

// What an officer decides.
struct FindingDecision {
  bool confirm = false;  // else dismiss
  std::string officer;
  std::string reason;
  absl::CivilDay day;
};

// FINDING_STATE_INVALID: only a suspicion can be confirmed, only a suspicion or a confirmation
// dismissed. OFFICER_REASON_REQUIRED.
absl::StatusOr<FindingChange> Decide(const EmployerFinding& finding,
                                     const FindingDecision& decision);

}  // namespace paritrana::compliance
