// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libs/base/clock.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/kafka/kafka_log.h"
#include "libs/logging/log.h"
#include "libs/rpc/process.h"
#include "services/compliance/app.h"
#include "services/compliance/config.h"

using paritrana::compliance::App;
using paritrana::compliance::Config;

int main(int argc, char** argv) {
  paritrana::logging::Initialise("compliance");
  std::unique_ptr<paritrana::events::Log> log;
  std::unique_ptr<App> app;
  const auto start = [&](const Config& config) -> absl::Status {
    PARITRANA_ASSIGN_OR_RETURN(
        log, paritrana::kafka::Connect({config.kafka_bootstrap_servers, "compliance"}));
    app = std::make_unique<App>(config, *log, paritrana::Clock::Real());
    return app->Start();
  };
  Config config;
  bool help_shown = false;
  absl::Status status = LoadConfig(argc, argv, config, help_shown);
  if (help_shown) return 0;
  const auto run = [&] {
    if (status.ok()) status = start(config);
    if (status.ok()) return 0;
    paritrana::logging::Error("cannot start", {{"error", std::string(status.message())}});
    return paritrana::ReasonOf(status)->exit_code;
  };
  return paritrana::rpc::RunUntilSignalled(run, [&] { app->Stop(); });
}
