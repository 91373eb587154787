// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libs/contribution/rule_book.h"
#include "libs/contribution/shares.h"
#include "services/compliance/domain/declared_line.h"
#include "services/compliance/domain/finding.h"
#include "services/compliance/domain/membership.h"

namespace paritrana::compliance {

// What registration states of a payer, as far as the rules of contribution depend on it.
struct PayerTerms {
  std::uint8_t kind = 0;  // numbers of the contracts
  std::uint8_t size_class = 0;
  std::uint8_t jkk_class = 0;        // 0: nobody has reviewed it
  std::vector<std::string> reliefs;  // codes

  friend bool operator==(const PayerTerms&, const PayerTerms&) = default;
};

// Holds the amounts of one payer's lines against the rules of contribution.
//
// Amounts that are given count as given, and differences are warnings: within one rupiah per share
// and covered month they agree. Where no rule can say (risk class not reviewed, ceiling not loaded)
// nothing is said, except that the JKK amount must fit one of the five classes. Amounts that are
// not given are computed, or the line is refused.
//
// One transaction, one check; the book must outlive it. Costs a fraction of a microsecond a line.
class AmountCheck {
 public:
  // Without a book amounts are taken as given, and must be.
  AmountCheck(const contribution::RuleBook* book, PayerTerms payer);

  // Checks or fills the amounts of a line whose worker has these memberships with the payer.
  // Returns what refuses the line: AMOUNT_MISSING, RELIEF_UNKNOWN, RULE_UNKNOWN,
  // RULE_CEILING_UNKNOWN, JKK_CLASS_UNKNOWN, PROGRAMME_NOT_IN_SEGMENT, SEGMENT_INVALID. Warnings:
  // AMOUNT_DIFFERS_FROM_RULE, PROGRAMME_MISSING, PROGRAMME_NOT_DUE, RELIEF_NOT_IN_FORCE.
  std::optional<Finding> Apply(const DeclaredLine& line, std::span<const Membership> memberships,
                               Declaration& declaration, Findings& warnings);

 private:
  using Relief = contribution::Relief;
  using ShareTable = contribution::ShareTable;

  contribution::MonthlyCase CaseOf(const DeclaredLine& line,
                                   std::span<const Membership> memberships,
                                   const Declaration& declaration) const;
  // The first relief of the payer that changes something in the month.
  Relief PayersRelief(const contribution::MonthlyCase& month) const;
  bool InForce(contribution::MonthlyCase month, Relief relief) const;
  // Nothing if the rules do not say.
  std::optional<ProgrammeSet> Mandatory(Segment segment, Month month);
  ShareTable Shares(const contribution::MonthlyCase& first, Month last) const;

  std::optional<Finding> Compute(contribution::MonthlyCase month, Declaration& declaration);
  void Compare(const DeclaredLine& line, const contribution::MonthlyCase& month,
               const Declaration& declaration, Findings& warnings);
  void CompareOne(const DeclaredLine& line, std::size_t place, const ShareTable& due,
                  const contribution::MonthlyCase& month, const Declaration& declaration,
                  Findings& warnings) const;
  bool FitsAnotherWay(contribution::MonthlyCase month, Programme programme,
                      const Declaration& declaration) const;

  const contribution::RuleBook* book_;
  const PayerTerms payer_;
  std::vector<Relief> reliefs_;
  struct MandatoryOf {
    Segment segment;
    Month month;
    std::optional<ProgrammeSet> programmes;
  };
  std::optional<MandatoryOf> mandatory_;  // the one asked last
};

}  // namespace paritrana::compliance
