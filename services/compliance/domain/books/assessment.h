// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "libs/base/month.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/domain/amount_check.h"
#include "services/compliance/domain/dues/account.h"
#include "services/compliance/domain/enforcement/flags.h"

namespace paritrana::compliance {

// How an employer complies, as facts state it: counts and codes, no name and no wage.
struct Assessment {
  FlagSet suspected;
  FlagSet confirmed;
  std::uint32_t obligations_due = 0;      // that fell due in the twelve months before the day
  std::uint32_t obligations_on_time = 0;  // of these, paid in full by their due day
  ProgrammeSet mandatory;
  ProgrammeSet taken;           // in `latest`
  std::optional<Month> latest;  // the newest period it declared
  std::int64_t heads = 0;       // lines that count in it, over their covered months
  std::string arrears_class;    // a code of the rules; empty if nothing is in arrears
  bool declarations_complete = true;
  bool declared_in_time = true;  // the newest period whose books are closed

  friend bool operator==(const Assessment&, const Assessment&) = default;
};

// What an assessment rests on, besides the account.
struct AssessmentSources {
  PayerTerms terms;
  FlagSet suspected;
  FlagSet confirmed;
  bool declarations_missing = false;  // of a period whose books are closed
  bool newest_missed = false;         // the newest of these was not declared in time
};

// Assesses an employer by its account as of a day. An obligation, one programme of one period and
// segment, is due from the day after its due day on, for a year; it was paid on time if money of
// payments made until the due day covers it. Periods without a due day are left out.
Assessment Assess(const contribution::RuleBook& book, const AssessmentSources& sources,
                  const Account& account);

}  // namespace paritrana::compliance
