// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/compliance/v1/certificates.grpc.pb.h"
#include "services/compliance/application/enforcement/certificates.h"
#include "services/compliance/application/enforcement/finding_book.h"
#include "services/compliance/application/rate_limit.h"

namespace paritrana::compliance {

// CertificateService over the certificates. Verifying is open to anyone, so all callers together
// are held to the rate of one payer. Thread-safe.
class CertificateServiceAdapter final : public v1::CertificateService::Service {
 public:
  // All must outlive the service.
  CertificateServiceAdapter(CertificateHandler& handler, FindingBook& subjects,
                            const StandingRules& rules, RateLimit& rate_limit)
      : handler_(handler), subjects_(subjects), rules_(rules), rate_limit_(rate_limit) {}

  grpc::Status GetStanding(grpc::ServerContext* context, const v1::GetStandingRequest* request,
                           v1::GetStandingResponse* response) override;
  grpc::Status IssueCertificate(grpc::ServerContext* context,
                                const v1::IssueCertificateRequest* request,
                                v1::IssueCertificateResponse* response) override;
  grpc::Status VerifyCertificate(grpc::ServerContext* context,
                                 const v1::VerifyCertificateRequest* request,
                                 v1::VerifyCertificateResponse* response) override;

 private:
  // EMPLOYER_UNKNOWN, also for an undertaking that is not registered.
  absl::StatusOr<EmployerId> FindEmployer(const std::string& reference, absl::Time deadline);
  absl::StatusOr<v1::GetStandingResponse> Standing(const std::string& reference,
                                                   absl::Time deadline);
  absl::StatusOr<v1::IssueCertificateResponse> Issue(const v1::IssueCertificateRequest& request,
                                                     absl::Time deadline);
  absl::StatusOr<v1::VerifyCertificateResponse> Verify(const std::string& code,
                                                       absl::Time deadline);

  CertificateHandler& handler_;
  FindingBook& subjects_;
  const StandingRules& rules_;
  RateLimit& rate_limit_;
};

}  // namespace paritrana::compliance
