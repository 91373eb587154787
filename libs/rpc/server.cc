// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/server.h"

#include <algorithm>
#include <utility>

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/server_builder_option.h>
#include <grpcpp/impl/server_builder_plugin.h>
#include <grpcpp/impl/server_initializer.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "grpc/health/v1/health.pb.h"
#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/logging/log.h"
#include "libs/rpc/internal/call_observer.h"
#include "libs/rpc/internal/deadlines.h"

namespace paritrana::rpc {
namespace {

// Callers keep idle connections alive; more often than this is abuse.
constexpr int kPingMillisLeast = 10'000;
constexpr int kKeepaliveMillis = 30'000;

// Learns the names of the services as gRPC itself registers them.
class ServiceNames : public grpc::ServerBuilderPlugin {
 public:
  explicit ServiceNames(std::vector<std::string>* names) : names_(names) {}
  std::string name() override { return "paritrana_service_names"; }
  void InitServer(grpc::ServerInitializer*) override {}
  void Finish(grpc::ServerInitializer* initializer) override {
    *names_ = *initializer->GetServiceList();
  }
  void ChangeArguments(const std::string&, void*) override {}

 private:
  std::vector<std::string>* names_;
};

class Plugins : public grpc::ServerBuilderOption {
 public:
  explicit Plugins(std::vector<std::string>* names) : names_(names) {}
  void UpdateArguments(grpc::ChannelArguments*) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) override {
    plugins->push_back(std::make_unique<ServiceNames>(names_));
  }

 private:
  std::vector<std::string>* names_;
};

void SetUpProcess() {
  static const bool done = [] {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    // Makes the descriptor known to reflection; gRPC's own health service brings none.
    grpc::health::v1::HealthCheckRequest::descriptor();
    return true;
  }();
  PARITRANA_CHECK(done);
}

void SetLimits(const ServerOptions& options, grpc::ServerBuilder& builder) {
  grpc::ResourceQuota quota("paritrana");
  quota.Resize(options.memory_bytes_max);
  quota.SetMaxThreads(options.threads_max);
  builder.SetResourceQuota(quota);
  builder.SetMaxReceiveMessageSize(options.message_bytes_max);
  // A small compressed message may unfold to any size: none is accepted.
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, options.streams_per_connection_max);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kPingMillisLeast);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMillis);
  // Otherwise a second process would share the port unnoticed.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

std::string WithPort(const std::string& address, int port) {
  return absl::StrCat(address.substr(0, address.rfind(':')), ":", port);
}

}  // namespace

struct Server::State {
  State(ServerOptions given, metrics::Registry& registry)
      : options(std::move(given)), metrics(registry), admin(registry) {}

  absl::Status StartGrpc();
  void SetServing(bool serving);

  ServerOptions options;
  metrics::Registry& metrics;
  std::vector<grpc::Service*> services;
  std::vector<std::string> service_names;
  std::string address;
  internal::Deadlines deadlines;
  AdminServer admin;
  std::unique_ptr<grpc::Server> server;
  absl::Mutex stop_mutex;
  bool stopped ABSL_GUARDED_BY(stop_mutex) = false;
};

absl::Status Server::State::StartGrpc() {
  SetUpProcess();
  grpc::ServerBuilder builder;
  SetLimits(options, builder);
  int port = 0;
  builder.AddListeningPort(options.listen, grpc::InsecureServerCredentials(), &port);
  builder.SetOption(std::make_unique<Plugins>(&service_names));
  for (grpc::Service* service : services) builder.RegisterService(service);
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> observers;
  observers.push_back(internal::MakeCallObserver(metrics, deadlines, options.default_deadline));
  builder.experimental().SetInterceptorCreators(std::move(observers));
  server = builder.BuildAndStart();
  if (server == nullptr || port == 0) {
    return MakeError("UNAVAILABLE", "listen", "cannot listen on " + options.listen);
  }
  address = WithPort(options.listen, port);
  return absl::OkStatus();
}

void Server::State::SetServing(bool serving) {
  grpc::HealthCheckServiceInterface* health = server->GetHealthCheckService();
  for (const std::string& name : service_names) health->SetServingStatus(name, serving);
  health->SetServingStatus("", serving);
}

Server::Server(ServerOptions options, metrics::Registry& metrics)
    : state_(std::make_unique<State>(std::move(options), metrics)) {}

Server::~Server() { Stop(); }

void Server::AddService(grpc::Service& service) { state_->services.push_back(&service); }

void Server::AddReadinessCheck(std::string name, ReadinessCheck check) {
  state_->admin.AddReadinessCheck(std::move(name), std::move(check));
}

absl::Status Server::Start() {
  PARITRANA_CHECK(state_->server == nullptr);
  PARITRANA_RETURN_IF_ERROR(state_->StartGrpc());
  PARITRANA_RETURN_IF_ERROR(state_->admin.Start(state_->options.admin_listen,
                                                [this](bool ready) { state_->SetServing(ready); }));
  logging::Info("listening", {{"listen", address()}, {"admin", admin_address()}});
  return absl::OkStatus();
}

void Server::Stop(absl::Duration grace) {
  absl::MutexLock lock(&state_->stop_mutex);
  if (state_->stopped || state_->server == nullptr) return;
  state_->stopped = true;
  state_->admin.StopChecking();
  // No more changes: a load balancer sees NOT_SERVING while running calls end.
  state_->server->GetHealthCheckService()->Shutdown();
  state_->server->Shutdown(absl::ToChronoTime(absl::Now() + grace));
  state_->server->Wait();
  state_->admin.Stop();
}

std::string Server::address() const { return state_->address; }

std::string Server::admin_address() const { return state_->admin.address(); }

}  // namespace paritrana::rpc
