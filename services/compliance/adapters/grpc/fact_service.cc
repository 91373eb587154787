// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/fact_service.h"

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/status.h"
#include "services/compliance/adapters/grpc/request_reader.h"

namespace paritrana::compliance {
namespace {

absl::Status Check(const v1::ResendFactsRequest& request, std::uint32_t shards) {
  PARITRANA_RETURN_IF_ERROR(CheckIdempotencyKey(request.idempotency_key()));
  if (request.shard() >= shards) return MakeError("FIELD_OUT_OF_RANGE", "shard");
  return absl::OkStatus();
}

}  // namespace

grpc::Status FactServiceAdapter::ResendFacts(grpc::ServerContext* context,
                                             const v1::ResendFactsRequest* request,
                                             v1::ResendFactsResponse* response) {
  const absl::Status checked = Check(*request, shards_);
  if (!checked.ok()) return rpc::ToGrpc(checked);
  const FactRange range = {Shard(request->shard()), request->first_sequence(),
                           request->last_sequence()};
  const auto messages = handler_.Resend(range, absl::FromChrono(context->deadline()));
  if (!messages.ok()) return rpc::ToGrpc(messages.status());
  response->set_messages(*messages);
  return grpc::Status::OK;
}

}  // namespace paritrana::compliance
