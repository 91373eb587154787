// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/enforcement/certificate_service.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/adapters/grpc/answer.h"
#include "services/compliance/adapters/grpc/enforcement/translate.h"
#include "services/compliance/adapters/grpc/request_reader.h"

namespace paritrana::compliance {
namespace {

// Whoever verifies takes from the bucket of a payer that there is not.
constexpr EmployerId kAnyone{};

const char* NameOf(StandingObstacle::Kind kind) {
  switch (kind) {
    case StandingObstacle::Kind::kFinding:
      return "FINDING";
    case StandingObstacle::Kind::kCase:
      return "CASE";
    case StandingObstacle::Kind::kArrears:
      break;
  }
  return "ARREARS";
}

v1::StandingObstacle ToProto(const StandingObstacle& obstacle) {
  v1::StandingObstacle proto;
  proto.set_kind(NameOf(obstacle.kind));
  proto.set_number(static_cast<std::uint64_t>(obstacle.number));
  if (obstacle.kind == StandingObstacle::Kind::kFinding) {
    proto.set_flag(static_cast<v1::ComplianceFlag>(obstacle.flag));
  }
  return proto;
}

}  // namespace

absl::StatusOr<EmployerId> CertificateServiceAdapter::FindEmployer(const std::string& reference,
                                                                   absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const Subject subject, subjects_.FindSubject(reference, deadline));
  if (!subject.registered()) return MakeError("EMPLOYER_UNKNOWN", "employer_ref");
  return subject.employer;
}

absl::StatusOr<v1::GetStandingResponse> CertificateServiceAdapter::Standing(
    const std::string& reference, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const EmployerId employer, FindEmployer(reference, deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto obstacles, handler_.Standing(employer, deadline));
  v1::GetStandingResponse response;
  response.set_good(obstacles.empty());
  for (const StandingObstacle& obstacle : obstacles) {
    *response.add_obstacles() = ToProto(obstacle);
  }
  return response;
}

absl::StatusOr<v1::IssueCertificateResponse> CertificateServiceAdapter::Issue(
    const v1::IssueCertificateRequest& request, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckIdempotencyKey(request.idempotency_key()));
  PARITRANA_ASSIGN_OR_RETURN(const EmployerId employer,
                             FindEmployer(request.employer_ref(), deadline));
  PARITRANA_RETURN_IF_ERROR(rate_limit_.Take(employer, 0));
  PARITRANA_ASSIGN_OR_RETURN(const IssuedCertificate issued,
                             handler_.Issue(employer, request.idempotency_key(), deadline));
  v1::IssueCertificateResponse response;
  *response.mutable_certificate() =
      compliance::ToProto(issued.certificate, rules_, handler_.Today());
  response.set_code(issued.code);
  return response;
}

absl::StatusOr<v1::VerifyCertificateResponse> CertificateServiceAdapter::Verify(
    const std::string& code, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(rate_limit_.Take(kAnyone, 0));
  PARITRANA_ASSIGN_OR_RETURN(const StoredCertificate certificate, handler_.Verify(code, deadline));
  v1::VerifyCertificateResponse response;
  *response.mutable_certificate() = compliance::ToProto(certificate, rules_, handler_.Today());
  return response;
}

grpc::Status CertificateServiceAdapter::GetStanding(grpc::ServerContext* context,
                                                    const v1::GetStandingRequest* request,
                                                    v1::GetStandingResponse* response) {
  return Answer(Standing(request->employer_ref(), DeadlineOf(*context)), response);
}

grpc::Status CertificateServiceAdapter::IssueCertificate(grpc::ServerContext* context,
                                                         const v1::IssueCertificateRequest* request,
                                                         v1::IssueCertificateResponse* response) {
  return Answer(Issue(*request, DeadlineOf(*context)), response);
}

grpc::Status CertificateServiceAdapter::VerifyCertificate(
    grpc::ServerContext* context, const v1::VerifyCertificateRequest* request,
    v1::VerifyCertificateResponse* response) {
  return Answer(Verify(request->code(), DeadlineOf(*context)), response);
}

}  // namespace paritrana::compliance
