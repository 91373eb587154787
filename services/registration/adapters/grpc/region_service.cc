// SPDX-License-Identifier: Apache-2.0
#include "services/registration/adapters/grpc/region_service.h"

#include <utility>
#include <vector>

#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/position.h"
#include "libs/rpc/status.h"
#include "services/registration/adapters/grpc/deadline.h"
#include "services/registration/adapters/grpc/messages.h"
#include "services/registration/application/import_regions.h"

namespace paritrana::registration {
namespace {

absl::StatusOr<std::vector<Region>> ReadChunk(const v1::ImportRegionsRequest& request) {
  if (!request.has_chunk()) return MakeError("STREAM_PROTOCOL");
  const bool too_large =
      request.chunk().regions_size() > static_cast<int>(limits::kLinesPerChunkMax) ||
      request.ByteSizeLong() > limits::kChunkBytesMax;
  if (too_large) return MakeError("CHUNK_TOO_LARGE", "chunk");
  std::vector<Region> regions;
  for (const v1::Region& message : request.chunk().regions()) {
    PARITRANA_ASSIGN_OR_RETURN(Region region, FromProto(message));
    regions.push_back(std::move(region));
  }
  return regions;
}

}  // namespace

grpc::Status RegionService::ImportRegions(grpc::ServerContext* context,
                                          grpc::ServerReader<v1::ImportRegionsRequest>* reader,
                                          v1::ImportRegionsResponse* response) {
  return rpc::ToGrpc(Import(*context, *reader, *response));
}

absl::Status RegionService::Import(grpc::ServerContext& context,
                                   grpc::ServerReader<v1::ImportRegionsRequest>& reader,
                                   v1::ImportRegionsResponse& response) const {
  v1::ImportRegionsRequest request;
  if (!reader.Read(&request) || !request.has_header())
    return MakeError("STREAM_PROTOCOL", "header");
  PARITRANA_ASSIGN_OR_RETURN(TreeHeader header, FromProto(request.header()));
  PARITRANA_ASSIGN_OR_RETURN(RegionImport import,
                             RegionImport::Open(surroundings_, std::move(header)));
  while (reader.Read(&request)) {
    PARITRANA_ASSIGN_OR_RETURN(std::vector<Region> regions, ReadChunk(request));
    PARITRANA_RETURN_IF_ERROR(import.Add(std::move(regions)));
  }
  // A caller that vanished also ends the stream; half a tree must not take effect.
  if (context.IsCancelled()) return MakeError("CANCELLED");
  PARITRANA_ASSIGN_OR_RETURN(const ImportedTree imported, import.Finish(DeadlineOf(context)));
  for (const std::uint32_t count : imported.regions_per_level) {
    response.add_regions_per_level(count);
  }
  *response.mutable_position() = rpc::ToProto(imported.position);
  return absl::OkStatus();
}

grpc::Status RegionService::GetRegion(grpc::ServerContext* context,
                                      const v1::GetRegionRequest* request,
                                      v1::GetRegionResponse* response) {
  const auto found = find_.Get(request->code(), DeadlineOf(*context));
  if (!found.ok()) return rpc::ToGrpc(found.status());
  *response->mutable_region() = ToProto(found->first);
  response->set_tree_version(found->second);
  return grpc::Status::OK;
}

grpc::Status RegionService::ListRegions(grpc::ServerContext* context,
                                        const v1::ListRegionsRequest* request,
                                        v1::ListRegionsResponse* response) {
  const auto list = find_.List({request->parent(), request->page_size(), request->page_token()},
                               DeadlineOf(*context));
  if (!list.ok()) return rpc::ToGrpc(list.status());
  for (const Region& region : list->regions) *response->add_regions() = ToProto(region);
  response->set_next_page_token(list->next_page_token);
  return grpc::Status::OK;
}

}  // namespace paritrana::registration
