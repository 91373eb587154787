// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libs/base/status_macros.h"
#include "libs/kafka/kafka_log.h"
#include "libs/logging/log.h"
#include "libs/rpc/process.h"
#include "services/registration/app.h"

namespace {

using paritrana::events::Log;
using paritrana::registration::App;
using paritrana::registration::Config;

absl::Status Start(const Config& config, std::unique_ptr<Log>& log, std::unique_ptr<App>& app) {
  PARITRANA_ASSIGN_OR_RETURN(
      log, paritrana::kafka::Connect({config.kafka_bootstrap_servers, "registration"}));
  PARITRANA_ASSIGN_OR_RETURN(app, App::Create(config, *log));
  return app->Start();
}

}  // namespace

int main(int argc, char** argv) {
  paritrana::logging::Initialise("registration");
  Config config;
  absl::Status status = paritrana::registration::LoadConfig(argc, argv, config);
  if (status.ok() && config.help_shown) return 0;
  std::unique_ptr<Log> log;
  std::unique_ptr<App> app;
  const auto start = [&] {
    if (status.ok()) status = Start(config, log, app);
    if (status.ok()) return 0;
    paritrana::logging::Error("cannot start", {{"error", std::string(status.message())}});
    return 1;
  };
  return paritrana::rpc::RunUntilSignalled(start, [&] { app->Stop(); });
}
