// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "libs/base/month.h"

// What rows of rules have in common: since when they hold, and where they come from.
namespace paritrana::contribution {

// The covered months for which a row holds, both ends included. A row that begins within a month
// holds for the whole of it (example rule; of the rows known only those of JKP do).
struct Validity {
  static constexpr Month kOpen = Month::FromNumber(std::numeric_limits<std::int32_t>::max());

  Month from;
  Month to = kOpen;

  constexpr bool Has(Month month) const { return from <= month && month <= to; }
};

// How sure the source of a row is.
enum class Confidence : std::uint8_t {
  kHigh,     // primary text, or several sources that agree
  kMedium,   // one credible source
  kLow,      // weak
  kDerived,  // by arithmetic from rows that are known
  kExample,  // this product's own default, never an official rule
};

// Where a row comes from; every row has it.
struct RuleOrigin {
  std::string rule_id;  // stable name, "PU-JKK-II"
  std::string legal_basis;
  Confidence confidence = Confidence::kExample;
  std::string note;
  std::string where;  // "data/rules/rates.csv:12", for messages about the row
};

}  // namespace paritrana::contribution
