// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "tests/benchmark/scoring/record.h"

// The villages and regencies of the input as a region tree: thirty regencies a province, one
// district a regency, codes in the order of the numbers.
namespace paritrana::bench {

inline constexpr std::uint32_t kRegenciesPerProvince = 30;
inline constexpr std::uint32_t kProvinces = (kRegencies - 1) / kRegenciesPerProvince + 1;

inline std::uint64_t ProvinceKey(std::uint32_t province) {
  return (std::uint64_t{province} + 11) * 100'000'000;
}
inline std::uint64_t RegencyKey(std::uint32_t regency) {
  return ProvinceKey(regency / kRegenciesPerProvince) +
         std::uint64_t{regency % kRegenciesPerProvince + 1} * 1'000'000;
}
inline std::uint64_t DistrictKey(std::uint32_t regency) { return RegencyKey(regency) + 10'000; }
inline std::uint64_t VillageKey(std::uint32_t village) {
  return DistrictKey(village % kRegencies) + 1'001 + village / kRegencies;
}

// The number of the regency with a dotted code.
inline std::uint32_t RegencyOf(const std::string& code) {
  const auto province = static_cast<std::uint32_t>(std::stoul(code.substr(0, 2))) - 11;
  const auto place = static_cast<std::uint32_t>(std::stoul(code.substr(3, 2))) - 1;
  return province * kRegenciesPerProvince + place;
}

}  // namespace paritrana::bench
