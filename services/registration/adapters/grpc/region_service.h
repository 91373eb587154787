// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/registration/v1/regions.grpc.pb.h"
#include "services/registration/application/find_regions.h"

namespace paritrana::registration {

// Serves paritrana.registration.v1.RegionService: translates and calls. Thread-safe.
class RegionService final : public v1::RegionService::Service {
 public:
  explicit RegionService(const Surroundings& surroundings)
      : surroundings_(surroundings), find_(surroundings) {}

  grpc::Status ImportRegions(grpc::ServerContext* context,
                             grpc::ServerReader<v1::ImportRegionsRequest>* reader,
                             v1::ImportRegionsResponse* response) override;
  grpc::Status GetRegion(grpc::ServerContext* context, const v1::GetRegionRequest* request,
                         v1::GetRegionResponse* response) override;
  grpc::Status ListRegions(grpc::ServerContext* context, const v1::ListRegionsRequest* request,
                           v1::ListRegionsResponse* response) override;

 private:
  absl::Status Import(grpc::ServerContext& context,
                      grpc::ServerReader<v1::ImportRegionsRequest>& reader,
                      v1::ImportRegionsResponse& response) const;

  Surroundings surroundings_;
  FindRegionsHandler find_;
};

}  // namespace paritrana::registration
