// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/domain/enforcement/evidence.h"
#include "services/compliance/domain/enforcement/finding_rules.h"

// Detection: from what is known of an employer to what it is suspected of. Pure; the same knowledge
// gives the same answer.
namespace paritrana::compliance {

// Where imported figures come from.
struct DataSource {
  std::string name;
  absl::CivilDay as_of;
  bool example = false;
};

struct HeadcountFigures {
  DataSource source;
  HeadcountEvidence counts;
};

struct WageFigures {
  DataSource source;  // of the minimum wages; if of several, the one that is least sure
  WageEvidence counts;
};

// What the standing lines of a month say about programmes.
struct StandingProgrammes {
  Month month;
  contribution::ProgrammeSet standing;  // with an amount
  std::uint64_t lines = 0;
};

// What is known of one employer on a day. What is not known is left out: nothing is said then.
struct EmployerFigures {
  contribution::EmployerKind kind = contribution::EmployerKind::kUnspecified;
  contribution::SizeClass size_class = contribution::SizeClass::kUnspecified;
  std::optional<HeadcountFigures> headcount;
  std::optional<WageFigures> wages;
  std::optional<StandingProgrammes> programmes;
  // Zero: known to have none.
  std::optional<ArrearsEvidence> arrears;
};

// What is known of an undertaking that is obliged to register.
struct UndertakingFigures {
  std::uint64_t region = 0;
  bool registered = false;  // it names an employer that registration knows
  DataSource source;
};

// What a detection says about one flag.
struct Detection {
  Flag flag = Flag::kUnregistered;
  // What was found; nothing if the flag was looked for in vain.
  std::optional<Evidence> evidence;
  // The rule applied, of the book it comes from.
  const FindingRule* rule = nullptr;

  // How sure: as the rule, but an example if the data is one.
  contribution::Confidence confidence() const;
};

// Looks at an employer on a day. A flag about which nothing can be said, for want of data or of a
// rule, is left out; UNREGISTERED is not looked for here.
std::vector<Detection> DetectAll(const FindingRules& rules, const contribution::RuleBook& book,
                                 const EmployerFigures& figures, absl::CivilDay day);

// Looks at an undertaking on a day.
std::optional<Detection> DetectUnregistered(const FindingRules& rules,
                                            const UndertakingFigures& figures, absl::CivilDay day);

}  // namespace paritrana::compliance
