// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "libs/base/check.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/position.h"
#include "libs/rpc/status.h"
#include "paritrana/scoring/v1/rankings.grpc.pb.h"
#include "services/scoring/app.h"
#include "services/scoring/testing/example_data.h"

namespace paritrana::scoring::testing {

// The service over a log of the test's, on free ports, with a client. Ends with the object.
class ScoringProcess {
 public:
  static constexpr std::uint32_t kShards = 2;

  ScoringProcess(paritrana::events::Log& log, const ExampleData& data) {
    ScoringConfig config;
    config.listen = config.admin_listen = "127.0.0.1:0";
    config.shards = kShards;
    config.data_dir = data.path();
    config.edition = "test.toml";
    config.publish_interval_of_others = absl::Milliseconds(50);
    config.heartbeat = absl::Milliseconds(200);
    app_ = App::Make(config, {log, Clock::Real(), Random::Real()}).value();
    PARITRANA_CHECK(app_->Start().ok());
    stub_ = v1::RankingService::NewStub(rpc::Connect(app_->address()));
  }

  v1::RankingService::Stub& stub() { return *stub_; }
  App& app() { return *app_; }

  absl::StatusOr<v1::Ranking> GetRanking(const std::string& members, const std::string& scope,
                                         const Position& after = Position(),
                                         const std::string& month = "default",
                                         absl::Duration timeout = absl::Seconds(20)) {
    grpc::ClientContext context;
    context.set_wait_for_ready(true);
    context.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
    v1::GetRankingRequest request;
    v1::GetRankingResponse response;
    request.set_members(members);
    request.set_scope(scope);
    request.set_month(month);
    *request.mutable_after() = rpc::ToProto(after);
    const grpc::Status status = stub_->GetRanking(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpc(status);
    return response.ranking();
  }

  v1::GetStateResponse GetState(bool recount = false) {
    grpc::ClientContext context;
    v1::GetStateRequest request;
    v1::GetStateResponse response;
    request.set_recount(recount);
    PARITRANA_CHECK(stub_->GetState(&context, request, &response).ok());
    return response;
  }

 private:
  std::unique_ptr<App> app_;
  std::unique_ptr<v1::RankingService::Stub> stub_;
};

}  // namespace paritrana::scoring::testing
