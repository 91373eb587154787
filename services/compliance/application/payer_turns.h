// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"

namespace paritrana::compliance {

// Lets the posts of one payer into the database one after the other.
//
// The database serialises them anyway; waiting here instead keeps them from holding a connection
// each, so that one payer who sends the same file two hundred times does not stop all others.
// Payers are spread over a fixed number of places: two may share one and then only wait for each
// other. Thread-safe.
class PayerTurns {
 private:
  struct Place;

 public:
  // Held while it is the payer's turn; lets the next one go on destruction.
  class Turn {
   public:
    Turn(Turn&& other) noexcept : place_(std::exchange(other.place_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn();

   private:
    friend class PayerTurns;
    explicit Turn(Place* place) : place_(place) {}
    Place* place_;
  };

  PayerTurns();
  ~PayerTurns();

  // Waits until it is this payer's turn. DEADLINE_EXCEEDED at `deadline`.
  absl::StatusOr<Turn> Wait(EmployerId payer, absl::Time deadline);

 private:
  std::unique_ptr<Place[]> places_;
};

}  // namespace paritrana::compliance
