// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/compliance/v1/runs.grpc.pb.h"
#include "services/compliance/adapters/grpc/request_reader.h"
#include "services/compliance/application/run_queries.h"

namespace paritrana::compliance {

// RunService over the queries of runs. Thread-safe.
class RunServiceAdapter final : public v1::RunService::Service {
 public:
  // Both must outlive the service.
  RunServiceAdapter(RunQueries& queries, RequestReader& reader)
      : queries_(queries), reader_(reader) {}

  grpc::Status GetRun(grpc::ServerContext* context, const v1::GetRunRequest* request,
                      v1::GetRunResponse* response) override;
  grpc::Status ListRuns(grpc::ServerContext* context, const v1::ListRunsRequest* request,
                        v1::ListRunsResponse* response) override;
  grpc::Status ListSubmissions(grpc::ServerContext* context,
                               const v1::ListSubmissionsRequest* request,
                               v1::ListSubmissionsResponse* response) override;

 private:
  RunQueries& queries_;
  RequestReader& reader_;
};

}  // namespace paritrana::compliance
