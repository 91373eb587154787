// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "absl/synchronization/mutex.h"
#include "libs/metrics/registry.h"
#include "libs/rpc/server.h"
#include "paritrana/compliance/v1/payments.grpc.pb.h"

namespace paritrana::cli::testing {

// Takes payments as compliance does, as far as the tool can see: a reference counts once, and of
// each payment one million rupiah goes to a fine. A reference that begins with "BAD" is refused.
// On a port of its own. Thread-safe.
class FakePayments : public compliance::v1::PaymentService::Service {
 public:
  FakePayments();

  std::string address() const { return server_.address(); }
  // Payments by payer and reference.
  std::map<std::string, compliance::v1::PostPaymentRequest> posted() const {
    absl::MutexLock lock(&mutex_);
    return posted_;
  }
  compliance::v1::ReversePaymentRequest reversed() const {
    absl::MutexLock lock(&mutex_);
    return reversed_;
  }

  grpc::Status PostPayment(grpc::ServerContext* context,
                           const compliance::v1::PostPaymentRequest* request,
                           compliance::v1::PostPaymentResponse* response) override;
  grpc::Status ReversePayment(grpc::ServerContext* context,
                              const compliance::v1::ReversePaymentRequest* request,
                              compliance::v1::ReversePaymentResponse* response) override;
  grpc::Status GetPayment(grpc::ServerContext* context,
                          const compliance::v1::GetPaymentRequest* request,
                          compliance::v1::GetPaymentResponse* response) override;
  grpc::Status ListPayments(grpc::ServerContext* context,
                            const compliance::v1::ListPaymentsRequest* request,
                            compliance::v1::ListPaymentsResponse* response) override;

 private:
  mutable absl::Mutex mutex_;
  std::map<std::string, compliance::v1::PostPaymentRequest> posted_ ABSL_GUARDED_BY(mutex_);
  compliance::v1::ReversePaymentRequest reversed_ ABSL_GUARDED_BY(mutex_);
  metrics::Registry metrics_;
  rpc::Server server_{{}, metrics_};
};

}  // namespace paritrana::cli::testing
