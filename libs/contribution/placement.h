// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "libs/base/month.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/calculation.h"
#include "libs/contribution/rule_book.h"

namespace paritrana::contribution {

// What a migrant worker's package for JKK and JKM is made of; at least one part.
struct Placement {
  bool before_placement = false;
  int contract_months = 0;  // 0: no contract
  int extra_months = 0;

  friend bool operator==(const Placement&, const Placement&) = default;
};

// A migrant worker's contribution (Permenaker 4/2023): a package for JKK and JKM paid once, and
// old age savings of a chosen amount.
struct PlacementCase {
  Month month;
  ProgrammeSet programmes;  // JKK and JKM come together only
  Placement placement;
  std::optional<Rupiah> chosen_jht;
};

// Reads "before placement + contract 24 months", "contract 12 months + 2 extra months", "each extra
// month". PLACEMENT_INVALID.
absl::StatusOr<Placement> ParsePlacement(std::string_view text);

// Calculates a migrant worker's contribution. PLACEMENT_INVALID (no such contract), RULE_UNKNOWN,
// FIELD_OUT_OF_RANGE (chosen JHT), otherwise as Calculate for a month.
absl::StatusOr<Calculation> Calculate(const RuleBook& book, const PlacementCase& placement);

}  // namespace paritrana::contribution
