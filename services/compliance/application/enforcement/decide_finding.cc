// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/enforcement/decide_finding.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {

absl::StatusOr<NamedFinding> DecideFindingHandler::Decide(const DecideFinding& command,
                                                          absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckOfficerReason(command.call.reason));
  const absl::Time now = clock_.Now();
  const FindingDecision decision{command.confirm, command.call.officer, command.call.reason,
                                 DayInWib(now)};
  const KeyedRequest keyed{
      command.call.idempotency_key,
      absl::StrCat(command.confirm ? "confirm" : "dismiss", " finding ", command.number, " ",
                   command.call.officer, " ", command.call.reason)};
  return findings_.Apply(
      keyed, command.number,
      [&](const EmployerFinding& finding) { return compliance::Decide(finding, decision); }, now,
      deadline);
}

}  // namespace paritrana::compliance
