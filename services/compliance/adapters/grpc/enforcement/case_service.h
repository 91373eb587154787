// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/compliance/v1/cases.grpc.pb.h"
#include "services/compliance/application/enforcement/change_case.h"
#include "services/compliance/application/enforcement/finding_book.h"

namespace paritrana::compliance {

// CaseService over the cases. Thread-safe.
class CaseServiceAdapter final : public v1::CaseService::Service {
 public:
  // All must outlive the service.
  CaseServiceAdapter(CaseHandler& handler, CaseBook& cases, FindingBook& subjects,
                     const CaseLadder& ladder)
      : handler_(handler), cases_(cases), subjects_(subjects), ladder_(ladder) {}

  grpc::Status OpenCase(grpc::ServerContext* context, const v1::OpenCaseRequest* request,
                        v1::OpenCaseResponse* response) override;
  grpc::Status GetCase(grpc::ServerContext* context, const v1::GetCaseRequest* request,
                       v1::GetCaseResponse* response) override;
  grpc::Status ListEmployerCases(grpc::ServerContext* context,
                                 const v1::ListEmployerCasesRequest* request,
                                 v1::ListEmployerCasesResponse* response) override;
  grpc::Status ListCases(grpc::ServerContext* context, const v1::ListCasesRequest* request,
                         v1::ListCasesResponse* response) override;
  grpc::Status AdvanceCase(grpc::ServerContext* context, const v1::AdvanceCaseRequest* request,
                           v1::AdvanceCaseResponse* response) override;
  grpc::Status PauseCase(grpc::ServerContext* context, const v1::PauseCaseRequest* request,
                         v1::PauseCaseResponse* response) override;
  grpc::Status ResumeCase(grpc::ServerContext* context, const v1::ResumeCaseRequest* request,
                          v1::ResumeCaseResponse* response) override;
  grpc::Status PlanCase(grpc::ServerContext* context, const v1::PlanCaseRequest* request,
                        v1::PlanCaseResponse* response) override;
  grpc::Status SettleCase(grpc::ServerContext* context, const v1::SettleCaseRequest* request,
                          v1::SettleCaseResponse* response) override;
  grpc::Status ReopenCase(grpc::ServerContext* context, const v1::ReopenCaseRequest* request,
                          v1::ReopenCaseResponse* response) override;

 private:
  absl::StatusOr<v1::OpenCaseResponse> Open(const grpc::ServerContext& context,
                                            const v1::OpenCaseRequest& request);
  absl::StatusOr<v1::GetCaseResponse> Get(const v1::GetCaseRequest& request, absl::Time deadline);
  absl::StatusOr<v1::ListEmployerCasesResponse> ListOf(const std::string& reference,
                                                       absl::Time deadline);
  absl::StatusOr<v1::ListCasesResponse> List(const v1::ListCasesRequest& request,
                                             absl::Time deadline);
  template <typename Response, typename Request>
  absl::StatusOr<Response> Change(const grpc::ServerContext& context, const Request& request,
                                  ChangeCase command);

  CaseHandler& handler_;
  CaseBook& cases_;
  FindingBook& subjects_;
  const CaseLadder& ladder_;
};

}  // namespace paritrana::compliance
