// SPDX-License-Identifier: Apache-2.0
#include "cli/testing/fake_payments.h"

#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/rpc/status.h"

namespace paritrana::cli::testing {
namespace {

using compliance::v1::Payment;

constexpr std::int64_t kFine = 1'000'000;

Payment PaymentOf(const compliance::v1::PostPaymentRequest& request) {
  Payment payment;
  payment.set_payer(request.payer());
  payment.set_reference(request.reference());
  payment.set_amount_rupiah(request.amount_rupiah());
  payment.set_paid_on(request.paid_on());
  payment.set_period(request.period());
  payment.set_state(compliance::v1::PAYMENT_STATE_POSTED);
  auto& part = *payment.add_allocations();
  part.set_period("2024-12");
  part.set_segment(common::v1::SEGMENT_PU);
  part.set_fine(true);
  part.set_rupiah(kFine);
  payment.set_allocated_rupiah(kFine);
  payment.set_unallocated_rupiah(request.amount_rupiah() - kFine);
  return payment;
}

void SetAccount(compliance::v1::PayerAccount& account) {
  account.set_version(3);
  account.set_posted_rupiah(9'000'000);
  account.set_allocated_rupiah(8'000'000);
  account.set_unallocated_rupiah(1'000'000);
}

}  // namespace

FakePayments::FakePayments() {
  server_.AddService(*this);
  PARITRANA_CHECK(server_.Start().ok());
}

grpc::Status FakePayments::PostPayment(grpc::ServerContext*,
                                       const compliance::v1::PostPaymentRequest* request,
                                       compliance::v1::PostPaymentResponse* response) {
  if (request->reference().starts_with("BAD")) {
    return rpc::ToGrpc(MakeError("PAYMENT_CONTENT_DIFFERS", "reference"));
  }
  absl::MutexLock lock(&mutex_);
  posted_.emplace(request->payer() + " " + request->reference(), *request);
  *response->mutable_payment() = PaymentOf(*request);
  SetAccount(*response->mutable_account());
  return grpc::Status::OK;
}

grpc::Status FakePayments::ReversePayment(grpc::ServerContext*,
                                          const compliance::v1::ReversePaymentRequest* request,
                                          compliance::v1::ReversePaymentResponse* response) {
  absl::MutexLock lock(&mutex_);
  reversed_ = *request;
  response->mutable_payment()->set_reference(request->reference());
  response->mutable_payment()->set_state(compliance::v1::PAYMENT_STATE_REVERSED);
  response->mutable_payment()->set_reversed_on("2025-01-20");
  SetAccount(*response->mutable_account());
  return grpc::Status::OK;
}

grpc::Status FakePayments::GetPayment(grpc::ServerContext*,
                                      const compliance::v1::GetPaymentRequest* request,
                                      compliance::v1::GetPaymentResponse* response) {
  absl::MutexLock lock(&mutex_);
  const auto found = posted_.find(request->payer() + " " + request->reference());
  if (found == posted_.end()) return rpc::ToGrpc(MakeError("PAYMENT_UNKNOWN", "reference"));
  *response->mutable_payment() = PaymentOf(found->second);
  SetAccount(*response->mutable_account());
  return grpc::Status::OK;
}

// One payment a page.
grpc::Status FakePayments::ListPayments(grpc::ServerContext*,
                                        const compliance::v1::ListPaymentsRequest* request,
                                        compliance::v1::ListPaymentsResponse* response) {
  absl::MutexLock lock(&mutex_);
  const auto next = posted_.upper_bound(request->page_token());
  if (next == posted_.end()) return grpc::Status::OK;
  *response->add_payments() = PaymentOf(next->second);
  if (std::next(next) != posted_.end()) response->set_next_page_token(next->first);
  return grpc::Status::OK;
}

}  // namespace paritrana::cli::testing
