// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
};

}  // namespace paritrana::scoring
