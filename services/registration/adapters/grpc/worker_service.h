// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/registration/v1/workers.grpc.pb.h"
#include "services/registration/application/end_employment.h"
#include "services/registration/application/look_up_worker.h"
#include "services/registration/application/merge_workers.h"
#include "services/registration/application/move_employment.h"
#include "services/registration/application/register_worker.h"

namespace paritrana::registration {

// Serves paritrana.registration.v1.WorkerService: translates and calls. Thread-safe.
class WorkerService final : public v1::WorkerService::Service {
 public:
  using ImportStream =
      grpc::ServerReaderWriter<v1::ImportWorkersResponse, v1::ImportWorkersRequest>;

  explicit WorkerService(const Surroundings& surroundings)
      : surroundings_(surroundings),
        register_(surroundings),
        end_(surroundings),
        move_(surroundings),
        merge_(surroundings),
        look_up_(surroundings) {}

  grpc::Status RegisterWorker(grpc::ServerContext* context,
                              const v1::RegisterWorkerRequest* request,
                              v1::RegisterWorkerResponse* response) override;
  grpc::Status ImportWorkers(grpc::ServerContext* context, ImportStream* stream) override;
  grpc::Status EndEmployment(grpc::ServerContext* context, const v1::EndEmploymentRequest* request,
                             v1::EndEmploymentResponse* response) override;
  grpc::Status MoveEmployment(grpc::ServerContext* context,
                              const v1::MoveEmploymentRequest* request,
                              v1::MoveEmploymentResponse* response) override;
  grpc::Status MergeWorkers(grpc::ServerContext* context, const v1::MergeWorkersRequest* request,
                            v1::MergeWorkersResponse* response) override;
  grpc::Status LookUpWorker(grpc::ServerContext* context, const v1::LookUpWorkerRequest* request,
                            v1::LookUpWorkerResponse* response) override;

 private:
  absl::StatusOr<Answer> Register(grpc::ServerContext& context,
                                  const v1::RegisterWorkerRequest& request) const;
  absl::Status Import(grpc::ServerContext& context, ImportStream& stream) const;

  Surroundings surroundings_;
  RegisterWorkerHandler register_;
  EndEmploymentHandler end_;
  MoveEmploymentHandler move_;
  MergeWorkersHandler merge_;
  LookUpWorkerHandler look_up_;
};

}  // namespace paritrana::registration
