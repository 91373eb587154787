// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/registration/v1/employers.grpc.pb.h"
#include "services/registration/application/change_employer.h"
#include "services/registration/application/find_employers.h"
#include "services/registration/application/register_employer.h"

namespace paritrana::registration {

// Serves paritrana.registration.v1.EmployerService: translates and calls. Thread-safe.
class EmployerService final : public v1::EmployerService::Service {
 public:
  explicit EmployerService(const Surroundings& surroundings)
      : surroundings_(surroundings),
        register_(surroundings),
        change_(surroundings),
        find_(surroundings) {}

  grpc::Status RegisterEmployer(grpc::ServerContext* context,
                                const v1::RegisterEmployerRequest* request,
                                v1::RegisterEmployerResponse* response) override;
  grpc::Status ChangeEmployer(grpc::ServerContext* context,
                              const v1::ChangeEmployerRequest* request,
                              v1::ChangeEmployerResponse* response) override;
  grpc::Status GetEmployer(grpc::ServerContext* context, const v1::GetEmployerRequest* request,
                           v1::GetEmployerResponse* response) override;
  grpc::Status ListEmployers(grpc::ServerContext* context, const v1::ListEmployersRequest* request,
                             v1::ListEmployersResponse* response) override;

 private:
  Surroundings surroundings_;
  RegisterEmployerHandler register_;
  ChangeEmployerHandler change_;
  FindEmployersHandler find_;
};

}  // namespace paritrana::registration
