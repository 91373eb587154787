// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace paritrana {

// A calendar month: a covered month (bulan iuran), a period, a ranking's month.
//
// Held as year × 12 + month − 1, the form events carry. Arithmetic is in months. Cheap to copy.
class Month {
 public:
  constexpr Month() = default;
  // `month` 1 to 12; anything else is a programming error.
  constexpr Month(int year, int month) : number_(year * 12 + month - 1) {}

  static constexpr Month FromNumber(std::int32_t number) {
    Month m;
    m.number_ = number;
    return m;
  }

  // Parses "2024-12". MONTH_INVALID for anything else, years before 1977 or after 2199.
  static absl::StatusOr<Month> Parse(std::string_view text);

  constexpr std::int32_t number() const { return number_; }
  constexpr int year() const { return number_ / 12; }
  constexpr int month() const { return number_ % 12 + 1; }

  // "2024-12".
  std::string ToString() const;

  friend constexpr auto operator<=>(Month, Month) = default;
  friend constexpr Month operator+(Month m, int months) { return FromNumber(m.number_ + months); }
  friend constexpr Month operator-(Month m, int months) { return FromNumber(m.number_ - months); }
  friend constexpr int operator-(Month a, Month b) { return a.number_ - b.number_; }

 private:
  std::int32_t number_ = 0;
};

}  // namespace paritrana
