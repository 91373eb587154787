// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>

#include "libs/base/reason.h"
#include "libs/identity/identity.h"

// What identity numbers look like.
namespace paritrana::identity {
namespace {

constexpr int kFemaleOffset = 40;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool AllDigits(std::string_view text) { return std::all_of(text.begin(), text.end(), IsDigit); }

int Number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// True if some century has this day. 29 February needs a year divisible by four: 1900 had none,
// but 2000 had.
bool DayExists(int two_digit_year, int month, int day) {
  if (month < 1 || month > 12 || day < 1) return false;
  const absl::CivilDay date(2000 + two_digit_year, month, day);
  return date.month() == month && date.day() == day;
}

}  // namespace

absl::StatusOr<NikFacts> ParseNik(std::string_view nik) {
  if (nik.size() != 16 || !AllDigits(nik)) return MakeError("NIK_INVALID");
  NikFacts facts;
  facts.day = Number(nik.substr(6, 2));
  facts.month = Number(nik.substr(8, 2));
  facts.two_digit_year = Number(nik.substr(10, 2));
  facts.female = facts.day > kFemaleOffset;
  if (facts.female) facts.day -= kFemaleOffset;
  const bool numbered = Number(nik.substr(12, 4)) > 0;
  if (!numbered || !DayExists(facts.two_digit_year, facts.month, facts.day)) {
    return MakeError("NIK_INVALID");
  }
  return facts;
}

absl::Status CheckBirthDate(const NikFacts& facts, absl::CivilDay birth_date) {
  const bool same = facts.day == birth_date.day() && facts.month == birth_date.month() &&
                    facts.two_digit_year == birth_date.year() % 100;
  return same ? absl::OkStatus() : MakeError("NIK_BIRTH_DATE_DIFFERS");
}

absl::Status CheckKpj(std::string_view kpj) {
  return kpj.size() == 11 && AllDigits(kpj) ? absl::OkStatus() : MakeError("KPJ_INVALID");
}

absl::Status CheckPassport(std::string_view passport) {
  const bool characters = std::all_of(passport.begin(), passport.end(),
                                      [](char c) { return IsDigit(c) || (c >= 'A' && c <= 'Z'); });
  const bool length = passport.size() >= 5 && passport.size() <= 20;
  return characters && length ? absl::OkStatus() : MakeError("PASSPORT_INVALID");
}

}  // namespace paritrana::identity
