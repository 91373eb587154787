// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/payment_desk.h"

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/contribution/testing/shipped_rules.h"
#include "libs/rpc/channel.h"
#include "services/compliance/testing/payer.h"

namespace paritrana::compliance::testing {
namespace {

// More calls at once than any test makes.
constexpr int kThreads = 100;

rpc::ServerOptions ServerOptionsForTests() {
  rpc::ServerOptions options;
  options.threads_max = kThreads;
  return options;
}

// "SEGMENT_PU" is PU, "PROGRAMME_JKK" is JKK.
std::string AfterFirst(const std::string& name) { return name.substr(name.find('_') + 1); }

}  // namespace

PaymentDesk::PaymentDesk(TestService& service)
    : service_(service),
      payers_(service.pool(), service.vault()),
      reader_(payers_, waiter_, service.clock()),
      ledger_(service.pool()),
      faulty_(ledger_),
      parts_({faulty_, service.pool(), contribution::testing::ShippedBook(), reader_, books_,
              service.clock()}),
      dues_(service.pool(), contribution::testing::ShippedBook(), reader_, service.clock()),
      server_(ServerOptionsForTests(), metrics_) {
  parts_.AddTo(server_);
  dues_.AddTo(server_);
  PARITRANA_CHECK(server_.Start().ok());
  const auto channel = rpc::Connect(server_.address());
  stub_ = v1::PaymentService::NewStub(channel);
  dues_stub_ = v1::DuesService::NewStub(channel);
}

PaymentDesk::~PaymentDesk() { server_.Stop(absl::Seconds(1)); }

v1::PostPaymentRequest PaymentDesk::Payment(const std::string& reference, std::int64_t rupiah,
                                            const std::string& paid_on) {
  v1::PostPaymentRequest request;
  request.set_payer(kTestPayer);
  request.set_reference(reference);
  request.set_amount_rupiah(rupiah);
  request.set_paid_on(paid_on);
  return request;
}

v1::ReversePaymentRequest PaymentDesk::Reversal(const std::string& reference) {
  v1::ReversePaymentRequest request;
  request.set_payer(kTestPayer);
  request.set_reference(reference);
  request.set_reason("salah rekening");
  return request;
}

v1::PostPaymentResponse PaymentDesk::Post(const v1::PostPaymentRequest& request) {
  grpc::ClientContext context;
  v1::PostPaymentResponse response;
  reason_ = ReasonOfCall(stub_->PostPayment(&context, request, &response));
  return response;
}

v1::ReversePaymentResponse PaymentDesk::Reverse(const v1::ReversePaymentRequest& request) {
  grpc::ClientContext context;
  v1::ReversePaymentResponse response;
  reason_ = ReasonOfCall(stub_->ReversePayment(&context, request, &response));
  return response;
}

v1::GetPaymentResponse PaymentDesk::Get(const std::string& reference) {
  grpc::ClientContext context;
  v1::GetPaymentRequest request;
  request.set_payer(kTestPayer);
  request.set_reference(reference);
  v1::GetPaymentResponse response;
  reason_ = ReasonOfCall(stub_->GetPayment(&context, request, &response));
  return response;
}

v1::ListPaymentsResponse PaymentDesk::List(int page_size, const std::string& token) {
  grpc::ClientContext context;
  v1::ListPaymentsRequest request;
  request.set_payer(kTestPayer);
  request.set_page_size(page_size);
  request.set_page_token(token);
  v1::ListPaymentsResponse response;
  reason_ = ReasonOfCall(stub_->ListPayments(&context, request, &response));
  return response;
}

RefreshedAccount PaymentDesk::Refresh() {
  const auto refreshed =
      refresher().Refresh(kTestPayerId, service_.clock().Now(), absl::Now() + absl::Seconds(30));
  PARITRANA_CHECK(refreshed.ok());
  return *refreshed;
}

std::string WhereItWent(const v1::Payment& payment) {
  std::string text;
  for (const v1::PaymentAllocation& part : payment.allocations()) {
    absl::StrAppend(&text, part.period(), " ", AfterFirst(common::v1::Segment_Name(part.segment())),
                    " ",
                    part.fine() ? "FINE" : AfterFirst(common::v1::Programme_Name(part.programme())),
                    " ", part.rupiah(), "; ");
  }
  return absl::StrCat(text, "free ", payment.unallocated_rupiah());
}

}  // namespace paritrana::compliance::testing
