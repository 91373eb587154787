// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

// Participants of one step: a transaction short enough that calls for the same persons hardly wait.
inline constexpr int kParticipantsPerStep = 500;

// What one step did.
struct RestatementStep {
  std::size_t restated = 0;
  bool more = false;  // something was left to do: take the next step at once
};

// States the participants of employers that register in another region now, step by step.
//
// ChangeEmployer leaves the request; each step is one transaction that changes the registration
// region of memberships that last and states their participants. A step goes on where the last one
// stopped, in whatever process. When a round reaches the end, another one begins, until a whole
// round finds nothing: a merge may have moved a membership behind the round. Thread-safe.
class RestateParticipantsHandler {
 public:
  explicit RestateParticipantsHandler(const Surroundings& surroundings)
      : surroundings_(surroundings) {}

  absl::StatusOr<RestatementStep> Step(absl::Time deadline) const;

 private:
  absl::StatusOr<RestatementStep> Step(RegisterTransaction& transaction) const;
  absl::StatusOr<Facts> Restate(RegisterTransaction& transaction, const Restatement& restatement,
                                std::span<const Pseudonym> members, absl::CivilDay today) const;

  Surroundings surroundings_;
};

}  // namespace paritrana::registration
