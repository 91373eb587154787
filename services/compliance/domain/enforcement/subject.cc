// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/subject.h"

#include <algorithm>

namespace paritrana::compliance {
namespace {

constexpr std::string_view kPrefix = "nib-";

}  // namespace

bool IsNib(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() == kNibDigits && std::all_of(text.begin(), text.end(), digit);
}

std::string NibReference(std::string_view nib) { return std::string(kPrefix) + std::string(nib); }

std::optional<std::string> ReadNibReference(std::string_view reference) {
  if (reference.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  reference.remove_prefix(kPrefix.size());
  if (!IsNib(reference)) return std::nullopt;
  return std::string(reference);
}

}  // namespace paritrana::compliance
