// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "libs/base/rupiah.h"

// The field's words as the domain uses them. Numbers are those of the contracts
// (proto/paritrana/common/v1/vocabulary.proto), so that adapters translate by value; a test holds
// the two together.
namespace paritrana::compliance {

// Under which rules a person is insured.
enum class Segment : std::uint8_t { kPu = 1, kBpu = 2, kJakon = 3, kPmi = 4 };
inline constexpr int kSegmentLast = 4;

// An insurance programme of BPJS Ketenagakerjaan.
enum class Programme : std::uint8_t { kJkk = 1, kJkm = 2, kJht = 3, kJp = 4, kJkp = 5 };
inline constexpr int kProgrammeCount = 5;

// What is declared for one programme over the covered range.
struct Shares {
  Rupiah employer;
  Rupiah employee;

  friend bool operator==(const Shares&, const Shares&) = default;
};

// Declared shares by programme; element i stands for the programme with number i + 1.
using AmountsByProgramme = std::array<Shares, kProgrammeCount>;

}  // namespace paritrana::compliance
