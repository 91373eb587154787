// SPDX-License-Identifier: Apache-2.0
#include "services/registration/adapters/grpc/employer_service.h"

#include "libs/rpc/position.h"
#include "libs/rpc/status.h"
#include "services/registration/adapters/grpc/deadline.h"
#include "services/registration/adapters/grpc/messages.h"
#include "services/registration/application/request_key.h"

namespace paritrana::registration {

grpc::Status EmployerService::RegisterEmployer(grpc::ServerContext* context,
                                               const v1::RegisterEmployerRequest* request,
                                               v1::RegisterEmployerResponse* response) {
  auto key = MakeRequestKey(surroundings_.vault, "RegisterEmployer", request->idempotency_key(),
                            ContentOf(*request));
  if (!key.ok()) return rpc::ToGrpc(key.status());
  const auto recorded =
      register_.Handle({*std::move(key), FromProto(request->employer())}, DeadlineOf(*context));
  if (!recorded.ok()) return rpc::ToGrpc(recorded.status());
  *response->mutable_employer() = ToProto(recorded->employer);
  *response->mutable_position() = rpc::ToProto(recorded->position);
  return grpc::Status::OK;
}

grpc::Status EmployerService::ChangeEmployer(grpc::ServerContext* context,
                                             const v1::ChangeEmployerRequest* request,
                                             v1::ChangeEmployerResponse* response) {
  auto key = MakeRequestKey(surroundings_.vault, "ChangeEmployer", request->idempotency_key(),
                            ContentOf(*request));
  if (!key.ok()) return rpc::ToGrpc(key.status());
  const auto recorded =
      change_.Handle({*std::move(key), request->employer_ref(), FromProto(request->employer())},
                     DeadlineOf(*context));
  if (!recorded.ok()) return rpc::ToGrpc(recorded.status());
  *response->mutable_employer() = ToProto(recorded->employer);
  *response->mutable_position() = rpc::ToProto(recorded->position);
  return grpc::Status::OK;
}

grpc::Status EmployerService::GetEmployer(grpc::ServerContext* context,
                                          const v1::GetEmployerRequest* request,
                                          v1::GetEmployerResponse* response) {
  const auto employer = find_.Get(request->employer_ref(), DeadlineOf(*context));
  if (!employer.ok()) return rpc::ToGrpc(employer.status());
  *response->mutable_employer() = ToProto(*employer);
  return grpc::Status::OK;
}

grpc::Status EmployerService::ListEmployers(grpc::ServerContext* context,
                                            const v1::ListEmployersRequest* request,
                                            v1::ListEmployersResponse* response) {
  const auto list = find_.List({request->region(), request->page_size(), request->page_token()},
                               DeadlineOf(*context));
  if (!list.ok()) return rpc::ToGrpc(list.status());
  for (const Employer& employer : list->employers) {
    *response->add_employers() = ToProto(employer);
  }
  response->set_next_page_token(list->next_page_token);
  return grpc::Status::OK;
}

}  // namespace paritrana::registration
