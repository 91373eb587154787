// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

// Longest that a caller may take to repeat a request and be given the same answer. Far beyond any
// retry of a payroll system; a month, so that the run of the next month is included.
inline constexpr absl::Duration kAnswersKept = absl::Hours(24 * 35);

// Answers forgotten in one transaction: short enough that nobody waits for it.
inline constexpr int kAnswersPerStep = 1'000;

// Forgets old answers, step by step. Those of ImportRegions stay for ever: the tree's version is
// their key. Thread-safe.
class PruneAnswersHandler {
 public:
  explicit PruneAnswersHandler(const Surroundings& surroundings) : surroundings_(surroundings) {}

  // How many it forgot; fewer than kAnswersPerStep: there are no more for now.
  absl::StatusOr<std::int64_t> Step(absl::Time deadline) const;

 private:
  Surroundings surroundings_;
};

}  // namespace paritrana::registration
