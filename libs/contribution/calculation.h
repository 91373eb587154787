// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/month.h"
#include "libs/base/rupiah.h"
#include "libs/contribution/rule_book.h"
#include "libs/contribution/shares.h"
#include "libs/contribution/vocabulary.h"

// Contributions computed with every step kept, so that a clerk can be shown why.
namespace paritrana::contribution {

// The rule that a step follows, copied from its row so that it outlives the book.
struct RuleReference {
  std::string rule_id;
  std::string legal_basis;
  Confidence confidence = Confidence::kExample;
  std::string note;
};

// What a reader should know besides the numbers.
enum class Note : std::uint8_t {
  kPensionAgeReached = 1,      // JP is zero
  kPensionDeferred = 2,        // JP goes on past pension age by choice
  kAgeUnknown = 3,             // taken as below pension age
  kReliefNotInForce = 4,       // the relief named does not hold here: normal rate
  kReliefNotIfSponsored = 5,   // the relief is not for sponsored members: normal rate
  kIncomeBandProvisional = 6,  // BPU between the ends: 1 % of the income, the bands are not known
  kBorneByOthers = 7,          // JKP: the state and other programmes pay
  kRiskClassIgnored = 8,       // Jakon has one JKK rate whatever the class
  kBeyondKnowledge = 9,        // the month lies after the day the sources were read
  kSplitNotPublished = 10,     // PMI: the amount is for JKK and JKM together
};

// An amount before rounding, as whole rupiah and a proper fraction.
struct ExactAmount {
  std::int64_t whole = 0;
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
};

// The part of a contract's value that lies in one slice.
struct SliceStep {
  int number = 0;
  Rupiah value;  // inside the slice
  std::int32_t per_100000 = 0;
  RuleReference rule;
};

// One programme's contribution.
struct ProgrammeLine {
  Programme programme = Programme::kJkk;
  Rupiah income;  // as given: wage, declared income, contract value
  Rupiah base;    // after floor and ceiling
  std::optional<Rupiah> base_least;
  std::optional<Rupiah> base_most;  // ceiling in force
  bool base_raised = false;
  bool base_capped = false;
  std::int32_t employer_per_100000 = 0;
  std::int32_t employee_per_100000 = 0;
  std::optional<Rupiah> fixed;  // employee's amount in place of a rate
  std::optional<Rupiah> employee_least;
  std::optional<Rupiah> employee_most;
  bool amount_bounded = false;  // one of the two took effect
  std::int32_t factor_num = 1;  // relief
  std::int32_t factor_den = 1;
  std::string relief_code;  // of the relief that took effect, empty if none
  ExactAmount employer_exact;
  ExactAmount employee_exact;
  Shares shares;
  std::vector<SliceStep> slices;      // projects only
  std::optional<Rupiah> state_share;  // JKP: paid by the state, nobody's contribution
  std::optional<Rupiah> from_jkk;     // JKP: set aside from the JKK contribution
  std::optional<Rupiah> from_jkm;     // JKP: set aside from the JKM contribution
  RuleReference rule;
  std::optional<RuleReference> ceiling_rule;
  std::optional<RuleReference> age_rule;
  std::vector<Note> notes;
  // Reason (libs/base/reason.h) for which the line could not be computed; amounts are zero then.
  std::string refusal;
};

// One part of a migrant worker's package.
struct PlacementStep {
  PlacementRow::Part part = PlacementRow::Part::kContract;
  int months = 0;
  int times = 1;
  Rupiah each;
  RuleReference rule;
};

struct Calculation {
  Month month;  // covered month, or month of the contract
  std::vector<ProgrammeLine> lines;
  std::vector<PlacementStep> package;     // PMI: JKK and JKM together, member's side
  std::optional<Rupiah> package_amount;   // sum of the package
  std::vector<Programme> not_in_segment;  // asked for, but the segment does not have them
  RuleReference rounding;
  RoundingRow::Mode rounding_mode = RoundingRow::Mode::kHalfUp;
  Rupiah total_employer;
  Rupiah total_employee;
  std::vector<Note> notes;

  // The line of a programme; nullptr if there is none.
  const ProgrammeLine* Find(Programme programme) const;
  // The refusal of the first refused line; OK if every line was computed.
  absl::Status FirstRefusal() const;
};

// Calculates one person's month. Lines that can't be computed carry a refusal; an error is returned
// when the case itself is at fault: AMOUNT_NEGATIVE, AMOUNT_ABSURD, FIELD_REQUIRED (programmes),
// JKK_CLASS_UNKNOWN, PROGRAMME_NOT_IN_SEGMENT (none of those asked for exists), SEGMENT_INVALID
// (PMI).
absl::StatusOr<Calculation> Calculate(const RuleBook& book, const MonthlyCase& month);

}  // namespace paritrana::contribution
