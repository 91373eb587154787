// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/month.h"

// What people write into the cells of a payroll sheet, in Indonesian and English forms.
namespace paritrana::cli {

// Takes away spaces around a cell, and the apostrophe that spreadsheets put before a number kept as
// text.
std::string_view TrimCell(std::string_view cell);

// Reads whole rupiah: "5000000", "5.000.000", "5,000,000.00", "Rp 5.000.000,-". The last separator
// is decimal when one or two digits follow it and groups thousands when three do; groups are three
// wide. AMOUNT_MALFORMED (fractions too), AMOUNT_NEGATIVE, AMOUNT_OVERFLOW.
absl::StatusOr<std::int64_t> ParseRupiah(std::string_view cell);

// Reads "31-01-2024", "31/1/2024" or "2024-01-31": the day comes first unless the year does.
// DATE_INVALID.
absl::StatusOr<absl::CivilDay> ParseDay(std::string_view cell);

// Reads "2024-12", "12-2024" or "12/2024". MONTH_INVALID.
absl::StatusOr<Month> ParseMonth(std::string_view cell);

// Reads a word of a fixed list as people write it: capitals, with "_" for spaces and hyphens.
std::string NormalWord(std::string_view cell);

}  // namespace paritrana::cli
