// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/base/clock.h"
#include "paritrana/compliance/v1/payments.grpc.pb.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/application/dues/post_payment.h"
#include "services/compliance/application/dues/reverse_payment.h"

namespace paritrana::compliance {

// PaymentService over the use cases of payments. Nothing of what callers write as a reason is
// logged. Thread-safe.
class PaymentServiceAdapter final : public v1::PaymentService::Service {
 public:
  // All must outlive the service.
  PaymentServiceAdapter(PostPaymentHandler& post, ReversePaymentHandler& reverse,
                        PaymentQueries& queries, RequestReader& reader, const Clock& clock)
      : post_(post), reverse_(reverse), queries_(queries), reader_(reader), clock_(clock) {}

  grpc::Status PostPayment(grpc::ServerContext* context, const v1::PostPaymentRequest* request,
                           v1::PostPaymentResponse* response) override;
  grpc::Status ReversePayment(grpc::ServerContext* context,
                              const v1::ReversePaymentRequest* request,
                              v1::ReversePaymentResponse* response) override;
  grpc::Status GetPayment(grpc::ServerContext* context, const v1::GetPaymentRequest* request,
                          v1::GetPaymentResponse* response) override;
  grpc::Status ListPayments(grpc::ServerContext* context, const v1::ListPaymentsRequest* request,
                            v1::ListPaymentsResponse* response) override;

 private:
  absl::StatusOr<v1::PostPaymentResponse> Post(const v1::PostPaymentRequest& request,
                                               absl::Time deadline);
  absl::StatusOr<v1::ReversePaymentResponse> Reverse(const v1::ReversePaymentRequest& request,
                                                     absl::Time deadline);
  absl::StatusOr<v1::GetPaymentResponse> Get(const v1::GetPaymentRequest& request,
                                             absl::Time deadline);
  absl::StatusOr<v1::ListPaymentsResponse> List(const v1::ListPaymentsRequest& request,
                                                absl::Time deadline);

  PostPaymentHandler& post_;
  ReversePaymentHandler& reverse_;
  PaymentQueries& queries_;
  RequestReader& reader_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
