// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/cell.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::files {
namespace {

using workbook::CellKind;

// Digits of a number beyond which spreadsheets write zeros.
constexpr std::size_t kDigitsOfSpreadsheets = 15;

// A non-breaking space, which spreadsheets leave behind.
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

bool TrimOnce(std::string_view* cell) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  if (cell->empty()) return false;
  if (is_space(cell->front())) return cell->remove_prefix(1), true;
  if (is_space(cell->back())) return cell->remove_suffix(1), true;
  if (cell->starts_with(kNoBreakSpace)) return cell->remove_prefix(kNoBreakSpace.size()), true;
  if (cell->ends_with(kNoBreakSpace)) return cell->remove_suffix(kNoBreakSpace.size()), true;
  return false;
}

std::string_view WithoutCurrency(std::string_view cell) {
  if (cell.size() >= 2 && absl::ascii_tolower(static_cast<unsigned char>(cell[0])) == 'r' &&
      absl::ascii_tolower(static_cast<unsigned char>(cell[1])) == 'p') {
    cell.remove_prefix(2);
    if (cell.starts_with('.')) cell.remove_prefix(1);
  }
  if (cell.ends_with(",-") || cell.ends_with(".-")) cell.remove_suffix(2);
  return TrimCell(cell);
}

// A number taken apart at its separators: "5,000,000.00" is {5, 000, 000, 00} and ",,.".
struct Groups {
  std::vector<std::string_view> digits;
  std::string separators;
};

Groups Split(std::string_view number) {
  Groups groups;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= number.size(); ++i) {
    if (i < number.size() && number[i] != '.' && number[i] != ',') continue;
    groups.digits.push_back(number.substr(begin, i - begin));
    if (i < number.size()) groups.separators += number[i];
    begin = i + 1;
  }
  return groups;
}

// True if `groups` are thousands: one kind of separator, all but the first group three wide.
bool AreThousands(const Groups& groups) {
  if (groups.digits.size() == 1) return true;
  const bool one_kind = std::all_of(groups.separators.begin(), groups.separators.end(),
                                    [&](char c) { return c == groups.separators.front(); });
  const bool three_wide = std::all_of(groups.digits.begin() + 1, groups.digits.end(),
                                      [](std::string_view group) { return group.size() == 3; });
  return one_kind && three_wide && groups.digits.front().size() <= 3;
}

// Takes ",00" away. False if what is there is a fraction or no decimals at all.
bool DropDecimals(Groups* groups) {
  if (groups->digits.size() == 1 || groups->digits.back().size() > 2) return true;
  const std::string_view decimals = groups->digits.back();
  const char separator = groups->separators.back();
  groups->digits.pop_back();
  groups->separators.pop_back();
  const bool zero = std::all_of(decimals.begin(), decimals.end(), [](char c) { return c == '0'; });
  return zero && groups->separators.find(separator) == std::string::npos;
}

// The parts of a date or month, separated by one of "-/.".
std::vector<std::string_view> DateParts(std::string_view cell) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= cell.size(); ++i) {
    const bool separator = i < cell.size() && (cell[i] == '-' || cell[i] == '/' || cell[i] == '.');
    if (i < cell.size() && !separator) continue;
    parts.push_back(cell.substr(begin, i - begin));
    begin = i + 1;
  }
  return parts;
}

// "6.47401E+15" or "6,47401E+15": how a spreadsheet shows a long number in a narrow column.
bool IsScientific(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos || e == 0 || e + 2 >= text.size()) return false;
  const auto of_number = [](char c) { return IsDigit(c) || c == '.' || c == ','; };
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(e), of_number) &&
         (text[e + 1] == '+' || IsDigit(text[e + 1])) && AllDigits(text.substr(e + 2));
}

absl::StatusOr<std::int64_t> ToRupiah(bool negative, const std::string& digits) {
  std::int64_t value = 0;
  if (!absl::SimpleAtoi(digits, &value)) return MakeError("AMOUNT_OVERFLOW");
  if (negative && value != 0) return MakeError("AMOUNT_NEGATIVE");
  return value;
}

std::string TwoWide(std::string_view digits) {
  return absl::StrCat(digits.size() == 1 ? "0" : "", std::string(digits));
}

}  // namespace

std::string_view TrimCell(std::string_view cell) {
  while (TrimOnce(&cell)) {
  }
  if (cell.starts_with('\'')) cell.remove_prefix(1);
  return cell;
}

absl::StatusOr<std::int64_t> ParseRupiah(std::string_view cell) {
  std::string_view number = WithoutCurrency(TrimCell(cell));
  const bool negative = number.starts_with('-');
  if (negative) number.remove_prefix(1);
  Groups groups = Split(number);
  const bool digits = std::all_of(groups.digits.begin(), groups.digits.end(), AllDigits);
  if (!digits || !DropDecimals(&groups) || !AreThousands(groups)) {
    return MakeError("AMOUNT_MALFORMED");
  }
  std::string joined;
  for (const std::string_view group : groups.digits) joined += group;
  return ToRupiah(negative, joined);
}

absl::StatusOr<std::int64_t> ParseRupiah(const CellView& cell) {
  if (cell.kind == CellKind::kText) return ParseRupiah(cell.text);
  std::string_view digits = cell.text;
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  if (cell.kind != CellKind::kNumber || !AllDigits(digits)) return MakeError("AMOUNT_MALFORMED");
  return ToRupiah(negative, std::string(digits));
}

absl::StatusOr<absl::CivilDay> ParseDay(std::string_view cell) {
  std::vector<std::string_view> parts = DateParts(TrimCell(cell));
  if (parts.size() != 3) return MakeError("DATE_INVALID");
  if (parts[0].size() != 4) std::swap(parts[0], parts[2]);
  return ParseDate(
      absl::StrCat(std::string(parts[0]), "-", TwoWide(parts[1]), "-", TwoWide(parts[2])));
}

absl::StatusOr<absl::CivilDay> ParseDay(const CellView& cell, workbook::DateSystem system) {
  if (cell.kind != CellKind::kNumber) return ParseDay(cell.text);
  const std::optional<absl::CivilDay> day = workbook::DayOfSerial(cell.text, system);
  if (!day.has_value()) return MakeError("DATE_INVALID");
  return ParseDate(FormatDate(*day));  // within the years that dates have here
}

absl::StatusOr<Month> ParseMonth(std::string_view cell) {
  std::vector<std::string_view> parts = DateParts(TrimCell(cell));
  if (parts.size() != 2) return MakeError("MONTH_INVALID");
  if (parts[0].size() != 4) std::swap(parts[0], parts[1]);
  return Month::Parse(absl::StrCat(std::string(parts[0]), "-", TwoWide(parts[1])));
}

absl::StatusOr<Month> ParseMonth(const CellView& cell) {
  if (cell.kind != CellKind::kDate) return ParseMonth(cell.text);
  return ParseMonth(cell.text.substr(0, std::string_view("2024-12").size()));
}

absl::StatusOr<std::string> ParseIdentityNumber(const CellView& cell, std::size_t digits) {
  if (IsScientific(cell.text)) return MakeError("IDENTITY_DIGITS_LOST");
  if (cell.kind == CellKind::kNumber) {
    const bool rounded = cell.text.size() > kDigitsOfSpreadsheets && cell.text.ends_with('0');
    if (rounded || !AllDigits(cell.text) || cell.text.size() < digits) {
      return MakeError("IDENTITY_DIGITS_LOST");
    }
  }
  std::string number(cell.text);
  number.erase(std::remove(number.begin(), number.end(), ' '), number.end());
  return number;
}

absl::StatusOr<std::string> ParseRegion(const CellView& cell) {
  const std::size_t point = cell.text.find('.');
  const bool one_decimal =
      point != std::string_view::npos && cell.text.size() - point == std::string_view(".1").size();
  if (cell.kind == CellKind::kNumber && one_decimal) return MakeError("REGION_DIGITS_LOST");
  return std::string(cell.text);
}

std::string NormalWord(std::string_view cell) {
  std::string word(TrimCell(cell));
  for (char& c : word) {
    c = c == ' ' || c == '-' ? '_' : absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return word;
}

}  // namespace paritrana::files
