// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/rupiah.h"

// What a payment must be by itself, before anything is known of its payer.
namespace paritrana::compliance {

// Ten million million: twenty times what all payers of the country pay in a month. With it, the sum
// of any account fits.
inline constexpr std::int64_t kPaymentRupiahMax = 10'000'000'000'000;

// The programmes began in December 1977 (PP 33/1977); an earlier day is a slip of the pen.
inline constexpr absl::CivilDay kFirstPaymentDay(1977, 12, 1);

// Long enough to say why, too short for a letter.
inline constexpr std::size_t kReasonCharsMax = 200;

// FIELD_REQUIRED, FIELD_MALFORMED: a reference stands in URLs (IsName).
absl::Status CheckReference(std::string_view reference);

// PAYMENT_AMOUNT_INVALID.
absl::StatusOr<Rupiah> ReadPaymentAmount(std::int64_t rupiah);

// PAYMENT_DATE_INVALID for what is no day, in the future, or absurdly old.
absl::StatusOr<absl::CivilDay> ReadPaidOn(std::string_view text, absl::CivilDay today);

// REVERSAL_DATE_INVALID. An empty text is today; whether it lies before the payment is seen later.
absl::StatusOr<absl::CivilDay> ReadReversedOn(std::string_view text, absl::CivilDay today);

// PAYMENT_REASON_INVALID, naming `field`, unless it is one line of 1 to 200 characters without a
// number as long as that of a card or an identity: what people write here is kept and shown.
absl::Status CheckReasonText(std::string_view text, std::string_view field);

}  // namespace paritrana::compliance
