// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

#include "absl/numeric/int128.h"

namespace paritrana::scoring {

// A share of workers, exactly: heads over entitled. Never rounded before it is compared.
struct Fraction {
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 1;  // positive

  // Compares by cross multiplication in 128 bits, which no two 64-bit fractions can overflow.
  friend std::strong_ordering operator<=>(const Fraction& a, const Fraction& b) {
    const auto left = absl::uint128(a.numerator) * b.denominator;
    const auto right = absl::uint128(b.numerator) * a.denominator;
    if (left == right) return std::strong_ordering::equal;
    return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  friend bool operator==(const Fraction& a, const Fraction& b) { return (a <=> b) == 0; }

  // Hundredths of a percent, half-up: 0.784 gives 7840. For display only.
  std::uint32_t BasisPoints() const {
    const auto doubled = absl::uint128(numerator) * 20'000 / denominator;
    return static_cast<std::uint32_t>((doubled + 1) / 2);
  }
};

}  // namespace paritrana::scoring
