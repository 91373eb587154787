// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/internal/deadlines.h"

#include "absl/time/clock.h"

namespace paritrana::rpc::internal {

Deadlines::Deadlines() : thread_([this] { Run(); }) {}

Deadlines::~Deadlines() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
}

Deadlines::Ticket Deadlines::Add(absl::Time when, std::function<void()> action) {
  absl::MutexLock lock(&mutex_);
  Ticket ticket{when, ++last_number_};
  actions_.emplace(ticket, std::move(action));
  return ticket;
}

void Deadlines::Remove(const Ticket& ticket) {
  absl::MutexLock lock(&mutex_);
  actions_.erase(ticket);
}

// True when the thread has to look again: to stop, or because an earlier action came first.
bool Deadlines::Due() const {
  return stopping_ || (!actions_.empty() && actions_.begin()->first.first < waiting_for_);
}

void Deadlines::Run() {
  absl::MutexLock lock(&mutex_);
  while (!stopping_) {
    while (!actions_.empty() && actions_.begin()->first.first <= absl::Now()) {
      actions_.begin()->second();
      actions_.erase(actions_.begin());
    }
    waiting_for_ = actions_.empty() ? absl::InfiniteFuture() : actions_.begin()->first.first;
    mutex_.AwaitWithDeadline(absl::Condition(
                                 +[](Deadlines* self) ABSL_EXCLUSIVE_LOCKS_REQUIRED(self->mutex_) {
                                   return self->Due();
                                 },
                                 this),
                             waiting_for_);
  }
}

}  // namespace paritrana::rpc::internal
