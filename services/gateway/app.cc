// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/app.h"

#include <map>
#include <optional>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/logging/log.h"
#include "libs/rpc/admin_server.h"
#include "libs/rpc/process.h"
#include "services/gateway/adapters/events/ranking_reader.h"
#include "services/gateway/adapters/grpc/grpc_backends.h"
#include "services/gateway/adapters/http/router.h"
#include "services/gateway/adapters/http/server.h"
#include "services/gateway/adapters/http/static_files.h"
#include "services/gateway/application/contract.h"
#include "services/gateway/application/descriptor_set.h"
#include "services/gateway/application/openapi.h"
#include "services/gateway/application/ranking_feed.h"

namespace paritrana::gateway {
namespace {

std::map<std::string, std::string> AddressesOf(const Config& config) {
  return {{"registration", config.registration_address},
          {"compliance", config.compliance_address},
          {"scoring", config.scoring_address}};
}

HttpOptions HttpFor(const Config& config) {
  HttpOptions options;
  options.listen = config.listen;
  options.connections_max = static_cast<std::size_t>(config.connections_max);
  options.viewers_max = static_cast<std::size_t>(config.viewers_max);
  options.heartbeat = config.heartbeat;
  options.viewer_stall_max = config.viewer_stall_max;
  options.behind_max = config.behind_max;
  options.header_timeout = config.header_timeout;
  options.body_timeout = config.body_timeout;
  return options;
}

}  // namespace

// Members are made in the order they stand here and ended in the opposite one.
struct App::Parts {
  Parts(Config the_config, events::Log& the_log, const Clock& the_clock)
      : config(std::move(the_config)),
        log(the_log),
        clock(the_clock),
        backends(AddressesOf(config)) {}

  absl::Status ReadContract();
  absl::Status Serve();

  const Config config;
  events::Log& log;
  const Clock& clock;
  metrics::Registry metrics;
  GrpcBackends backends;
  std::unique_ptr<Contract> contract;
  std::optional<StaticFiles> files;
  std::optional<Router> router;
  std::optional<HttpServer> server;
  std::optional<RankingFeed> feed;
  std::optional<RankingReader> reader;
  rpc::AdminServer admin{metrics};
};

absl::Status App::Parts::ReadContract() {
  PARITRANA_ASSIGN_OR_RETURN(contract, Contract::Load(EmbeddedDescriptorSet()));
  PARITRANA_ASSIGN_OR_RETURN(files, StaticFiles::Load(config.web_root));
  if (files->empty()) {
    logging::Warning("there are no pages to serve", {{"web_root", config.web_root}});
  }
  return absl::OkStatus();
}

absl::Status App::Parts::Serve() {
  TimeoutOptions timeouts;
  timeouts.by_default = config.request_timeout;
  router.emplace(Router::Parts{*contract, backends, *files, DescribeAsOpenApi(*contract), clock,
                               metrics, timeouts});
  server.emplace(HttpFor(config), *router, clock, metrics);
  feed.emplace(FeedOptions(), *server);
  server->SetFeed(*feed);
  reader.emplace(log, *feed, clock, metrics);
  PARITRANA_RETURN_IF_ERROR(server->Start());
  reader->Start();
  admin.AddReadinessCheck("rankings", [this] { return feed->Ready(); });
  return admin.Start(config.admin_listen);
}

App::App(Config config, events::Log& log, const Clock& clock)
    : parts_(std::make_unique<Parts>(std::move(config), log, clock)) {}

App::~App() { Stop(); }

absl::Status App::Start() {
  PARITRANA_RETURN_IF_ERROR(parts_->ReadContract());
  PARITRANA_RETURN_IF_ERROR(parts_->Serve());
  PARITRANA_RETURN_IF_ERROR(
      rpc::WritePortsFile(parts_->config.ports_file, address(), admin_address()));
  logging::Info("serving", {{"listen", address()}, {"admin", admin_address()}});
  return absl::OkStatus();
}

void App::Stop() {
  parts_->admin.StopChecking();
  if (parts_->server) parts_->server->Stop();
  if (parts_->reader) parts_->reader->Stop();
  parts_->backends.Stop();
  parts_->admin.Stop();
}

std::string App::address() const { return parts_->server->address(); }
std::string App::admin_address() const { return parts_->admin.address(); }
metrics::Registry& App::metrics() { return parts_->metrics; }

}  // namespace paritrana::gateway
