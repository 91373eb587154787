// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/sponsorship/verdict_text.h"

#include <sstream>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"

namespace paritrana::compliance {

std::string ToText(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    absl::StrAppend(&text, std::string(finding.reason), " ", finding.field, "\n");
  }
  return text;
}

Findings FindingsFromText(std::string_view text) {
  std::istringstream lines{std::string(text)};
  Findings findings;
  std::string name;
  std::string field;
  while (lines >> name >> field) {
    if (const Reason* reason = FindReason(name)) findings.push_back({reason->name, field});
  }
  return findings;
}

}  // namespace paritrana::compliance
