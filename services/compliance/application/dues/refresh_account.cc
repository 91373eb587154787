// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/dues/refresh_account.h"

#include <optional>

#include "libs/base/status_macros.h"
#include "services/compliance/application/dues/reallocate.h"
#include "services/compliance/domain/day.h"
#include "services/compliance/domain/dues/recorded_time.h"

namespace paritrana::compliance {

absl::StatusOr<RefreshedAccount> ReplayingRefresher::Refresh(EmployerId payer, absl::Time now,
                                                             absl::Time deadline) {
  const absl::Time recorded = ToRecordedTime(now);
  RefreshedAccount refreshed;
  AccountStep step;
  step.query = {payer, false, true};
  step.decide = [&](HeldAccount& held) -> absl::StatusOr<std::optional<AccountChange>> {
    refreshed = {held.state.balance.version, false};
    PARITRANA_ASSIGN_OR_RETURN(Reallocation reallocation,
                               Reallocate(rules_, held.state, DayInWib(recorded)));
    if (held.taken_in == 0 && reallocation.moved.empty()) return std::nullopt;
    refreshed = {reallocation.balance.version, true};
    return ChangeBy(AccountCause::kRefresh, held.state, reallocation, recorded);
  };
  PARITRANA_RETURN_IF_ERROR(runner_.Run(step, deadline));
  return refreshed;
}

}  // namespace paritrana::compliance
