// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/compliance/v1/projects.grpc.pb.h"
#include "services/compliance/application/sponsorship/projects.h"
#include "services/compliance/application/submission_queries.h"

namespace paritrana::compliance {

// ProjectService over the use cases about projects. Thread-safe.
class ProjectServiceAdapter final : public v1::ProjectService::Service {
 public:
  // Both must outlive the service.
  ProjectServiceAdapter(SubmissionQueries& payers, ProjectsHandler& projects)
      : payers_(payers), projects_(projects) {}

  grpc::Status RegisterProject(grpc::ServerContext* context,
                               const v1::RegisterProjectRequest* request,
                               v1::RegisterProjectResponse* response) override;
  grpc::Status AmendProject(grpc::ServerContext* context, const v1::AmendProjectRequest* request,
                            v1::AmendProjectResponse* response) override;
  grpc::Status GetProject(grpc::ServerContext* context, const v1::GetProjectRequest* request,
                          v1::GetProjectResponse* response) override;

 private:
  absl::StatusOr<v1::RegisterProjectResponse> Register(const v1::RegisterProjectRequest& request,
                                                       const grpc::ServerContext& context);
  absl::StatusOr<v1::AmendProjectResponse> Amend(const v1::AmendProjectRequest& request,
                                                 const grpc::ServerContext& context);
  absl::StatusOr<v1::GetProjectResponse> Get(const v1::GetProjectRequest& request,
                                             absl::Time deadline);
  absl::StatusOr<EmployerId> FindPayer(const std::string& payer, absl::Time deadline) const;
  v1::Project ToProto(const Project& project, const std::string& payer) const;
  v1::ProjectCharge ToProto(const KeptCharge& charge, contribution::EmployerKind payer) const;

  SubmissionQueries& payers_;
  ProjectsHandler& projects_;
};

}  // namespace paritrana::compliance
