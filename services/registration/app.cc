// SPDX-License-Identifier: Apache-2.0
#include "services/registration/app.h"

#include <algorithm>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/logging/log.h"
#include "libs/postgres/migrations.h"
#include "libs/rpc/process.h"
#include "services/registration/adapters/kafka/facts.h"

namespace paritrana::registration {
namespace {

constexpr char kSchema[] = "registration";
constexpr absl::Duration kDatabasePatience = absl::Seconds(5);
constexpr absl::Duration kPingPatience = absl::Seconds(1);
// Pause between attempts to reach what is missing at the start.
constexpr absl::Duration kPauseLeast = absl::Milliseconds(100);
constexpr absl::Duration kPauseMost = absl::Seconds(2);

postgres::PoolOptions PoolOptionsOf(const Config& config) {
  postgres::PoolOptions options;
  options.conninfo = config.postgres_conninfo;
  options.schema = kSchema;
  options.connections_max = static_cast<int>(config.postgres_connections);
  return options;
}

events::RelayOptions RelayOptionsOf() {
  ::paritrana::events::RelayOptions options;
  options.topics = {kParticipantsTopic, kEmployersTopic, kRegionsTopic};
  return options;
}

rpc::ServerOptions ServerOptionsOf(const Config& config) {
  rpc::ServerOptions options;
  options.listen = config.listen;
  options.admin_listen = config.admin_listen;
  return options;
}

}  // namespace

absl::StatusOr<std::unique_ptr<RegisterTransaction>> GuardedRegister::Begin(absl::Time deadline) {
  if (!open_) return MakeError("NOT_READY", "", "the database is not prepared yet");
  return guarded_.Begin(deadline);
}

absl::StatusOr<std::unique_ptr<App>> App::Create(Config config, ::paritrana::events::Log& log) {
  if (config.encryption_key.empty()) return MakeError("KEY_INVALID", "identity.encryption_key");
  PARITRANA_ASSIGN_OR_RETURN(identity::Vault vault,
                             identity::Vault::Create(config.token_key, config.encryption_key));
  return std::unique_ptr<App>(new App(std::move(config), log, std::move(vault)));
}

App::App(Config config, ::paritrana::events::Log& log, identity::Vault vault)
    : config_(std::move(config)),
      vault_(std::move(vault)),
      log_(log),
      pool_(PoolOptionsOf(config_)),
      relay_(pool_, log_, metrics_, RelayOptionsOf()),
      register_(pool_, vault_,
                {static_cast<std::uint32_t>(config_.shards), [this] { relay_.Notify(); }}),
      guarded_(register_),
      surroundings_{guarded_, vault_, Random::Real(), Clock::Real()},
      employers_(surroundings_),
      regions_(surroundings_),
      workers_(surroundings_),
      upkeep_(surroundings_, metrics_),
      server_(ServerOptionsOf(config_), metrics_) {
  server_.AddService(employers_);
  server_.AddService(regions_);
  server_.AddService(workers_);
  AddReadinessChecks();
}

App::~App() { Stop(); }

void App::AddReadinessChecks() {
  server_.AddReadinessCheck("database", [this] { return pool_.Ping(kPingPatience); });
  server_.AddReadinessCheck("migrations", [this] {
    return guarded_.is_open() ? absl::OkStatus() : MakeError("NOT_READY", "", "not applied yet");
  });
  server_.AddReadinessCheck("relay", [this] {
    return relay_running_ ? absl::OkStatus()
                          : MakeError("NOT_READY", "", "waiting for the event log's topics");
  });
}

absl::Status App::Start() {
  PARITRANA_RETURN_IF_ERROR(server_.Start());
  PARITRANA_RETURN_IF_ERROR(
      rpc::WritePortsFile(config_.ports_file, server_.address(), server_.admin_address()));
  preparation_ = std::thread([this] { Prepare(); });
  return absl::OkStatus();
}

void App::Stop() {
  if (!stopping_.HasBeenNotified()) stopping_.Notify();
  server_.Stop();
  if (preparation_.joinable()) preparation_.join();
  upkeep_.Stop();
  relay_.Stop();
}

void App::Prepare() {
  Persist("migrations", [this] { return ApplyMigrations(); });
  Persist("topics", [this] { return MakeTopics(); });
  if (stopping_.HasBeenNotified()) return;
  relay_.Start();
  relay_running_ = true;
  upkeep_.Start();
  logging::Info("ready to publish");
}

// Tries again until it works or the service stops, ever more slowly.
void App::Persist(const char* step, const std::function<absl::Status()>& attempt) {
  absl::Duration pause = kPauseLeast;
  while (!stopping_.HasBeenNotified()) {
    const absl::Status status = attempt();
    if (status.ok()) return;
    logging::Warning("cannot prepare yet",
                     {{"step", std::string(step)}, {"error", std::string(status.message())}});
    if (stopping_.WaitForNotificationWithTimeout(pause)) return;
    pause = std::min(pause * 2, kPauseMost);
  }
}

absl::Status App::ApplyMigrations() {
  PARITRANA_ASSIGN_OR_RETURN(postgres::Pool::Lease lease,
                             pool_.Acquire(Clock::Real().Now() + kDatabasePatience));
  PARITRANA_RETURN_IF_ERROR(postgres::Migrate(*lease, kSchema, config_.migrations_dir).status());
  guarded_.Open();
  return absl::OkStatus();
}

absl::Status App::MakeTopics() {
  ::paritrana::events::TopicOptions sharded;
  sharded.partitions = static_cast<int>(config_.shards);
  sharded.replication = static_cast<int>(config_.kafka_replication);
  ::paritrana::events::TopicOptions single = sharded;
  single.partitions = 1;
  PARITRANA_RETURN_IF_ERROR(log_.EnsureTopic(kParticipantsTopic, sharded));
  PARITRANA_RETURN_IF_ERROR(log_.EnsureTopic(kEmployersTopic, sharded));
  return log_.EnsureTopic(kRegionsTopic, single);
}

}  // namespace paritrana::registration
