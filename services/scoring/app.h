// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/base/random.h"
#include "libs/events/log.h"
#include "libs/metrics/registry.h"
#include "services/scoring/config.h"

namespace paritrana::scoring {

// The scoring service, put together: the same in its process and inside a test.
//
//   auto app = App::Make(config, {log, Clock::Real(), Random::Real()});
//   app->Start();  // ports are known; readiness follows when the state has caught up
//   app->Stop();
//
// Thread-safe after Make. Stop is idempotent and takes less than ten seconds.
class App {
 public:
  // The outside world; it must outlive the app.
  struct World {
    events::Log& log;
    const Clock& clock;
    Random& random;
  };

  // CONFIG_INVALID if the edition or its files cannot be used.
  static absl::StatusOr<std::unique_ptr<App>> Make(const ScoringConfig& config, World world);
  ~App();  // stops

  // UNAVAILABLE if a port is taken.
  absl::Status Start();
  void Stop();

  std::string address() const;
  std::string admin_address() const;
  metrics::Registry& metrics();

 private:
  struct Parts;
  explicit App(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace paritrana::scoring
