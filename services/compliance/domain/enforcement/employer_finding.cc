// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/employer_finding.h"

#include <algorithm>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

void SetState(EmployerFinding& finding, FindingState state, absl::CivilDay day) {
  finding.state = state;
  finding.state_since = day;
}

void TakeEvidence(EmployerFinding& finding, const Detection& detection, absl::CivilDay day) {
  finding.evidence = *detection.evidence;
  finding.rule_id = detection.rule->origin.rule_id;
  finding.legal_basis = detection.rule->origin.legal_basis;
  finding.confidence = detection.confidence();
  finding.as_of = day;
}

FindingEvent EventOf(FindingEventKind kind, absl::CivilDay day) {
  FindingEvent event;
  event.kind = kind;
  event.day = day;
  return event;
}

FindingChange FindFirst(const Subject& subject, const Detection& detection, absl::CivilDay day) {
  FindingChange change;
  change.after.subject = subject;
  change.after.flag = detection.flag;
  change.after.found_on = day;
  TakeEvidence(change.after, detection, day);
  SetState(change.after, FindingState::kSuspected, day);
  change.event = EventOf(FindingEventKind::kFound, day);
  change.event.evidence = detection.evidence;
  return change;
}

FindingChange NoLongerFound(EmployerFinding finding, absl::CivilDay day) {
  SetState(finding, FindingState::kNoLongerFound, day);
  finding.as_of = day;
  return {std::move(finding), EventOf(FindingEventKind::kNoLongerFound, day)};
}

FindingChange FindAgain(EmployerFinding finding, const Detection& detection, absl::CivilDay day) {
  const bool dismissed = finding.state == FindingState::kDismissed;
  TakeEvidence(finding, detection, day);
  FindingEvent event =
      EventOf(dismissed ? FindingEventKind::kReopened : FindingEventKind::kEvidenceChanged, day);
  event.evidence = detection.evidence;
  if (dismissed) {
    SetState(finding, FindingState::kSuspected, day);
    finding.officer.clear();
    finding.reason.clear();
  }
  return {std::move(finding), std::move(event)};
}

}  // namespace

absl::Status CheckOfficerReason(std::string_view reason) {
  const bool printable = std::all_of(reason.begin(), reason.end(), [](char c) {
    return static_cast<unsigned char>(c) >= ' ' && c != '\x7f';
  });
  if (reason.size() < kOfficerReasonCharsMin || reason.size() > kOfficerReasonCharsMax ||
      !printable) {
    return MakeError("OFFICER_REASON_REQUIRED", "reason");
  }
  return absl::OkStatus();
}

std::optional<FindingChange> TakeDetection(const Subject& subject,
                                           const std::optional<EmployerFinding>& standing,
                                           const Detection& detection, absl::CivilDay day) {
  if (!standing) {
    if (!detection.evidence) return std::nullopt;
    return FindFirst(subject, detection, day);
  }
  if (day < standing->as_of) return std::nullopt;
  if (!detection.evidence) return NoLongerFound(*standing, day);
  if (SameEvidence(standing->evidence, *detection.evidence)) return std::nullopt;
  return FindAgain(*standing, detection, day);
}

absl::StatusOr<FindingChange> Decide(const EmployerFinding& finding,
                                     const FindingDecision& decision) {
  PARITRANA_RETURN_IF_ERROR(CheckOfficerReason(decision.reason));
  const bool suspected = finding.state == FindingState::kSuspected;
  const bool confirmed = finding.state == FindingState::kConfirmed;
  if (!suspected && (decision.confirm || !confirmed)) {
    return MakeError("FINDING_STATE_INVALID", "finding");
  }
  FindingChange change{finding, EventOf(decision.confirm ? FindingEventKind::kConfirmed
                                                         : FindingEventKind::kDismissed,
                                        decision.day)};
  SetState(change.after, decision.confirm ? FindingState::kConfirmed : FindingState::kDismissed,
           decision.day);
  change.after.officer = change.event.officer = decision.officer;
  change.after.reason = change.event.reason = decision.reason;
  return change;
}

}  // namespace paritrana::compliance
