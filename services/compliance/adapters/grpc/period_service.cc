// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/period_service.h"

#include "libs/base/status_macros.h"
#include "libs/rpc/status.h"

namespace paritrana::compliance {
namespace {

template <typename Request>
absl::StatusOr<ChangePeriod> ReadChange(const Request& request, RequestReader& reader,
                                        absl::Time now, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(CheckIdempotencyKey(request.idempotency_key()));
  PARITRANA_ASSIGN_OR_RETURN(const auto named,
                             reader.Read(request.payer(), request.period(), deadline));
  ChangePeriod change;
  change.idempotency_key = request.idempotency_key();
  change.payer = named.payer;
  change.month = named.period;
  change.now = now;
  return change;
}

}  // namespace

v1::Period ToProto(const std::string& payer, const std::string& period, const PeriodState& state) {
  v1::Period proto;
  proto.set_payer(payer);
  proto.set_period(period);
  proto.set_state(state.closed ? v1::PERIOD_STATE_CLOSED : v1::PERIOD_STATE_OPEN);
  proto.set_version(state.version);
  proto.set_nil_return(state.nil_return);
  proto.set_waiting(state.waiting);
  return proto;
}

template <typename Request, typename Response>
grpc::Status PeriodServiceAdapter::Apply(const absl::StatusOr<ChangePeriod>& change,
                                         const Request& request, absl::Time deadline,
                                         Response* response) {
  if (!change.ok()) return rpc::ToGrpc(change.status());
  const auto state = periods_.Apply(*change, deadline);
  if (!state.ok()) return rpc::ToGrpc(state.status());
  *response->mutable_period() = ToProto(request.payer(), request.period(), *state);
  return grpc::Status::OK;
}

grpc::Status PeriodServiceAdapter::GetPeriod(grpc::ServerContext* context,
                                             const v1::GetPeriodRequest* request,
                                             v1::GetPeriodResponse* response) {
  const absl::Time deadline = DeadlineOf(*context);
  const auto named = reader_.Read(request->payer(), request->period(), deadline);
  if (!named.ok()) return rpc::ToGrpc(named.status());
  const auto state = periods_.Find(named->payer, named->period, deadline);
  if (!state.ok()) return rpc::ToGrpc(state.status());
  *response->mutable_period() = ToProto(request->payer(), request->period(), *state);
  return grpc::Status::OK;
}

grpc::Status PeriodServiceAdapter::ClosePeriod(grpc::ServerContext* context,
                                               const v1::ClosePeriodRequest* request,
                                               v1::ClosePeriodResponse* response) {
  const absl::Time deadline = DeadlineOf(*context);
  auto change = ReadChange(*request, reader_, clock_.Now(), deadline);
  if (change.ok()) {
    change->close = true;
    change->expected_version = request->expected_version();
    change->close_with_waiting = request->close_with_waiting();
  }
  return Apply(change, *request, deadline, response);
}

grpc::Status PeriodServiceAdapter::ReopenPeriod(grpc::ServerContext* context,
                                                const v1::ReopenPeriodRequest* request,
                                                v1::ReopenPeriodResponse* response) {
  const absl::Time deadline = DeadlineOf(*context);
  return Apply(ReadChange(*request, reader_, clock_.Now(), deadline), *request, deadline, response);
}

}  // namespace paritrana::compliance
