// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"

// How spreadsheets keep numbers and days. Nothing here goes through floating point: numbers are
// texts of digits from the file to the cell.
namespace paritrana::workbook {

// Writes a number as it stands in a workbook ("5.0E+6", "64.019999999999996") with all its digits
// and no exponent, rounded half up to 15 significant digits as spreadsheets show it; a whole number
// that is written out keeps every digit. Nothing if it is no number, or one with more than 40
// digits.
std::optional<std::string> PlainNumber(std::string_view number);

// Which day is number 1, or 0.
enum class DateSystem { k1900, k1904 };

// The day that a plain number counts to; the time of day after the point is dropped. Nothing for
// negative numbers, days after 9999, and 29 February 1900, which spreadsheets invented.
std::optional<absl::CivilDay> DayOfSerial(std::string_view number, DateSystem system);

// The number of a day, the other way round. `day` must not be before March 1900.
long SerialOfDay(absl::CivilDay day);

// True if a number format ("dd\-mm\-yyyy") shows days.
bool IsDayFormat(std::string_view format_code);

// The same for the numbers of the formats that every workbook has.
bool IsBuiltInDayFormat(int format_id);

}  // namespace paritrana::workbook
