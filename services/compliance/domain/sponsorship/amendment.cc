// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/sponsorship/amendment.h"

#include "libs/base/reason.h"

namespace paritrana::compliance {

absl::Status CheckAmendmentDay(absl::CivilDay dated_on, absl::CivilDay today,
                               std::optional<absl::CivilDay> last) {
  const bool invalid = dated_on > today || (last && dated_on < *last);
  return invalid ? MakeError("AMENDMENT_DATE_INVALID", "dated_on") : absl::OkStatus();
}

absl::Status CheckAmendmentReason(std::string_view reason) {
  const bool fits = !reason.empty() && reason.size() <= kReasonCharsMax;
  return fits ? absl::OkStatus() : MakeError("AMENDMENT_REASON_REQUIRED", "reason");
}

}  // namespace paritrana::compliance
