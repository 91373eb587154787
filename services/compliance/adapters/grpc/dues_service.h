// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/compliance/v1/dues.grpc.pb.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/application/dues/show_dues.h"

namespace paritrana::compliance {

// DuesService over the replay of accounts. Thread-safe.
class DuesServiceAdapter final : public v1::DuesService::Service {
 public:
  // Both must outlive the service.
  DuesServiceAdapter(ShowDuesHandler& handler, RequestReader& reader)
      : handler_(handler), reader_(reader) {}

  grpc::Status GetDues(grpc::ServerContext* context, const v1::GetDuesRequest* request,
                       v1::GetDuesResponse* response) override;
  grpc::Status GetPeriodDues(grpc::ServerContext* context, const v1::GetPeriodDuesRequest* request,
                             v1::GetPeriodDuesResponse* response) override;

 private:
  ShowDuesHandler& handler_;
  RequestReader& reader_;
};

}  // namespace paritrana::compliance
