// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/finding_rules.h"

#include <array>
#include <utility>

#include "libs/base/status_macros.h"
#include "services/compliance/domain/enforcement/rule_faults.h"

namespace paritrana::compliance {
namespace {

// By number of FindingTest.
constexpr std::array<Flag, kFindingTestCount> kFlagOfTest = {Flag::kUnregistered, Flag::kPdsWorkers,
                                                             Flag::kPdsWage,      Flag::kPdsWage,
                                                             Flag::kPdsProgramme, Flag::kArrears};

absl::Status CheckRow(const FindingRule& row) {
  if (row.validity.to < row.validity.from) return RuleFault(row.origin, "ends before it begins");
  if (kFlagOfTest[static_cast<std::size_t>(row.test)] != row.flag) {
    return RuleFault(row.origin, "the test belongs to another flag");
  }
  if (row.per_1000 > 1000) return RuleFault(row.origin, "per_1000 is outside 0 to 1,000");
  if (row.data_days_max < 0) return RuleFault(row.origin, "data_days_max is negative");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<FindingRules> FindingRules::Make(std::vector<FindingRule> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    PARITRANA_RETURN_IF_ERROR(CheckRow(rows[i]));
    for (std::size_t before = 0; before < i; ++before) {
      if (rows[before].test != rows[i].test) continue;
      PARITRANA_RETURN_IF_ERROR(
          CheckApart(rows[before].origin, rows[before].validity, rows[i].origin, rows[i].validity));
    }
  }
  return FindingRules(std::move(rows));
}

const FindingRule* FindingRules::RuleFor(FindingTest test, absl::CivilDay day) const {
  for (const FindingRule& row : rows_) {
    if (row.test == test && row.validity.Has(MonthOf(day))) return &row;
  }
  return nullptr;
}

}  // namespace paritrana::compliance
