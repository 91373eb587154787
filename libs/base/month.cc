// SPDX-License-Identifier: Apache-2.0
#include "libs/base/month.h"

#include <cstdio>

#include "libs/base/reason.h"

namespace paritrana {
namespace {

// The first year of employment insurance in Indonesia, and one far enough ahead to be a typing
// error.
constexpr int kYearLeast = 1977;
constexpr int kYearMost = 2199;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The number in `text`, which must be digits only; -1 otherwise.
int Digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

absl::StatusOr<Month> Month::Parse(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return MakeError("MONTH_INVALID");
  const int year = Digits(text.substr(0, 4));
  const int month = Digits(text.substr(5, 2));
  if (year < kYearLeast || year > kYearMost || month < 1 || month > 12) {
    return MakeError("MONTH_INVALID");
  }
  return Month(year, month);
}

std::string Month::ToString() const {
  char text[24];
  std::snprintf(text, sizeof text, "%04d-%02d", year(), month());
  return text;
}

}  // namespace paritrana
