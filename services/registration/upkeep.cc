// SPDX-License-Identifier: Apache-2.0
#include "services/registration/upkeep.h"

#include <cstdint>
#include <string>

#include "libs/base/status_macros.h"
#include "libs/logging/log.h"

namespace paritrana::registration {
namespace {

// A new region should show within seconds; a look at an empty table costs next to nothing.
constexpr absl::Duration kRound = absl::Seconds(1);
// Rounds from one look for old answers to the next: ten minutes.
constexpr int kRoundsPerPruning = 600;
constexpr absl::Duration kStepPatience = absl::Seconds(20);

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
    absl::Status status = RestateAll();
    if (status.ok() && round % kRoundsPerPruning == 0) status = PruneAll();
    Log(status);
  }
}

absl::Status Upkeep::RestateAll() {
  while (!stopping_.HasBeenNotified()) {
    PARITRANA_ASSIGN_OR_RETURN(const RestatementStep step,
                               restate_.Step(absl::Now() + kStepPatience));
    restated_.Add(static_cast<double>(step.restated));
    if (!step.more) break;
  }
  return absl::OkStatus();
}

absl::Status Upkeep::PruneAll() {
  while (!stopping_.HasBeenNotified()) {
    PARITRANA_ASSIGN_OR_RETURN(const std::int64_t forgotten,
                               prune_.Step(absl::Now() + kStepPatience));
    forgotten_.Add(static_cast<double>(forgotten));
    if (forgotten < kAnswersPerStep) break;
  }
  return absl::OkStatus();
}

void Upkeep::Log(const absl::Status& status) {
  if (!status.ok() && !failing_) {
    logging::Warning("upkeep fails, and tries again", {{"error", std::string(status.message())}});
  }
  failing_ = !status.ok();
}

}  // namespace paritrana::registration
