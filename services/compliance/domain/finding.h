// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace paritrana::compliance {

// Names a line that stands in the ledger, for a payer who wants to find it.
struct LineReference {
  std::string submission;
  std::uint64_t line_no = 0;

  friend bool operator==(const LineReference&, const LineReference&) = default;
};

// One thing found wrong with a line. Texts stand in the reason table (libs/base/reason.h).
struct Finding {
  std::string_view reason;  // a name of the reason table, which lives forever
  std::string field;        // path within the line, for example "amounts[2].programme"
  std::optional<LineReference> other = std::nullopt;  // the line it collides with

  friend bool operator==(const Finding&, const Finding&) = default;
};

using Findings = std::vector<Finding>;

}  // namespace paritrana::compliance
