// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "libs/base/ids.h"

namespace paritrana::compliance {

// Digits of a business number (NIB).
inline constexpr std::size_t kNibDigits = 13;

// True for thirteen digits; all text, leading zeros count.
bool IsNib(std::string_view text);

// Whom a finding or a case is about: a registered employer, or an undertaking that is obliged to
// register and has not, known by its business number alone.
struct Subject {
  EmployerId employer;  // 0 of an undertaking
  std::string nib;      // empty of an employer

  static Subject Of(EmployerId id) { return {id, ""}; }
  bool registered() const { return nib.empty(); }

  friend auto operator<=>(const Subject&, const Subject&) = default;
};

// "nib-9120001234567": how an undertaking without registration stands where references of employers
// do. No reference of an employer looks like it: those have capitals.
std::string NibReference(std::string_view nib);

// The business number of such a reference; nothing if it is none.
std::optional<std::string> ReadNibReference(std::string_view reference);

}  // namespace paritrana::compliance
