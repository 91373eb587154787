// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

namespace paritrana {

// An amount of money in whole rupiah.
//
// There is no implicit arithmetic: sums are checked, because an overflow near money must be an
// error and not a surprise. Cheap to copy.
class Rupiah {
 public:
  constexpr Rupiah() = default;
  constexpr explicit Rupiah(std::int64_t value) : value_(value) {}

  constexpr std::int64_t value() const { return value_; }

  // Adds; nothing on overflow.
  static constexpr std::optional<Rupiah> Add(Rupiah a, Rupiah b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a.value_, b.value_, &sum)) return std::nullopt;
    return Rupiah(sum);
  }

  friend constexpr auto operator<=>(Rupiah, Rupiah) = default;

 private:
  std::int64_t value_ = 0;
};

}  // namespace paritrana
