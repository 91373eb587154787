// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "paritrana/compliance/v1/payments.pb.h"
#include "services/compliance/application/dues/post_payment.h"
#include "services/compliance/application/dues/reverse_payment.h"

// Messages of payments to the application's values and back.
namespace paritrana::compliance {

// All but the payer. FIELD_REQUIRED, FIELD_MALFORMED (reference), PAYMENT_AMOUNT_INVALID,
// PAYMENT_DATE_INVALID, PERIOD_INVALID, PAYMENT_REASON_INVALID.
absl::StatusOr<PostPayment> ReadPost(const v1::PostPaymentRequest& request, absl::CivilDay today);

// All but the payer. FIELD_REQUIRED, FIELD_MALFORMED (reference), REVERSAL_DATE_INVALID,
// PAYMENT_REASON_INVALID.
absl::StatusOr<ReversePayment> ReadReversal(const v1::ReversePaymentRequest& request,
                                            absl::CivilDay today);

v1::PayerAccount ToProto(const AccountBalance& balance);

// A payment without where it went.
v1::Payment ToProto(const std::string& payer, const KeptPayment& kept, Rupiah allocated);

v1::Payment ToProto(const std::string& payer, const PaymentView& view);

}  // namespace paritrana::compliance
