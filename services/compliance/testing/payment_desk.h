// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "libs/metrics/registry.h"
#include "libs/rpc/server.h"
#include "paritrana/compliance/v1/dues.grpc.pb.h"
#include "paritrana/compliance/v1/payments.grpc.pb.h"
#include "services/compliance/adapters/postgres/dues/account_ledger.h"
#include "services/compliance/dues_parts.h"
#include "services/compliance/payment_parts.h"
#include "services/compliance/testing/fake_books.h"
#include "services/compliance/testing/faulty_accounts.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {

// Where tests pay: PaymentService, with DuesService, on a port of its own, over the database and
// clock of a test service, with the rules of data/rules, books that the test closes, and commits
// that it can make fail.
//
// One test, one object. Thread-safe once made.
class PaymentDesk {
 public:
  // The service must outlive the desk.
  explicit PaymentDesk(TestService& service);
  ~PaymentDesk();

  v1::PaymentService::Stub& payments() { return *stub_; }
  v1::DuesService::Stub& dues() { return *dues_stub_; }
  FakeBooks& books() { return books_; }
  FaultyAccounts& accounts() { return faulty_; }
  AccountRefresher& refresher() { return parts_.refresher(); }

  // A payment of the test payer on a day.
  static v1::PostPaymentRequest Payment(const std::string& reference, std::int64_t rupiah,
                                        const std::string& paid_on);
  static v1::ReversePaymentRequest Reversal(const std::string& reference);

  // The calls; each returns its answer and keeps the reason, "OK" if it was not refused.
  v1::PostPaymentResponse Post(const v1::PostPaymentRequest& request);
  v1::ReversePaymentResponse Reverse(const v1::ReversePaymentRequest& request);
  v1::GetPaymentResponse Get(const std::string& reference);
  v1::ListPaymentsResponse List(int page_size = 0, const std::string& token = "");
  const std::string& reason() const { return reason_; }

  // Refreshes the test payer's account; the test fails if that does.
  RefreshedAccount Refresh();

 private:
  // Nobody here waits for facts of registration.
  class NoWaiting : public FactWaiter {
   public:
    absl::Status WaitFor(const FactsWanted&, absl::Time) override { return absl::OkStatus(); }
  };

  TestService& service_;
  metrics::Registry metrics_;
  NoWaiting waiter_;
  FakeBooks books_;
  PostgresSubmissionQueries payers_;
  RequestReader reader_;
  PostgresAccountLedger ledger_;
  FaultyAccounts faulty_;
  PaymentParts parts_;
  DuesParts dues_;
  rpc::Server server_;
  std::unique_ptr<v1::PaymentService::Stub> stub_;
  std::unique_ptr<v1::DuesService::Stub> dues_stub_;
  std::string reason_ = "OK";
};

// What a post says of where the money went, in short: "2024-12 PU JKK 12000; 2024-12 PU FINE 240;
// free 500".
std::string WhereItWent(const v1::Payment& payment);

}  // namespace paritrana::compliance::testing
