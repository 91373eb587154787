// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/compliance/domain/enforcement/case_ladder.h"
#include "services/compliance/domain/enforcement/finding_rules.h"
#include "services/compliance/domain/enforcement/good_standing.h"

namespace paritrana::compliance {

// The rules of enforcement, as data/rules/README.md names their files. They are apart from the
// rules of contribution: no amount of a contribution depends on them.
struct EnforcementRules {
  FindingRules findings;
  CaseLadder ladder;
  StandingRules standing;
};

// Reads finding_rules.csv, case_ladder.csv, certificate_terms.csv and incentives.csv of a folder.
// FILE_… or RULES_INVALID; every message names the file and line at fault.
absl::StatusOr<EnforcementRules> ReadEnforcementRules(const std::string& folder);

}  // namespace paritrana::compliance
