// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace paritrana::rpc::internal {

// What is missing: the name of each check that fails, with its error. Empty: ready.
using Missing = std::vector<std::pair<std::string, absl::Status>>;

// Asks all checks of readiness again and again on a thread of its own, so that a check that blocks
// holds up nobody else.
//
// Add checks, then Start; Stop before the checks' owners go. Thread-safe after Start.
class Readiness {
 public:
  using Check = std::function<absl::Status()>;
  using Listener = std::function<void(bool ready)>;

  ~Readiness();  // stops

  void Add(std::string name, Check check);

  // Asks once, tells `listener`, and then tells it at every change, on the own thread.
  void Start(absl::Duration interval, Listener listener);
  void Stop();

  Missing Current() const;

 private:
  Missing AskAll() const;
  void Keep(Missing missing);
  void Run(absl::Duration interval);

  std::vector<std::pair<std::string, Check>> checks_;
  Listener listener_;
  mutable absl::Mutex mutex_;
  Missing missing_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace paritrana::rpc::internal
