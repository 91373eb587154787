// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "libs/base/rupiah.h"
#include "services/compliance/domain/finding.h"
#include "services/compliance/domain/match.h"

namespace paritrana::compliance {

// What became of a line. Numbers are those of the contracts
// (proto/paritrana/common/v1/verdict.proto).
enum class VerdictKind : std::uint8_t {
  kAccepted = 1,
  kAcceptedWithWarnings = 2,
  kWaiting = 3,
  kRejected = 4
};

struct Verdict {
  std::uint64_t line_no = 0;
  std::string line_id;
  VerdictKind kind = VerdictKind::kAccepted;
  Findings findings;
  Match match = {};  // contribution lines that passed their own checks

  // True if it counts or, of a deletion, took effect.
  bool accepted() const {
    return kind == VerdictKind::kAccepted || kind == VerdictKind::kAcceptedWithWarnings;
  }

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

// Counts the lines of a submission by verdict.
struct Totals {
  std::uint64_t lines = 0;
  std::uint64_t accepted = 0;  // warned ones included
  std::uint64_t accepted_with_warnings = 0;
  std::uint64_t waiting = 0;
  std::uint64_t rejected = 0;
  Rupiah accepted_rupiah;       // whatever became of the lines later
  std::uint64_t deletions = 0;  // among the accepted

  friend bool operator==(const Totals&, const Totals&) = default;
};

}  // namespace paritrana::compliance
