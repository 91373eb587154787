// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace paritrana::bench {

enum Kind : std::uint8_t { kContribution = 1, kReversal = 2, kMove = 3 };

// One record of the input file, as it lies there (README.md); the machine is little-endian.
struct Record {
  std::uint64_t sequence = 0;
  std::uint64_t participant = 0;
  std::uint32_t village = 0;
  std::uint32_t period = 0;
  std::int64_t amount = 0;
  std::uint64_t reference = 0;
  std::uint8_t kind = 0;
  std::array<std::uint8_t, 55> filler{};
};
static_assert(sizeof(Record) == 96);

inline constexpr std::uint32_t kVillages = 83'762;
inline constexpr std::uint32_t kRegencies = 514;

inline std::uint64_t WorkforceOf(std::uint32_t regency) {
  return 20'000 + std::uint64_t{regency} * 7'919 % 180'001;
}

}  // namespace paritrana::bench
