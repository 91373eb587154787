// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// The field's own words as the register uses them. The numbers are those of
// proto/paritrana/common/v1/vocabulary.proto and of the database: never change one.
namespace paritrana::registration {

// Under which rules a person is insured.
enum class Segment : std::uint8_t { kUnspecified, kPu, kBpu, kJakon, kPmi };

// In which capacity a person works.
enum class WorkerKind : std::uint8_t { kUnspecified, kRegular, kNonAsn, kVulnerable };

// Who pays a membership's contribution in the worker's place.
enum class SponsorKind : std::uint8_t {
  kNobody,
  kProvinceBudget,
  kRegencyBudget,
  kVillageFund,
  kRevenueSharing,
  kCompany
};

// Insurance programmes of BPJS Ketenagakerjaan.
enum class Programme : std::uint8_t { kUnspecified, kJkk, kJkm, kJht, kJp, kJkp };

// What a payer of contributions is by law.
enum class EmployerKind : std::uint8_t { kUnspecified, kPrivate, kState, kGovernment, kIndividual };

// Legal size class (PP 7/2021 art. 35: capital or yearly sales, never headcount).
enum class SizeClass : std::uint8_t { kUnspecified, kMicro, kSmall, kMedium, kLarge };

// Risk group of an employer's work environment for JKK (PP 44/2015 art. 16): reviewed, never
// derived.
enum class JkkClass : std::uint8_t { kUnreviewed, kI, kII, kIII, kIV, kV };

enum class Sex : std::uint8_t { kUnspecified, kMale, kFemale };

// Highest number of each, for those who read them from outside.
inline constexpr int kSegmentMax = static_cast<int>(Segment::kPmi);
inline constexpr int kWorkerKindMax = static_cast<int>(WorkerKind::kVulnerable);
inline constexpr int kSponsorKindMax = static_cast<int>(SponsorKind::kCompany);
inline constexpr int kProgrammeMax = static_cast<int>(Programme::kJkp);
inline constexpr int kEmployerKindMax = static_cast<int>(EmployerKind::kIndividual);
inline constexpr int kSizeClassMax = static_cast<int>(SizeClass::kLarge);
inline constexpr int kJkkClassMax = static_cast<int>(JkkClass::kV);
inline constexpr int kSexMax = static_cast<int>(Sex::kFemale);

// A set of programmes, stored as one small number: bit n for programme n.
class ProgrammeSet {
 public:
  constexpr ProgrammeSet() = default;
  static constexpr ProgrammeSet FromBits(std::uint8_t bits) {
    ProgrammeSet set;
    set.bits_ = bits;
    return set;
  }

  constexpr void Add(Programme programme) {
    bits_ = static_cast<std::uint8_t>(bits_ | (1U << static_cast<unsigned>(programme)));
  }
  constexpr bool Has(Programme programme) const {
    return (bits_ >> static_cast<unsigned>(programme) & 1U) != 0;
  }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr std::uint8_t bits() const { return bits_; }

  friend constexpr bool operator==(ProgrammeSet, ProgrammeSet) = default;

 private:
  std::uint8_t bits_ = 0;
};

}  // namespace paritrana::registration
