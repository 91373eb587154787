// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/compliance/v1/findings.grpc.pb.h"
#include "services/compliance/application/enforcement/decide_finding.h"
#include "services/compliance/application/enforcement/detect_findings.h"
#include "services/compliance/application/enforcement/reference_imports.h"

namespace paritrana::compliance {

// FindingService over its use cases. No answer holds an identity or a wage. Thread-safe.
class FindingServiceAdapter final : public v1::FindingService::Service {
 public:
  // All must outlive the service.
  FindingServiceAdapter(FindingBook& findings, DetectFindingsHandler& detect,
                        DecideFindingHandler& decide, ReferenceImportHandler& imports)
      : findings_(findings), detect_(detect), decide_(decide), imports_(imports) {}

  grpc::Status ListFindings(grpc::ServerContext* context, const v1::ListFindingsRequest* request,
                            v1::ListFindingsResponse* response) override;
  grpc::Status DetectFindings(grpc::ServerContext* context,
                              const v1::DetectFindingsRequest* request,
                              v1::DetectFindingsResponse* response) override;
  grpc::Status GetFinding(grpc::ServerContext* context, const v1::GetFindingRequest* request,
                          v1::GetFindingResponse* response) override;
  grpc::Status ConfirmFinding(grpc::ServerContext* context,
                              const v1::ConfirmFindingRequest* request,
                              v1::ConfirmFindingResponse* response) override;
  grpc::Status DismissFinding(grpc::ServerContext* context,
                              const v1::DismissFindingRequest* request,
                              v1::DismissFindingResponse* response) override;
  grpc::Status ImportHeadcounts(grpc::ServerContext* context,
                                const v1::ImportHeadcountsRequest* request,
                                v1::ImportHeadcountsResponse* response) override;
  grpc::Status ImportMinimumWages(grpc::ServerContext* context,
                                  const v1::ImportMinimumWagesRequest* request,
                                  v1::ImportMinimumWagesResponse* response) override;
  grpc::Status ImportObligedUndertakings(grpc::ServerContext* context,
                                         const v1::ImportObligedUndertakingsRequest* request,
                                         v1::ImportObligedUndertakingsResponse* response) override;

 private:
  absl::StatusOr<v1::DetectFindingsResponse> Detect(const v1::DetectFindingsRequest& request,
                                                    absl::Time deadline);

  FindingBook& findings_;
  DetectFindingsHandler& detect_;
  DecideFindingHandler& decide_;
  ReferenceImportHandler& imports_;
};

}  // namespace paritrana::compliance
