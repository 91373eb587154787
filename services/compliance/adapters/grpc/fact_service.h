// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "paritrana/compliance/v1/facts.grpc.pb.h"
#include "services/compliance/application/resend_facts.h"

namespace paritrana::compliance {

// FactService over the resend use case. Its idempotency key needs no memory: sending facts again
// changes nothing, however often. Thread-safe.
class FactServiceAdapter final : public v1::FactService::Service {
 public:
  // The handler must outlive the service.
  FactServiceAdapter(ResendFactsHandler& handler, std::uint32_t shards)
      : handler_(handler), shards_(shards) {}

  grpc::Status ResendFacts(grpc::ServerContext* context, const v1::ResendFactsRequest* request,
                           v1::ResendFactsResponse* response) override;

 private:
  ResendFactsHandler& handler_;
  const std::uint32_t shards_;
};

}  // namespace paritrana::compliance
