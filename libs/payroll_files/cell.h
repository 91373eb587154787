// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/month.h"
#include "libs/workbook/cell.h"
#include "libs/workbook/number.h"

// What people write into the cells of a payroll sheet, in Indonesian and English forms, and what
// spreadsheets make of it.
namespace paritrana::files {

// A cell as its form sees it: trimmed.
struct CellView {
  std::string_view text;
  workbook::CellKind kind = workbook::CellKind::kText;

  bool empty() const { return text.empty(); }
};

// Takes away spaces around a cell, and the apostrophe that spreadsheets put before a number kept as
// text.
std::string_view TrimCell(std::string_view cell);

// Reads whole rupiah. In a text the last separator is decimal when one or two digits follow it and
// groups thousands when three do; groups are three wide: "5000000", "5.000.000", "5,000,000.00",
// "Rp 5.000.000,-". A number of a workbook has no groups. AMOUNT_MALFORMED (fractions too),
// AMOUNT_NEGATIVE, AMOUNT_OVERFLOW.
absl::StatusOr<std::int64_t> ParseRupiah(std::string_view text);
absl::StatusOr<std::int64_t> ParseRupiah(const CellView& cell);

// Reads "31-01-2024", "31/1/2024" or "2024-01-31": the day comes first unless the year does. In a
// workbook also the number that a day is kept as. DATE_INVALID.
absl::StatusOr<absl::CivilDay> ParseDay(std::string_view text);
absl::StatusOr<absl::CivilDay> ParseDay(const CellView& cell, workbook::DateSystem system);

// Reads "2024-12", "12-2024" or "12/2024"; in a workbook also any day of that month, which is what
// spreadsheets make of these. MONTH_INVALID.
absl::StatusOr<Month> ParseMonth(std::string_view text);
absl::StatusOr<Month> ParseMonth(const CellView& cell);

// Digits of a participant number, whose first may be zero.
inline constexpr std::size_t kKpjDigits = 11;

// Reads an identity number as text, without spaces. IDENTITY_DIGITS_LOST if a spreadsheet has made
// a number of it and digits may be gone: "6.47401E+15", more than 15 digits that end in zero, or
// fewer than `digits` (a zero in front; 0: any length).
absl::StatusOr<std::string> ParseIdentityNumber(const CellView& cell, std::size_t digits);

// Reads a region's code as text. REGION_DIGITS_LOST if a spreadsheet has made a number of it and a
// zero may be gone: 62.10 as 62.1.
absl::StatusOr<std::string> ParseRegion(const CellView& cell);

// Reads a word of a fixed list as people write it: capitals, with "_" for spaces and hyphens.
std::string NormalWord(std::string_view cell);

}  // namespace paritrana::files
