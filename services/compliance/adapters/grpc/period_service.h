// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libs/base/clock.h"
#include "paritrana/compliance/v1/periods.grpc.pb.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/application/change_period.h"

namespace paritrana::compliance {

// A period as its payer knows it.
v1::Period ToProto(const std::string& payer, const std::string& period, const PeriodState& state);

// PeriodService over the register of periods. Thread-safe.
class PeriodServiceAdapter final : public v1::PeriodService::Service {
 public:
  // All must outlive the service.
  PeriodServiceAdapter(PeriodRegister& periods, RequestReader& reader, const Clock& clock)
      : periods_(periods), reader_(reader), clock_(clock) {}

  grpc::Status GetPeriod(grpc::ServerContext* context, const v1::GetPeriodRequest* request,
                         v1::GetPeriodResponse* response) override;
  grpc::Status ClosePeriod(grpc::ServerContext* context, const v1::ClosePeriodRequest* request,
                           v1::ClosePeriodResponse* response) override;
  grpc::Status ReopenPeriod(grpc::ServerContext* context, const v1::ReopenPeriodRequest* request,
                            v1::ReopenPeriodResponse* response) override;

 private:
  template <typename Request, typename Response>
  grpc::Status Apply(const absl::StatusOr<ChangePeriod>& change, const Request& request,
                     absl::Time deadline, Response* response);

  PeriodRegister& periods_;
  RequestReader& reader_;
  const Clock& clock_;
};

}  // namespace paritrana::compliance
