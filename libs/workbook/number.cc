// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/number.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace paritrana::workbook {
namespace {

constexpr std::size_t kSignificantDigits = 15;
constexpr int kDigitsMax = 40;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// A number taken apart: digits × 10^(point - digits.size()).
struct Decimal {
  bool negative = false;
  std::string digits;  // without zeros in front
  int point = 0;       // number of digits before the point; may be negative
};

std::string_view TakeDigits(std::string_view* text) {
  const auto end = std::find_if_not(text->begin(), text->end(), IsDigit);
  const std::string_view digits = text->substr(0, static_cast<std::size_t>(end - text->begin()));
  text->remove_prefix(digits.size());
  return digits;
}

// Reads "E+15"; 0 if nothing is left. Nothing if it is malformed or far too large.
std::optional<int> TakeExponent(std::string_view text) {
  if (text.empty()) return 0;
  if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
  text.remove_prefix(1);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.size() > 3 || !std::all_of(text.begin(), text.end(), IsDigit)) {
    return std::nullopt;
  }
  int exponent = 0;
  for (const char digit : text) exponent = exponent * 10 + (digit - '0');
  return negative ? -exponent : exponent;
}

std::optional<Decimal> Parse(std::string_view text) {
  Decimal number;
  number.negative = text.starts_with('-');
  if (number.negative) text.remove_prefix(1);
  const std::string_view whole = TakeDigits(&text);
  std::string_view fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = TakeDigits(&text);
  }
  if (whole.size() + fraction.size() == 0 || whole.size() + fraction.size() > 2 * kDigitsMax) {
    return std::nullopt;
  }
  const std::optional<int> exponent = TakeExponent(text);
  if (!exponent.has_value()) return std::nullopt;
  number.digits.append(whole).append(fraction);
  number.point = static_cast<int>(whole.size()) + *exponent;
  const std::size_t zeros = std::min(number.digits.find_first_not_of('0'), number.digits.size());
  number.digits.erase(0, zeros);
  number.point -= static_cast<int>(zeros);
  return number;
}

// Keeps `length` digits, rounded half up.
void Round(std::size_t length, Decimal* number) {
  if (number->digits.size() <= length) return;
  const bool up = number->digits[length] >= '5';
  number->digits.resize(length);
  if (!up) return;
  std::size_t at = length;
  while (at > 0 && number->digits[at - 1] == '9') number->digits[--at] = '0';
  if (at > 0) {
    ++number->digits[at - 1];
  } else {
    number->digits.insert(0, 1, '1');
    number->digits.pop_back();
    ++number->point;
  }
}

std::string Write(const Decimal& number) {
  std::string digits = number.digits;
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  if (digits.empty()) return "0";
  std::string text = number.negative ? "-" : "";
  if (number.point <= 0) {
    return text + "0." + std::string(static_cast<std::size_t>(-number.point), '0') + digits;
  }
  const auto point = static_cast<std::size_t>(number.point);
  if (digits.size() <= point) return text + digits + std::string(point - digits.size(), '0');
  return text + digits.substr(0, point) + "." + digits.substr(point);
}

// The part of a format that says how a number looks: no texts in quotes, no colours or locales in
// brackets, no escaped characters.
std::string Bare(std::string_view code) {
  std::string bare;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      const std::size_t end = code.find(c == '"' ? '"' : ']', i + 1);
      if (end == std::string_view::npos) break;
      i = end;
    } else {
      bare += absl::ascii_tolower(static_cast<unsigned char>(c));
    }
  }
  return bare;
}

// Days between two systems' zeros and the calendar. The first 59 days of 1900 are one off, since
// the format has a 29 February in that year.
constexpr absl::CivilDay kZeroOf1900(1899, 12, 30);
constexpr absl::CivilDay kZeroOfEarly1900(1899, 12, 31);
constexpr absl::CivilDay kZeroOf1904(1904, 1, 1);
constexpr std::int64_t kInventedDay = 60;
constexpr absl::CivilDay kLastDay(9999, 12, 31);

}  // namespace

std::optional<std::string> PlainNumber(std::string_view number) {
  std::optional<Decimal> decimal = Parse(number);
  if (!decimal.has_value()) return std::nullopt;
  const bool written_out = number.find_first_of(".eE") == std::string_view::npos;
  if (!written_out) Round(kSignificantDigits, &*decimal);
  if (decimal->point > kDigitsMax || decimal->point < -kDigitsMax) return std::nullopt;
  return Write(*decimal);
}

std::optional<absl::CivilDay> DayOfSerial(std::string_view number, DateSystem system) {
  const std::string_view whole = number.substr(0, number.find('.'));
  std::int64_t serial = 0;
  if (whole.empty() || whole.size() > 7 || !std::all_of(whole.begin(), whole.end(), IsDigit) ||
      !absl::SimpleAtoi(absl::string_view(whole.data(), whole.size()), &serial)) {
    return std::nullopt;
  }
  absl::CivilDay zero = kZeroOf1904;
  if (system == DateSystem::k1900) {
    if (serial == 0 || serial == kInventedDay) return std::nullopt;
    zero = serial < kInventedDay ? kZeroOfEarly1900 : kZeroOf1900;
  }
  const absl::CivilDay day = zero + serial;
  if (day > kLastDay) return std::nullopt;
  return day;
}

long SerialOfDay(absl::CivilDay day) { return day - kZeroOf1900; }

bool IsDayFormat(std::string_view format_code) {
  // Only the first section: the others are for negative numbers, zero and texts.
  const std::string bare = Bare(format_code.substr(0, format_code.find(';')));
  if (bare == "general") return false;
  return bare.find_first_of("yd") != std::string::npos || bare.find("mmm") != std::string::npos;
}

bool IsBuiltInDayFormat(int format_id) {
  return (format_id >= 14 && format_id <= 17) || format_id == 22 ||
         (format_id >= 27 && format_id <= 36) || (format_id >= 50 && format_id <= 58);
}

}  // namespace paritrana::workbook
