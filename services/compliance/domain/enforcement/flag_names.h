// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "services/compliance/domain/enforcement/case_ladder.h"
#include "services/compliance/domain/enforcement/finding_rules.h"
#include "services/compliance/domain/enforcement/flags.h"

// The words that data files, answers and logs write for flags, tests and steps.
namespace paritrana::compliance {

std::string_view NameOf(Flag flag);      // "PDS_WORKERS"
std::string_view NameOf(CaseStep step);  // "WARNING_1"

std::optional<Flag> FindFlag(std::string_view word);
std::optional<CaseStep> FindCaseStep(std::string_view word);
std::optional<FindingTest> FindFindingTest(std::string_view word);     // "wages_below"
std::optional<LadderRow::Days> FindLadderDays(std::string_view word);  // "working"

}  // namespace paritrana::compliance
