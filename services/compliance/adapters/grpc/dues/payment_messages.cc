// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/dues/payment_messages.h"

#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/grpc/translate.h"
#include "services/compliance/domain/dues/payment_checks.h"

namespace paritrana::compliance {
namespace {

absl::StatusOr<std::optional<Month>> ReadEarmark(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<Month> period = Month::Parse(text);
  if (!period.ok()) return MakeError("PERIOD_INVALID", "period");
  return *period;
}

absl::StatusOr<std::string> ReadCorrectionReason(const std::string& text) {
  if (!text.empty()) PARITRANA_RETURN_IF_ERROR(CheckReasonText(text, "correction_reason"));
  return text;
}

v1::PaymentAllocation ToProto(const Piece& piece) {
  v1::PaymentAllocation proto;
  proto.set_period(piece.period.ToString());
  proto.set_segment(static_cast<common::v1::Segment>(piece.segment));
  proto.set_fine(piece.head == contribution::Head::kFine);
  if (!proto.fine()) proto.set_programme(static_cast<common::v1::Programme>(piece.head));
  proto.set_rupiah(piece.amount.value());
  return proto;
}

void SetReversal(const KeptPayment& kept, v1::Payment& proto) {
  proto.set_state(v1::PAYMENT_STATE_REVERSED);
  proto.set_reversed_on(FormatDate(kept.payment.reversal->reversed_on));
  proto.set_reversal_reason(kept.reversal->reason);
  *proto.mutable_reversed_at() = ToTimestamp(kept.reversal->recorded_at);
}

}  // namespace

absl::StatusOr<PostPayment> ReadPost(const v1::PostPaymentRequest& request, absl::CivilDay today) {
  PARITRANA_RETURN_IF_ERROR(CheckReference(request.reference()));
  PostPayment payment;
  payment.reference = request.reference();
  PARITRANA_ASSIGN_OR_RETURN(payment.amount, ReadPaymentAmount(request.amount_rupiah()));
  PARITRANA_ASSIGN_OR_RETURN(payment.paid_on, ReadPaidOn(request.paid_on(), today));
  PARITRANA_ASSIGN_OR_RETURN(payment.period, ReadEarmark(request.period()));
  PARITRANA_ASSIGN_OR_RETURN(payment.correction_reason,
                             ReadCorrectionReason(request.correction_reason()));
  return payment;
}

absl::StatusOr<ReversePayment> ReadReversal(const v1::ReversePaymentRequest& request,
                                            absl::CivilDay today) {
  PARITRANA_RETURN_IF_ERROR(CheckReference(request.reference()));
  PARITRANA_RETURN_IF_ERROR(CheckReasonText(request.reason(), "reason"));
  ReversePayment reversal;
  reversal.reference = request.reference();
  reversal.reason = request.reason();
  if (!request.reversed_on().empty()) {
    PARITRANA_ASSIGN_OR_RETURN(reversal.reversed_on, ReadReversedOn(request.reversed_on(), today));
  }
  PARITRANA_ASSIGN_OR_RETURN(reversal.correction_reason,
                             ReadCorrectionReason(request.correction_reason()));
  return reversal;
}

v1::PayerAccount ToProto(const AccountBalance& balance) {
  v1::PayerAccount proto;
  proto.set_version(balance.version);
  proto.set_posted_rupiah(balance.posted.value());
  proto.set_allocated_rupiah(balance.allocated.value());
  proto.set_unallocated_rupiah(balance.unallocated.value());
  return proto;
}

v1::Payment ToProto(const std::string& payer, const KeptPayment& kept, Rupiah allocated) {
  const Payment& payment = kept.payment;
  v1::Payment proto;
  proto.set_payer(payer);
  proto.set_reference(kept.reference);
  proto.set_amount_rupiah(payment.amount.value());
  proto.set_paid_on(FormatDate(payment.paid_on));
  if (payment.period) proto.set_period(payment.period->ToString());
  proto.set_state(v1::PAYMENT_STATE_POSTED);
  *proto.mutable_recorded_at() = ToTimestamp(kept.recorded_at);
  proto.set_correction_reason(kept.correction_reason);
  if (kept.reversal) {
    SetReversal(kept, proto);
    return proto;
  }
  proto.set_allocated_rupiah(allocated.value());
  proto.set_unallocated_rupiah(payment.amount.value() - allocated.value());
  return proto;
}

v1::Payment ToProto(const std::string& payer, const PaymentView& view) {
  const Rupiah allocated(view.kept.payment.amount.value() - view.unallocated().value());
  v1::Payment proto = ToProto(payer, view.kept, allocated);
  for (const Piece& piece : view.pieces) *proto.add_allocations() = ToProto(piece);
  return proto;
}

}  // namespace paritrana::compliance
