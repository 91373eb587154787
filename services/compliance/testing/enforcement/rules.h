// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/contribution/testing/shipped_rules.h"
#include "services/compliance/adapters/files/enforcement_rules.h"
#include "services/compliance/domain/enforcement/case_file.h"

namespace paritrana::compliance::testing {

// The rules of data/rules, read once; tests run at the root of the repository.
inline const EnforcementRules& ShippedEnforcement() {
  static const EnforcementRules& rules =
      *new EnforcementRules(ReadEnforcementRules("data/rules").value());
  return rules;
}

inline CaseRules ShippedCaseRules() {
  return {ShippedEnforcement().ladder, contribution::testing::ShippedBook()};
}

// An event as an officer would enter it.
inline CaseEvent EventOn(CaseEventKind kind, absl::CivilDay day,
                         CaseStep step = CaseStep::kMissedDueDate) {
  CaseEvent event;
  event.kind = kind;
  event.day = day;
  event.step = step;
  event.officer = "local";
  event.reason = "as found";
  return event;
}

}  // namespace paritrana::compliance::testing
