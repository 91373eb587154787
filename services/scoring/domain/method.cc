// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/method.h"

namespace paritrana::scoring {

std::optional<TieKey> ParseTieKey(std::string_view name) {
  if (name == "coverage") return TieKey::kCoverage;
  if (name == "active_heads") return TieKey::kActiveHeads;
  if (name == "contributions") return TieKey::kContributions;
  if (name == "region") return TieKey::kRegion;
  return std::nullopt;
}

}  // namespace paritrana::scoring
