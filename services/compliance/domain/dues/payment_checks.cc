// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/dues/payment_checks.h"

#include <algorithm>

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "services/compliance/domain/names.h"

namespace paritrana::compliance {
namespace {

// The number of a membership card (KPJ) has eleven digits, that of an identity card (NIK) sixteen.
constexpr int kIdentityDigitsMin = 11;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// People group the digits of long numbers.
bool IsGrouping(char c) { return c == ' ' || c == '.' || c == '-'; }

bool HoldsIdentity(std::string_view text) {
  int digits = 0;
  for (const char c : text) {
    if (IsDigit(c)) {
      if (++digits == kIdentityDigitsMin) return true;
    } else if (!IsGrouping(c)) {
      digits = 0;
    }
  }
  return false;
}

bool IsOneLine(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
}

// Bytes of UTF-8 that begin a character.
std::size_t CharsIn(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) >> 6) != 2; }));
}

}  // namespace

absl::Status CheckReference(std::string_view reference) {
  if (reference.empty()) return MakeError("FIELD_REQUIRED", "reference");
  return IsName(reference) ? absl::OkStatus() : MakeError("FIELD_MALFORMED", "reference");
}

absl::StatusOr<Rupiah> ReadPaymentAmount(std::int64_t rupiah) {
  if (rupiah < 1 || rupiah > kPaymentRupiahMax) {
    return MakeError("PAYMENT_AMOUNT_INVALID", "amount_rupiah");
  }
  return Rupiah(rupiah);
}

absl::StatusOr<absl::CivilDay> ReadPaidOn(std::string_view text, absl::CivilDay today) {
  const absl::StatusOr<absl::CivilDay> day = ParseDate(text);
  if (!day.ok() || *day > today || *day < kFirstPaymentDay) {
    return MakeError("PAYMENT_DATE_INVALID", "paid_on");
  }
  return day;
}

absl::StatusOr<absl::CivilDay> ReadReversedOn(std::string_view text, absl::CivilDay today) {
  if (text.empty()) return today;
  const absl::StatusOr<absl::CivilDay> day = ParseDate(text);
  if (!day.ok() || *day > today) return MakeError("REVERSAL_DATE_INVALID", "reversed_on");
  return day;
}

absl::Status CheckReasonText(std::string_view text, std::string_view field) {
  const bool fits = !text.empty() && CharsIn(text) <= kReasonCharsMax;
  if (fits && IsOneLine(text) && !HoldsIdentity(text)) return absl::OkStatus();
  return MakeError("PAYMENT_REASON_INVALID", field);
}

}  // namespace paritrana::compliance
