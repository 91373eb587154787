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

std::optional<Basis> ParseBasis(std::string_view name) {
  for (const Basis basis : {Basis::kDeclared, Basis::kPaid}) {
    if (name == NameOf(basis)) return basis;
  }
  return std::nullopt;
}

std::string_view NameOf(Basis basis) { return basis == Basis::kPaid ? "paid" : "declared"; }

}  // namespace paritrana::scoring
