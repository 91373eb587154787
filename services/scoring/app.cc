// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/app.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/process.h"
#include "libs/rpc/server.h"
#include "services/scoring/adapters/events/contributions_reader.h"
#include "services/scoring/adapters/events/rankings_topic.h"
#include "services/scoring/adapters/events/regions_reader.h"
#include "services/scoring/adapters/files/edition_file.h"
#include "services/scoring/adapters/grpc/ranking_service.h"
#include "services/scoring/application/get_state.h"
#include "services/scoring/application/ranking_board.h"
#include "services/scoring/application/rankings_publisher.h"
#include "services/scoring/application/redrive_parked_lines.h"
#include "services/scoring/application/scoring_state.h"
#include "services/scoring/application/self_check.h"

namespace paritrana::scoring {
namespace {

PublisherOptions PublisherOptionsOf(const ScoringConfig& config) {
  return {config.publish_interval, config.publish_interval_of_others};
}

rpc::ServerOptions ServerOptionsOf(const ScoringConfig& config) {
  rpc::ServerOptions options;
  options.listen = config.listen;
  options.admin_listen = config.admin_listen;
  return options;
}

}  // namespace

// Members are made in this order and end in the reverse one.
struct App::Parts {
  Parts(ScoringConfig the_config, World world, Edition the_edition)
      : config(std::move(the_config)),
        edition(std::move(the_edition)),
        shared(edition.window, static_cast<std::uint32_t>(config.shards), edition.method.basis),
        board(edition),
        topic(world.log, edition, static_cast<int>(config.kafka_replication), world.clock,
              world.random),
        publisher(edition, shared, topic, board, world.clock, metrics, PublisherOptionsOf(config)),
        self_check(shared, metrics, config.recount_interval),
        get_state(shared, board, self_check),
        redrive(shared, publisher),
        service({edition, board, shared, get_state, redrive, world.clock}, {config.heartbeat}),
        regions(world.log, shared, publisher),
        contributions(world.log, shared, publisher, metrics),
        server(ServerOptionsOf(config), metrics) {
    server.AddService(service);
    server.AddReadinessCheck("rankings", [this] {
      return board.newest().version > 0 ? absl::OkStatus() : MakeError("NOT_READY");
    });
  }

  ScoringConfig config;
  Edition edition;
  metrics::Registry metrics;
  SharedState shared;
  RankingBoard board;
  RankingsTopic topic;
  RankingsPublisher publisher;
  SelfCheck self_check;
  GetState get_state;
  RedriveParkedLines redrive;
  RankingServiceAdapter service;
  RegionsReader regions;
  ContributionsReader contributions;
  rpc::Server server;
};

App::App(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

App::~App() { Stop(); }

absl::StatusOr<std::unique_ptr<App>> App::Make(const ScoringConfig& config, World world) {
  PARITRANA_ASSIGN_OR_RETURN(Edition edition, LoadEdition(config.data_dir, config.edition));
  return std::unique_ptr<App>(new App(std::make_unique<Parts>(config, world, std::move(edition))));
}

absl::Status App::Start() {
  PARITRANA_RETURN_IF_ERROR(parts_->server.Start());
  PARITRANA_RETURN_IF_ERROR(
      rpc::WritePortsFile(parts_->config.ports_file, address(), admin_address()));
  parts_->publisher.Start();
  parts_->regions.Start();
  parts_->contributions.Start();
  parts_->self_check.Start();
  return absl::OkStatus();
}

void App::Stop() {
  parts_->board.Close();
  parts_->server.Stop();
  parts_->self_check.Stop();
  parts_->contributions.Stop();
  parts_->regions.Stop();
  parts_->publisher.Stop();
}

std::string App::address() const { return parts_->server.address(); }
std::string App::admin_address() const { return parts_->server.admin_address(); }
metrics::Registry& App::metrics() { return parts_->metrics; }

}  // namespace paritrana::scoring
