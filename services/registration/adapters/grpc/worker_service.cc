// SPDX-License-Identifier: Apache-2.0
#include "services/registration/adapters/grpc/worker_service.h"

#include <utility>

#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/position.h"
#include "libs/rpc/status.h"
#include "services/registration/adapters/grpc/deadline.h"
#include "services/registration/adapters/grpc/messages.h"
#include "services/registration/application/hidden_person.h"
#include "services/registration/application/import_workers.h"
#include "services/registration/application/request_key.h"

namespace paritrana::registration {
namespace {

template <typename Request>
EmploymentName NameOf(const Request& request) {
  return {FromProto(request.identity()), request.employer_ref(), request.segment()};
}

absl::StatusOr<WorkerLines> ReadLines(const v1::ImportWorkersRequest& request) {
  if (!request.has_chunk()) return MakeError("STREAM_PROTOCOL");
  if (request.ByteSizeLong() > limits::kChunkBytesMax) return MakeError("CHUNK_TOO_LARGE", "chunk");
  WorkerLines lines{request.chunk().first_line_no(), {}};
  for (const v1::Worker& worker : request.chunk().workers()) {
    lines.workers.push_back(FromProto(worker));
  }
  return lines;
}

}  // namespace

grpc::Status WorkerService::RegisterWorker(grpc::ServerContext* context,
                                           const v1::RegisterWorkerRequest* request,
                                           v1::RegisterWorkerResponse* response) {
  const auto answer = Register(*context, *request);
  if (!answer.ok()) return rpc::ToGrpc(answer.status());
  if (answer->subject != 0) response->set_worker_id(WorkerId(Pseudonym{answer->subject}));
  *response->mutable_verdict() = ToVerdict(answer->warnings);
  if (!request->validate_only()) *response->mutable_position() = rpc::ToProto(answer->position);
  return grpc::Status::OK;
}

absl::StatusOr<Answer> WorkerService::Register(grpc::ServerContext& context,
                                               const v1::RegisterWorkerRequest& request) const {
  const WorkerDraft worker = FromProto(request.worker());
  if (request.validate_only()) return register_.Judge(worker, DeadlineOf(context));
  PARITRANA_ASSIGN_OR_RETURN(RequestKey key,
                             MakeRequestKey(surroundings_.vault, "RegisterWorker",
                                            request.idempotency_key(), ContentOf(request)));
  return register_.Handle({std::move(key), worker}, DeadlineOf(context));
}

grpc::Status WorkerService::ImportWorkers(grpc::ServerContext* context, ImportStream* stream) {
  return rpc::ToGrpc(Import(*context, *stream));
}

absl::Status WorkerService::Import(grpc::ServerContext& context, ImportStream& stream) const {
  v1::ImportWorkersRequest request;
  if (!stream.Read(&request) || !request.has_header())
    return MakeError("STREAM_PROTOCOL", "header");
  // The header's position needs no waiting: employers are registered in the same database, so what
  // a caller holds a position of is committed.
  PARITRANA_ASSIGN_OR_RETURN(WorkerImport import,
                             WorkerImport::Open(surroundings_, {request.header().import_id(),
                                                                request.header().validate_only()}));
  while (stream.Read(&request)) {
    PARITRANA_ASSIGN_OR_RETURN(const WorkerLines lines, ReadLines(request));
    PARITRANA_ASSIGN_OR_RETURN(const ImportProgress progress,
                               import.Add(lines, DeadlineOf(context)));
    if (!stream.Write(ToProto(progress))) return MakeError("CANCELLED");
  }
  return absl::OkStatus();
}

grpc::Status WorkerService::EndEmployment(grpc::ServerContext* context,
                                          const v1::EndEmploymentRequest* request,
                                          v1::EndEmploymentResponse* response) {
  auto key = MakeRequestKey(surroundings_.vault, "EndEmployment", request->idempotency_key(),
                            ContentOf(*request));
  if (!key.ok()) return rpc::ToGrpc(key.status());
  const auto answer =
      end_.Handle({*std::move(key), NameOf(*request), request->end_date()}, DeadlineOf(*context));
  if (!answer.ok()) return rpc::ToGrpc(answer.status());
  *response->mutable_position() = rpc::ToProto(answer->position);
  return grpc::Status::OK;
}

grpc::Status WorkerService::MoveEmployment(grpc::ServerContext* context,
                                           const v1::MoveEmploymentRequest* request,
                                           v1::MoveEmploymentResponse* response) {
  auto key = MakeRequestKey(surroundings_.vault, "MoveEmployment", request->idempotency_key(),
                            ContentOf(*request));
  if (!key.ok()) return rpc::ToGrpc(key.status());
  const auto answer = move_.Handle(
      {*std::move(key), NameOf(*request), request->from_date(), request->workplace_region()},
      DeadlineOf(*context));
  if (!answer.ok()) return rpc::ToGrpc(answer.status());
  *response->mutable_position() = rpc::ToProto(answer->position);
  return grpc::Status::OK;
}

grpc::Status WorkerService::MergeWorkers(grpc::ServerContext* context,
                                         const v1::MergeWorkersRequest* request,
                                         v1::MergeWorkersResponse* response) {
  auto key = MakeRequestKey(surroundings_.vault, "MergeWorkers", request->idempotency_key(),
                            ContentOf(*request));
  if (!key.ok()) return rpc::ToGrpc(key.status());
  const auto answer =
      merge_.Handle({*std::move(key), FromProto(request->keep()), FromProto(request->merge()),
                     request->retire_merged_nik(), request->reason()},
                    DeadlineOf(*context));
  if (!answer.ok()) return rpc::ToGrpc(answer.status());
  response->set_worker_id(WorkerId(Pseudonym{answer->subject}));
  response->set_merged_worker_id(WorkerId(Pseudonym{answer->other_subject}));
  *response->mutable_verdict() = ToVerdict(answer->warnings);
  *response->mutable_position() = rpc::ToProto(answer->position);
  return grpc::Status::OK;
}

grpc::Status WorkerService::LookUpWorker(grpc::ServerContext* context,
                                         const v1::LookUpWorkerRequest* request,
                                         v1::LookUpWorkerResponse* response) {
  const auto view = look_up_.Handle(FromProto(request->identity()), DeadlineOf(*context));
  if (!view.ok()) return rpc::ToGrpc(view.status());
  response->set_worker_id(WorkerId(view->pseudonym));
  for (const EmploymentView& employment : view->employments) {
    *response->add_employments() = ToProto(employment);
  }
  return grpc::Status::OK;
}

}  // namespace paritrana::registration
