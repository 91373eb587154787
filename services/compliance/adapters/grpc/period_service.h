// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/base/clock.h"
#include "paritrana/compliance/v1/periods.grpc.pb.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/application/change_period.h"

namespace paritrana::compliance {

// PeriodService over the register of periods. Thread-safe.
class PeriodServiceAdapter final : public v1::PeriodService::Service {
 public:
  // All must outlive the service.
  PeriodServiceAdapter(PeriodRegister& periods, RequestReader& reader, const Clock& clock)
      : periods_(periods), reader_(reader), clock_(clock) {}

  grpc::Status ClosePeriod(grpc::ServerContext* context, const v1::ClosePeriodRequest* request,
                           v1::ClosePeriodResponse* response) override;
  grpc::Status ReopenPeriod(grpc::ServerContext* context, const v1::ReopenPeriodRequest* request,
                            v1::ReopenPeriodResponse* response) override;

 private:
  template <typename Request, typename Response>
  grpc::Status Change(grpc::ServerContext* context, const Request& request, bool close,
                      Response* response);

  PeriodRegister& periods_;
  RequestReader& reader_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
