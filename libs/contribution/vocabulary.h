// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "libs/base/rupiah.h"
#include "libs/base/strong_id.h"

// The field's words as the rules of contribution use them. Numbers are those of the contracts
// (proto/paritrana/common/v1/vocabulary.proto), so that adapters translate by value.
namespace paritrana::contribution {

// Under which rules a person is insured.
enum class Segment : std::uint8_t { kPu = 1, kBpu = 2, kJakon = 3, kPmi = 4 };
inline constexpr int kSegmentLast = 4;

// An insurance programme of BPJS Ketenagakerjaan.
enum class Programme : std::uint8_t { kJkk = 1, kJkm = 2, kJht = 3, kJp = 4, kJkp = 5 };
inline constexpr int kProgrammeCount = 5;
inline constexpr std::array<Programme, kProgrammeCount> kProgrammes = {
    Programme::kJkk, Programme::kJkm, Programme::kJht, Programme::kJp, Programme::kJkp};

// Place of a programme in arrays by programme.
constexpr std::size_t IndexOf(Programme programme) {
  return static_cast<std::size_t>(programme) - 1;
}

// What the money of a payment goes to: the contributions of a programme, with the number of the
// programme, or the late fine of their period.
enum class Head : std::uint8_t { kJkk = 1, kJkm = 2, kJht = 3, kJp = 4, kJkp = 5, kFine = 6 };
inline constexpr int kHeadCount = 6;

// What a payer of contributions is by law.
enum class EmployerKind : std::uint8_t {
  kUnspecified = 0,
  kPrivate = 1,
  kState = 2,
  kGovernment = 3,
  kIndividual = 4
};

// Legal size class of an employer (PP 7/2021 art. 35: capital or yearly sales, never headcount).
enum class SizeClass : std::uint8_t {
  kUnspecified = 0,
  kMicro = 1,
  kSmall = 2,
  kMedium = 3,
  kLarge = 4
};
inline constexpr int kSizeClassLast = 4;

// Risk group of the employer's work environment, which sets the JKK rate (PP 44/2015 art. 16).
enum class RiskClass : std::uint8_t { kNone = 0, kI = 1, kII = 2, kIII = 3, kIV = 4, kV = 5 };
inline constexpr int kRiskClassLast = 5;

// A relief as its place in the book of rules that knows it (RuleBook::FindRelief); 0 is none.
// Reliefs come and go by decree, so they are data and not an enumeration.
struct ReliefTag {};
using Relief = StrongId<ReliefTag, std::uint8_t>;
inline constexpr Relief kNoRelief{};

// A set of programmes; cheap to copy.
class ProgrammeSet {
 public:
  constexpr ProgrammeSet() = default;
  constexpr ProgrammeSet(std::initializer_list<Programme> programmes) {
    for (const Programme programme : programmes) Add(programme);
  }

  constexpr void Add(Programme programme) { bits_ |= Bit(programme); }
  constexpr bool Has(Programme programme) const { return (bits_ & Bit(programme)) != 0; }
  constexpr void Remove(Programme programme) {
    bits_ = static_cast<std::uint8_t>(bits_ & ~Bit(programme));
  }
  constexpr bool empty() const { return bits_ == 0; }

  friend constexpr bool operator==(ProgrammeSet, ProgrammeSet) = default;
  friend constexpr ProgrammeSet operator|(ProgrammeSet a, ProgrammeSet b) {
    a.bits_ |= b.bits_;
    return a;
  }

 private:
  static constexpr std::uint8_t Bit(Programme programme) {
    return static_cast<std::uint8_t>(1U << IndexOf(programme));
  }

  std::uint8_t bits_ = 0;
};

// What two sides pay for one programme. The employee's is the member's side, whoever pays it.
struct Shares {
  Rupiah employer;
  Rupiah employee;

  friend bool operator==(const Shares&, const Shares&) = default;
};

// Shares by programme; element i stands for the programme with number i + 1.
using AmountsByProgramme = std::array<Shares, kProgrammeCount>;

}  // namespace paritrana::contribution
