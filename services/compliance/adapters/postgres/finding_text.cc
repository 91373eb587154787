// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/finding_text.h"

#include <charconv>
#include <utility>
#include <vector>

#include "libs/base/reason.h"

namespace paritrana::compliance {
namespace {

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

Finding ReadFinding(std::string_view text) {
  const std::vector<std::string_view> parts = Split(text, ' ');
  const Reason* reason = FindReason(parts[0]);
  Finding finding{reason != nullptr ? reason->name : "INTERNAL",
                  parts.size() > 1 ? std::string(parts[1]) : std::string()};
  if (parts.size() == 4) {
    LineReference other{std::string(parts[2]), 0};
    std::from_chars(parts[3].data(), parts[3].data() + parts[3].size(), other.line_no);
    finding.other = std::move(other);
  }
  return finding;
}

}  // namespace

std::string WriteFindings(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    if (!text.empty()) text += '\n';
    text.append(finding.reason).append(" ").append(finding.field);
    if (finding.other) {
      text.append(" ").append(finding.other->submission);
      text.append(" ").append(std::to_string(finding.other->line_no));
    }
  }
  return text;
}

Findings ReadFindings(std::string_view text) {
  Findings findings;
  if (text.empty()) return findings;
  for (const std::string_view line : Split(text, '\n')) findings.push_back(ReadFinding(line));
  return findings;
}

}  // namespace paritrana::compliance
