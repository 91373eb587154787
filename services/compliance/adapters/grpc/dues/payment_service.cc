// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/dues/payment_service.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/compliance/adapters/grpc/answer.h"
#include "services/compliance/adapters/grpc/dues/payment_messages.h"
#include "services/compliance/adapters/grpc/paging.h"
#include "services/compliance/domain/day.h"
#include "services/compliance/domain/dues/payment_checks.h"

namespace paritrana::compliance {
namespace {

template <typename Response>
Response ToResponse(const std::string& payer, const PaymentView& view) {
  Response response;
  *response.mutable_payment() = ToProto(payer, view);
  *response.mutable_account() = ToProto(view.balance);
  return response;
}

}  // namespace

absl::StatusOr<v1::PostPaymentResponse> PaymentServiceAdapter::Post(
    const v1::PostPaymentRequest& request, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(compliance::PostPayment payment,
                             ReadPost(request, DayInWib(clock_.Now())));
  PARITRANA_ASSIGN_OR_RETURN(payment.payer, reader_.ReadPayer(request.payer(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const PaymentView view, post_.Post(payment, deadline));
  return ToResponse<v1::PostPaymentResponse>(request.payer(), view);
}

absl::StatusOr<v1::ReversePaymentResponse> PaymentServiceAdapter::Reverse(
    const v1::ReversePaymentRequest& request, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(compliance::ReversePayment reversal,
                             ReadReversal(request, DayInWib(clock_.Now())));
  PARITRANA_ASSIGN_OR_RETURN(reversal.payer, reader_.ReadPayer(request.payer(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const PaymentView view, reverse_.Reverse(reversal, deadline));
  return ToResponse<v1::ReversePaymentResponse>(request.payer(), view);
}

absl::StatusOr<v1::GetPaymentResponse> PaymentServiceAdapter::Get(
    const v1::GetPaymentRequest& request, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckReference(request.reference()));
  PARITRANA_ASSIGN_OR_RETURN(const EmployerId payer, reader_.ReadPayer(request.payer(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const PaymentView view, queries_.Find(payer, request.reference(),
                                                                   PaymentMoment::kNow, deadline));
  return ToResponse<v1::GetPaymentResponse>(request.payer(), view);
}

absl::StatusOr<v1::ListPaymentsResponse> PaymentServiceAdapter::List(
    const v1::ListPaymentsRequest& request, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const EmployerId payer, reader_.ReadPayer(request.payer(), deadline));
  PARITRANA_ASSIGN_OR_RETURN(const PageWanted wanted,
                             ReadNumberedPage(request.page_size(), request.page_token()));
  PARITRANA_ASSIGN_OR_RETURN(const PaymentPage page,
                             queries_.List(payer, PaymentNo(wanted.after), wanted.size, deadline));
  v1::ListPaymentsResponse response;
  for (std::size_t i = 0; i < page.payments.size(); ++i) {
    *response.add_payments() = ToProto(request.payer(), page.payments[i], page.allocated[i]);
  }
  if (page.more) {
    response.set_next_page_token(ToPageToken({page.payments.back().payment.no.value(), 0}));
  }
  *response.mutable_account() = ToProto(page.balance);
  return response;
}

grpc::Status PaymentServiceAdapter::PostPayment(grpc::ServerContext* context,
                                                const v1::PostPaymentRequest* request,
                                                v1::PostPaymentResponse* response) {
  return Answer(Post(*request, DeadlineOf(*context)), response);
}

grpc::Status PaymentServiceAdapter::ReversePayment(grpc::ServerContext* context,
                                                   const v1::ReversePaymentRequest* request,
                                                   v1::ReversePaymentResponse* response) {
  return Answer(Reverse(*request, DeadlineOf(*context)), response);
}

grpc::Status PaymentServiceAdapter::GetPayment(grpc::ServerContext* context,
                                               const v1::GetPaymentRequest* request,
                                               v1::GetPaymentResponse* response) {
  return Answer(Get(*request, DeadlineOf(*context)), response);
}

grpc::Status PaymentServiceAdapter::ListPayments(grpc::ServerContext* context,
                                                 const v1::ListPaymentsRequest* request,
                                                 v1::ListPaymentsResponse* response) {
  return Answer(List(*request, DeadlineOf(*context)), response);
}

}  // namespace paritrana::compliance
