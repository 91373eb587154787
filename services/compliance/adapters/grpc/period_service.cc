// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/period_service.h"

#include "libs/base/status_macros.h"
#include "libs/rpc/status.h"

namespace paritrana::compliance {
namespace {

template <typename Request>
absl::StatusOr<ChangePeriod> ReadChange(const Request& request, bool close, RequestReader& reader,
                                        absl::Time now, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckIdempotencyKey(request.idempotency_key()));
  PARITRANA_ASSIGN_OR_RETURN(const auto named,
                             reader.Read(request.payer(), request.period(), deadline));
  return ChangePeriod{request.idempotency_key(), named.payer, named.period, close, now};
}

v1::Period ToProto(const std::string& payer, const std::string& period, const PeriodState& state) {
  v1::Period proto;
  proto.set_payer(payer);
  proto.set_period(period);
  proto.set_state(state.closed ? v1::PERIOD_STATE_CLOSED : v1::PERIOD_STATE_OPEN);
  proto.set_version(state.version);
  return proto;
}

}  // namespace

template <typename Request, typename Response>
grpc::Status PeriodServiceAdapter::Change(grpc::ServerContext* context, const Request& request,
                                          bool close, Response* response) {
  const absl::Time deadline = DeadlineOf(*context);
  const auto change = ReadChange(request, close, reader_, clock_.Now(), deadline);
  if (!change.ok()) return rpc::ToGrpc(change.status());
  const auto state = periods_.Apply(*change, deadline);
  if (!state.ok()) return rpc::ToGrpc(state.status());
  *response->mutable_period() = ToProto(request.payer(), request.period(), *state);
  return grpc::Status::OK;
}

grpc::Status PeriodServiceAdapter::ClosePeriod(grpc::ServerContext* context,
                                               const v1::ClosePeriodRequest* request,
                                               v1::ClosePeriodResponse* response) {
  return Change(context, *request, true, response);
}

grpc::Status PeriodServiceAdapter::ReopenPeriod(grpc::ServerContext* context,
                                                const v1::ReopenPeriodRequest* request,
                                                v1::ReopenPeriodResponse* response) {
  return Change(context, *request, false, response);
}

}  // namespace paritrana::compliance
