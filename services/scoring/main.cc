// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <memory>
#include <string>

#include "libs/kafka/kafka_log.h"
#include "libs/logging/log.h"
#include "libs/rpc/process.h"
#include "services/scoring/app.h"
#include "services/scoring/config.h"

using namespace paritrana;

int main(int argc, char** argv) {
  logging::Initialise("scoring");
  scoring::ScoringConfig config;
  bool help_shown = false;
  absl::Status status = scoring::LoadConfig(argc, argv, config, help_shown);
  if (help_shown) return 0;

  std::unique_ptr<events::Log> log;
  std::unique_ptr<scoring::App> app;
  const auto start = [&] {
    if (!status.ok()) return (std::fprintf(stderr, "%s\n", status.ToString().c_str()), 2);
    auto connected = kafka::Connect({config.kafka_bootstrap_servers, "paritrana-scoring"});
    status = connected.status();
    if (status.ok()) log = *std::move(connected);
    if (status.ok()) {
      auto made = scoring::App::Make(config, {*log, Clock::Real(), Random::Real()});
      status = made.status();
      if (status.ok()) app = *std::move(made);
    }
    if (status.ok()) status = app->Start();
    if (!status.ok()) logging::Error("cannot start", {{"error", status.ToString()}});
    return status.ok() ? 0 : 1;
  };
  return rpc::RunUntilSignalled(start, [&] { app->Stop(); });
}
