// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/rule_faults.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"

namespace paritrana::compliance {

absl::Status RuleFault(const contribution::RuleOrigin& origin, std::string_view what) {
  return MakeError("RULES_INVALID", origin.rule_id,
                   absl::StrCat(origin.where, ": ", origin.rule_id, ": ", std::string(what)));
}

absl::Status CheckApart(const contribution::RuleOrigin& a, const contribution::Validity& a_holds,
                        const contribution::RuleOrigin& b, const contribution::Validity& b_holds) {
  if (a_holds.to < b_holds.from || b_holds.to < a_holds.from) return absl::OkStatus();
  return RuleFault(b, absl::StrCat("overlaps ", a.rule_id, " (", a.where, ")"));
}

}  // namespace paritrana::compliance
