// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libs/base/clock.h"
#include "paritrana/scoring/v1/rankings.grpc.pb.h"
#include "services/scoring/application/edition.h"
#include "services/scoring/application/get_state.h"
#include "services/scoring/application/ranking_board.h"
#include "services/scoring/application/redrive_parked_lines.h"
#include "services/scoring/application/scoring_state.h"

namespace paritrana::scoring {

struct RankingServiceOptions {
  // How long a watch says nothing before it shows that it lives.
  absl::Duration heartbeat = absl::Seconds(5);
};

// What the RPCs call; it must outlive them.
struct RankingServiceParts {
  const Edition& edition;
  RankingBoard& board;
  SharedState& shared;
  GetState& get_state;
  RedriveParkedLines& redrive;
  const Clock& clock;
};

// The RPCs of paritrana.scoring.v1 over the application: translates, calls, translates back.
// Thread-safe. The board's Close ends waiting calls.
class RankingServiceAdapter final : public v1::RankingService::Service {
 public:
  RankingServiceAdapter(RankingServiceParts parts, RankingServiceOptions options)
      : parts_(parts), options_(options) {}

  grpc::Status GetEdition(grpc::ServerContext* context, const v1::GetEditionRequest* request,
                          v1::GetEditionResponse* response) override;
  grpc::Status GetRanking(grpc::ServerContext* context, const v1::GetRankingRequest* request,
                          v1::GetRankingResponse* response) override;
  grpc::Status WatchRanking(grpc::ServerContext* context, const v1::WatchRankingRequest* request,
                            grpc::ServerWriter<v1::WatchRankingResponse>* writer) override;
  grpc::Status GetRegion(grpc::ServerContext* context, const v1::GetRegionRequest* request,
                         v1::GetRegionResponse* response) override;
  grpc::Status GetState(grpc::ServerContext* context, const v1::GetStateRequest* request,
                        v1::GetStateResponse* response) override;
  grpc::Status ListParkedLines(grpc::ServerContext* context,
                               const v1::ListParkedLinesRequest* request,
                               v1::ListParkedLinesResponse* response) override;
  grpc::Status RedriveParkedLines(grpc::ServerContext* context,
                                  const v1::RedriveParkedLinesRequest* request,
                                  v1::RedriveParkedLinesResponse* response) override;

 private:
  struct Named;

  absl::StatusOr<int> ParseMonth(const std::string& text) const;
  absl::StatusOr<Named> ParseTable(const std::string& members, const std::string& scope,
                                   const std::string& month) const;
  absl::Status Watch(grpc::ServerContext& context, const v1::WatchRankingRequest& request,
                     grpc::ServerWriter<v1::WatchRankingResponse>& writer);
  v1::MonthIndicators IndicatorsOf(const RankedRow& row, int month) const;

  RankingServiceParts parts_;
  RankingServiceOptions options_;
};

}  // namespace paritrana::scoring
