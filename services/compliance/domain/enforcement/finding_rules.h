// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/contribution/rule_rows.h"
#include "services/compliance/domain/enforcement/flags.h"

namespace paritrana::compliance {

// How evidence is judged. Each test belongs to one flag; PDS_WAGE has two.
enum class FindingTest : std::uint8_t {
  kNotRegistered,      // on a list of those obliged, and no employer
  kTooFewRegistered,   // registered < per_1000 of the workers stated
  kWagesBelow,         // per_1000 of the wages or more lie below the minimum wage
  kWagesExactly,       // per_1000 of the wages or more are exactly the minimum wage
  kProgrammesMissing,  // a mandatory programme has no amount
  kArrears             // anything is past due and unpaid
};
inline constexpr int kFindingTestCount = 6;

// A row of data/rules/finding_rules.csv. Thresholds of suspicion are this product's own.
struct FindingRule {
  contribution::RuleOrigin origin;
  contribution::Validity validity;  // the month of the day looked at
  FindingTest test = FindingTest::kNotRegistered;
  Flag flag = Flag::kUnregistered;
  std::uint32_t per_1000 = 0;
  std::uint64_t least_count = 0;  // workers or lines below which nothing is said
  int data_days_max = 0;          // imported data older than this says nothing; 0: any age
};

// The rules of detection, dated. Immutable, so that any number of threads may read it.
class FindingRules {
 public:
  // RULES_INVALID names the row: overlaps, a test under the wrong flag, numbers out of bounds.
  static absl::StatusOr<FindingRules> Make(std::vector<FindingRule> rows);

  // The rule of a test on a day; nullptr if none holds, and then nothing is detected by it.
  const FindingRule* RuleFor(FindingTest test, absl::CivilDay day) const;

  const std::vector<FindingRule>& rows() const { return rows_; }

 private:
  explicit FindingRules(std::vector<FindingRule> rows) : rows_(std::move(rows)) {}

  std::vector<FindingRule> rows_;
};

}  // namespace paritrana::compliance
