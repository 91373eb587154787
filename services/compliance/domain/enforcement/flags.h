// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

namespace paritrana::compliance {

// The five independent ways in which an employer may not comply. Numbers are those of the contract
// (ComplianceFlag).
enum class Flag : std::uint8_t {
  kUnregistered = 1,  // obliged, not registered
  kPdsWorkers = 2,    // only part of the workers registered
  kPdsWage = 3,       // wages reported too low
  kPdsProgramme = 4,  // fewer programmes than the size class requires
  kArrears = 5        // past due and unpaid
};
inline constexpr std::array<Flag, 5> kFlags = {Flag::kUnregistered, Flag::kPdsWorkers,
                                               Flag::kPdsWage, Flag::kPdsProgramme, Flag::kArrears};

// A set of flags; cheap to copy.
class FlagSet {
 public:
  constexpr FlagSet() = default;
  constexpr FlagSet(std::initializer_list<Flag> flags) {
    for (const Flag flag : flags) Add(flag);
  }

  // The bits as columns and facts keep them: bit n stands for the flag with number n.
  static constexpr FlagSet FromBits(std::uint32_t bits) {
    FlagSet set;
    set.bits_ = bits & kAllBits;
    return set;
  }
  constexpr std::uint32_t bits() const { return bits_; }

  constexpr void Add(Flag flag) { bits_ |= Bit(flag); }
  constexpr void Remove(Flag flag) { bits_ &= ~Bit(flag); }
  constexpr bool Has(Flag flag) const { return (bits_ & Bit(flag)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }

  friend constexpr bool operator==(FlagSet, FlagSet) = default;

 private:
  static constexpr std::uint32_t Bit(Flag flag) { return 1U << static_cast<unsigned>(flag); }
  static constexpr std::uint32_t kAllBits = 0b111110;

  std::uint32_t bits_ = 0;
};

}  // namespace paritrana::compliance
