// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "libs/contribution/calculation.h"
#include "libs/contribution/due_date.h"

// A calculation in words a payroll clerk understands: one line of text, steps parted by "; ", each
// with the id of its rule and the legal basis.
namespace paritrana::contribution {

enum class Language : std::uint8_t { kIndonesian, kEnglish };

// "JP: 11,086,300 (ceiling PU-JP-CEILING-2026-03) x 2 % = 221,726 employer, x 1 % = 110,863
// employee [PU-JP, PP 45/2015 art.28-29]".
std::string Explain(const Calculation& calculation, Language language);
std::string Explain(const ProgrammeLine& line, Language language);

// "15 of the month is 2025-02-15; due 2025-02-17, the next working day [DUE-…]".
std::string Explain(const DueDate& due, Language language);

// "5,000,000 x 2 % x 2 months = 200,000 [DUE-…]".
std::string Explain(const LateFine& fine, Rupiah arrears, Language language);

// The same for a due date looked up once.
std::string Explain(const DueTerms& due, Language language);

// Rupiah that were, or are, so many months late.
struct LatePart {
  Rupiah amount;
  int months = 0;
};

// "(5,000,000 x 2 + 300,000 x 1 months late) x 2 % = 206,000 [DUE-…]".
std::string ExplainFine(const DueTerms& due, std::span<const LatePart> parts, Rupiah fine,
                        Language language);

// "1,234,567", as readers of the language write it.
std::string RupiahText(Rupiah amount, Language language);

// A migrant worker's package for JKK and JKM, part by part; the calculation must have one.
std::string ExplainPackage(const Calculation& calculation, Language language);

// How fractions of a rupiah were treated: "half up to whole rupiah: per person, …".
std::string ExplainRounding(const Calculation& calculation, Language language);

// "; " before each note; empty without notes.
std::string Explain(const std::vector<Note>& notes, Language language);

// What a note says.
std::string_view TextOf(Note note, Language language);

}  // namespace paritrana::contribution
