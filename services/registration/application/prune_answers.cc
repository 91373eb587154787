// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/prune_answers.h"

#include <optional>

#include "libs/base/status_macros.h"

namespace paritrana::registration {

absl::StatusOr<std::int64_t> PruneAnswersHandler::Step(absl::Time deadline) const {
  const absl::Time now = surroundings_.clock.Now();
  return RunTransaction(
      surroundings_.store, deadline,
      [&](RegisterTransaction& transaction) -> absl::StatusOr<std::int64_t> {
        PARITRANA_ASSIGN_OR_RETURN(
            const std::int64_t forgotten,
            transaction.answers().Forget(now - kAnswersKept, kAnswersPerStep));
        PARITRANA_RETURN_IF_ERROR(transaction.Commit(Facts{}, now, std::nullopt).status());
        return forgotten;
      });
}

}  // namespace paritrana::registration
