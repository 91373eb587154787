// SPDX-License-Identifier: Apache-2.0
#include "cli/files/cell.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::cli {
namespace {

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
  std::int64_t value = 0;
  if (!absl::SimpleAtoi(joined, &value)) return MakeError("AMOUNT_OVERFLOW");
  if (negative && value != 0) return MakeError("AMOUNT_NEGATIVE");
  return value;
}

absl::StatusOr<absl::CivilDay> ParseDay(std::string_view cell) {
  std::vector<std::string_view> parts = DateParts(TrimCell(cell));
  if (parts.size() != 3) return MakeError("DATE_INVALID");
  if (parts[0].size() != 4) std::swap(parts[0], parts[2]);
  return ParseDate(
      absl::StrCat(std::string(parts[0]), "-", TwoWide(parts[1]), "-", TwoWide(parts[2])));
}

absl::StatusOr<Month> ParseMonth(std::string_view cell) {
  std::vector<std::string_view> parts = DateParts(TrimCell(cell));
  if (parts.size() != 2) return MakeError("MONTH_INVALID");
  if (parts[0].size() != 4) std::swap(parts[0], parts[1]);
  return Month::Parse(absl::StrCat(std::string(parts[0]), "-", TwoWide(parts[1])));
}

std::string NormalWord(std::string_view cell) {
  std::string word(TrimCell(cell));
  for (char& c : word) {
    c = c == ' ' || c == '-' ? '_' : absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return word;
}

}  // namespace paritrana::cli
