// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <thread>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace paritrana::rpc::internal {

// Runs an action when its time has come, unless it was taken back before. One thread for all.
//
// An action must be quick and must not call back here: it runs under the lock, so that after Remove
// returns it is not running and never will. Thread-safe.
class Deadlines {
 public:
  using Ticket = std::pair<absl::Time, std::uint64_t>;

  Deadlines();
  ~Deadlines();

  Ticket Add(absl::Time when, std::function<void()> action);
  void Remove(const Ticket& ticket);

 private:
  void Run();
  bool Due() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  absl::Mutex mutex_;
  std::map<Ticket, std::function<void()>> actions_ ABSL_GUARDED_BY(mutex_);
  std::uint64_t last_number_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Time waiting_for_ ABSL_GUARDED_BY(mutex_) = absl::InfiniteFuture();
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace paritrana::rpc::internal
