// SPDX-License-Identifier: Apache-2.0
#include "services/registration/upkeep.h"

#include <string>

#include "libs/logging/log.h"

namespace paritrana::registration {
namespace {

// A new region should show within seconds; a look at an empty table costs next to nothing.
constexpr absl::Duration kRound = absl::Seconds(1);
// Rounds from one look for old answers to the next: ten minutes.
constexpr int kRoundsPerPruning = 600;
constexpr absl::Duration kStepPatience = absl::Seconds(20);

void LogFailure(const char* work, const absl::Status& status) {
  logging::Warning("upkeep goes on later",
                   {{"work", std::string(work)}, {"error", std::string(status.message())}});
}

}  // namespace

Upkeep::Upkeep(const Surroundings& surroundings, metrics::Registry& metrics)
    : restate_(surroundings),
      prune_(surroundings),
      restated_(metrics.GetCounter("registration_participants_restated_total",
                                   "Participants stated again after a change of their employer.")),
      forgotten_(metrics.GetCounter("registration_answers_forgotten_total",
                                    "Answers to old requests that were removed.")) {}

void Upkeep::Start() {
  thread_ = std::thread([this] { Run(); });
}

void Upkeep::Stop() {
  if (!stopping_.HasBeenNotified()) stopping_.Notify();
  if (thread_.joinable()) thread_.join();
}

void Upkeep::Run() {
  for (int round = 0; !stopping_.WaitForNotificationWithTimeout(kRound); ++round) {
    RestateAll();
    if (round % kRoundsPerPruning == 0) PruneAll();
  }
}

void Upkeep::RestateAll() {
  while (!stopping_.HasBeenNotified()) {
    const auto step = restate_.Step(absl::Now() + kStepPatience);
    if (!step.ok()) return LogFailure("restating", step.status());
    restated_.Add(static_cast<double>(step->restated));
    if (!step->more) return;
  }
}

void Upkeep::PruneAll() {
  while (!stopping_.HasBeenNotified()) {
    const auto forgotten = prune_.Step(absl::Now() + kStepPatience);
    if (!forgotten.ok()) return LogFailure("forgetting answers", forgotten.status());
    forgotten_.Add(static_cast<double>(*forgotten));
    if (*forgotten < kAnswersPerStep) return;
  }
}

}  // namespace paritrana::registration
