// SPDX-License-Identifier: Apache-2.0
#include "libs/base/date.h"

#include <cstddef>
#include <cstdio>

#include "libs/base/reason.h"

namespace paritrana {
namespace {

constexpr int kYearLeast = 1900;
constexpr int kYearMost = 3000;

bool HasIsoShape(std::string_view text) {
  if (text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 4 || i == 7;
    if (hyphen ? text[i] != '-' : (text[i] < '0' || text[i] > '9')) return false;
  }
  return true;
}

int Digits(std::string_view text) {
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

absl::StatusOr<absl::CivilDay> ParseDate(std::string_view text) {
  if (!HasIsoShape(text)) return MakeError("DATE_INVALID");
  const int year = Digits(text.substr(0, 4));
  const int month = Digits(text.substr(5, 2));
  const int day = Digits(text.substr(8, 2));
  const absl::CivilDay date(year, month, day);
  // A civil day normalises what does not exist: 30 February comes back as 1 or 2 March.
  const bool exists = date.month() == month && date.day() == day;
  if (!exists || year < kYearLeast || year > kYearMost) return MakeError("DATE_INVALID");
  return date;
}

std::string FormatDate(absl::CivilDay day) {
  char text[40];
  std::snprintf(text, sizeof text, "%04lld-%02d-%02d", static_cast<long long>(day.year()),
                day.month(), day.day());
  return text;
}

}  // namespace paritrana
