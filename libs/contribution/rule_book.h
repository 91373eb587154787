// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "libs/base/month.h"
#include "libs/contribution/rule_rows.h"
#include "libs/contribution/rule_set.h"
#include "libs/contribution/vocabulary.h"

namespace paritrana::contribution {

// What chooses the rules of a month.
struct RuleKey {
  Month month;
  Segment segment = Segment::kPu;
  RiskClass risk_class = RiskClass::kNone;
  Relief relief{};         // kNoRelief, or one that the same book found
  bool sponsored = false;  // another body pays the member's contribution
};

// The rules of contribution, dated: immutable once made, so that any number of threads may read it.
//
// Checked when made: rows of one rule follow each other without gap or overlap, every reference
// points to a row, every number is within its bounds. Nothing is extrapolated: a month for which no
// row holds has no rule.
//
//   PARITRANA_ASSIGN_OR_RETURN(const RuleBook book, ReadRuleBook("data/rules"));  // rule_files.h
//   const RuleSet& rules = book.RulesFor({.month = Month(2026, 4), .segment = Segment::kPu,
//                                         .risk_class = RiskClass::kII});
class RuleBook {
 public:
  // RULES_INVALID names the row's file and line.
  static absl::StatusOr<RuleBook> Make(RuleRows rows);

  // The rules in force: a look-up in a table, without allocation. They live as long as the book.
  // A relief that does not hold for the month, segment or payer leaves the normal rate.
  const RuleSet& RulesFor(const RuleKey& key) const;

  // RELIEF_UNKNOWN. The empty code is kNoRelief.
  absl::StatusOr<Relief> FindRelief(std::string_view code) const;
  // The row of a relief; nullptr for kNoRelief.
  const ReliefRow* ReliefRowOf(Relief relief) const;

  // The row for due dates and fines; nullptr if none holds. State bodies and governments share the
  // rows of the state; an individual is fined like any private employer.
  const DueRow* DueRowFor(Month covered, Segment segment, EmployerKind kind, Relief relief) const;

  // The order in which money paid in a month is used; nullptr if no row holds.
  const AllocationRow* AllocationFor(Month paid) const;

  // What arrears of this age are called in a month; nullptr if no row holds.
  const ArrearsClassRow* ArrearsClassFor(int months_late, Month on) const;

  // True unless a weekend or a holiday, of the book or of `extra`.
  bool IsWorkingDay(absl::CivilDay day, const std::vector<Holiday>& extra = {}) const;

  const RuleRows& rows() const { return rows_; }

 private:
  explicit RuleBook(RuleRows rows) : rows_(std::move(rows)) {}

  void IndexHolidays();
  void IndexRuleSets();
  RuleSet Resolve(const RuleKey& key) const;
  std::size_t PlaceOf(std::size_t epoch, const RuleKey& key) const;
  std::size_t EpochOf(Month month) const;

  RuleRows rows_;
  absl::flat_hash_map<absl::CivilDay, Holiday::Kind> holidays_;
  // Months at which something changes, in order; epoch i lasts until the next one begins.
  std::vector<Month> epochs_;
  // Epoch of each month from the first of epochs_ to the last.
  std::vector<std::uint16_t> epoch_by_month_;
  std::vector<RuleSet> sets_;
  std::vector<std::uint16_t> set_by_place_;
};

// The programmes that are mandatory for an employer of this size in a month (Perpres 109/2013
// art. 6). RULE_UNKNOWN if no row holds.
absl::StatusOr<ProgrammeSet> MandatoryProgrammes(const RuleBook& book, Segment segment,
                                                 SizeClass size_class, Month month);

}  // namespace paritrana::contribution
