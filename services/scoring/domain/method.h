// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/scoring/domain/contribution_line.h"

namespace paritrana::scoring {

// What regions are compared by, in the direction that ranks higher first.
enum class TieKey {
  kCoverage,       // heads over entitled workers, the higher first
  kActiveHeads,    // more first
  kContributions,  // more rupiah first
  kRegion,         // lower code first: makes the order total, so no rank is shared
};

// Reads a key as method files name it, for example "coverage"; nothing if there is no such key.
std::optional<TieKey> ParseTieKey(std::string_view name);

// Reads a basis as method files name it, "declared" or "paid"; nothing if there is no such basis.
std::optional<Basis> ParseBasis(std::string_view name);
std::string_view NameOf(Basis basis);

// How coverage is computed and ranked: dated data, never code (data/methods).
struct Method {
  std::string name;     // "coverage-example-1"
  bool example = true;  // not an official rule
  bool folded = false;  // whatever a line covers counts once, in one bucket
  // Regions equal by all keys share a rank (1, 2, 2, 4).
  std::vector<TieKey> order;
  std::string numerator_rule_id;
  std::string numerator_rule_en;
  std::string tie_rule_id;
  std::string tie_rule_en;
  Basis basis = Basis::kDeclared;  // on what a line must rest to be counted
};

}  // namespace paritrana::scoring
