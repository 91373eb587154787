// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <thread>

#include "absl/synchronization/notification.h"
#include "libs/metrics/registry.h"
#include "services/registration/application/prune_answers.h"
#include "services/registration/application/restate_participants.h"

namespace paritrana::registration {

// Does in a thread of its own what no caller waits for: states participants again whose employer
// registers elsewhere, and forgets old answers. A failed step is tried again at the next round and
// logged once, until steps work again. Start once, Stop once; destroying stops.
class Upkeep {
 public:
  Upkeep(const Surroundings& surroundings, metrics::Registry& metrics);
  ~Upkeep() { Stop(); }

  void Start();
  void Stop();

 private:
  void Run();
  absl::Status RestateAll();
  absl::Status PruneAll();
  void Log(const absl::Status& status);

  RestateParticipantsHandler restate_;
  PruneAnswersHandler prune_;
  metrics::Counter& restated_;
  metrics::Counter& forgotten_;
  bool failing_ = false;
  absl::Notification stopping_;
  std::thread thread_;
};

}  // namespace paritrana::registration
