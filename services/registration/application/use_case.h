// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/random.h"
#include "libs/base/reason.h"
#include "libs/identity/identity.h"
#include "services/registration/application/register.h"

namespace paritrana::registration {

// What every use case works with. All of it outlives the use case and is thread-safe.
struct Surroundings {
  Register& store;
  const identity::Vault& vault;
  Random& random;
  const Clock& clock;
};

// Times a transaction is run again after another one came first. Collisions resolve at the second
// attempt; more only happen when several identities of one batch are being registered elsewhere.
inline constexpr int kAttemptsMax = 10;

// Runs `work` in a transaction and again while it is ABORTED. `work` takes RegisterTransaction& and
// returns a StatusOr; it commits by itself and must not keep anything from a failed attempt.
template <typename Work>
auto RunTransaction(Register& store, absl::Time deadline, const Work& work)
    -> decltype(work(std::declval<RegisterTransaction&>())) {
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    auto transaction = store.Begin(deadline);
    if (!transaction.ok()) return transaction.status();
    auto result = work(**transaction);
    if (result.status().code() != absl::StatusCode::kAborted) return result;
  }
  return MakeError("OVERLOADED", "", "every attempt collided with another transaction");
}

}  // namespace paritrana::registration
