// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <vector>

#include "libs/base/ids.h"
#include "services/compliance/domain/membership.h"

// Whom a contribution line is for. Never silent: what was found and why is kept with the line and
// told to the payer. Numbers are those of the contracts (proto/paritrana/common/v1/verdict.proto).
namespace paritrana::compliance {

enum class MatchKind : std::uint8_t {
  kNone = 0,       // not judged
  kMatched = 1,    // one known employment
  kNew = 2,        // nobody, or no such employment, is known yet: waits for registration
  kAmbiguous = 3,  // several fit: waits for an answer
};

enum class MatchReason : std::uint8_t {
  kSameIdentity = 1,
  kSamePayrollNumber = 2,
  kPayrollNumberChanged = 3,
  kLatestSpell = 4,
  kNamedByPayer = 5,
  kAnswered = 6,
};

// A set of reasons; cheap to copy. Kept as a number whose bit r stands for the reason of number r.
class MatchReasons {
 public:
  constexpr MatchReasons() = default;
  constexpr MatchReasons(std::initializer_list<MatchReason> reasons) {
    for (const MatchReason reason : reasons) Add(reason);
  }
  static constexpr MatchReasons FromBits(std::uint32_t bits) {
    MatchReasons reasons;
    reasons.bits_ = bits;
    return reasons;
  }

  constexpr void Add(MatchReason reason) { bits_ |= 1U << static_cast<unsigned>(reason); }
  constexpr void Remove(MatchReason reason) { bits_ &= ~(1U << static_cast<unsigned>(reason)); }
  constexpr bool Has(MatchReason reason) const {
    return (bits_ & 1U << static_cast<unsigned>(reason)) != 0;
  }
  constexpr std::uint32_t bits() const { return bits_; }

  friend constexpr bool operator==(MatchReasons, MatchReasons) = default;

 private:
  std::uint32_t bits_ = 0;
};

// One employment that an ambiguous line may be for. Candidate "1" of a line is its first.
struct MatchCandidate {
  Pseudonym worker;
  std::uint32_t membership_no = 0;
  MatchReasons reasons;
  std::int32_t start_day = 0;  // days since 1970-01-01
  std::int32_t end_day = 0;    // 0 while it lasts
  std::uint64_t workplace_region = 0;

  friend bool operator==(const MatchCandidate&, const MatchCandidate&) = default;
};

// What was found. Only a matched line names a membership, only an ambiguous one has candidates.
struct Match {
  MatchKind kind = MatchKind::kNone;
  MatchReasons reasons;
  std::uint32_t membership_no = 0;
  std::vector<MatchCandidate> candidates;

  friend bool operator==(const Match&, const Match&) = default;
};

// Who used the line's payroll number last at this payer.
struct PayrollNumberOwner {
  Pseudonym worker;
  std::vector<Membership> memberships;  // with this payer
};

// All that the matching of one line depends on. Spans and pointers live as long as the call.
struct MatchInput {
  std::optional<Pseudonym> worker;          // the one with the line's identity number, if known
  std::span<const Membership> memberships;  // of that worker with the payer
  Segment segment = Segment::kPu;           // of the line
  CoveredRange covered;                     // of the line
  std::uint32_t membership_no = 0;          // that the line names; 0 if it names none
  bool has_payroll_number = false;          // the line has one
  const PayrollNumberOwner* number_owner = nullptr;  // nullptr: the number is new at this payer
  bool worker_has_number = false;  // the worker used some number at this payer before
};

// Matches a line.
//
// Nobody with this identity, or no membership of the segment that covers the months: kNew. Spells
// that follow each other: the one that began last. Spells that overlap in days: kAmbiguous, unless
// the line names one. A payroll number that another worker used who still has a fitting membership:
// kAmbiguous between the two. A number that changed for the same worker is the same employment.
Match MatchLine(const MatchInput& input);

// The membership that a match chose; nullptr unless it is among `memberships`.
const Membership* FindMembership(std::span<const Membership> memberships,
                                 std::uint32_t membership_no);

}  // namespace paritrana::compliance
