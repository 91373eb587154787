// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/dues/account_step.h"

#include <utility>

#include "libs/base/check.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance {

absl::Status RunTogether(AccountLedger& ledger, std::span<AccountStep* const> steps,
                         absl::Time deadline, std::vector<absl::Status>& outcomes) {
  std::vector<AccountQuery> queries;
  queries.reserve(steps.size());
  for (const AccountStep* step : steps) queries.push_back(step->query);
  PARITRANA_ASSIGN_OR_RETURN(const auto transaction, ledger.Begin(deadline));
  PARITRANA_ASSIGN_OR_RETURN(std::vector<HeldAccount> held, transaction->Hold(queries));
  PARITRANA_CHECK(held.size() == steps.size());
  std::vector<AccountChange> changes;
  outcomes.clear();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    absl::StatusOr<std::optional<AccountChange>> change = steps[i]->decide(held[i]);
    outcomes.push_back(change.status());
    if (change.ok() && change->has_value()) changes.push_back(**std::move(change));
  }
  if (changes.empty()) return absl::OkStatus();
  PARITRANA_RETURN_IF_ERROR(transaction->Write(changes));
  return transaction->Commit();
}

absl::Status SingleSteps::Run(AccountStep& step, absl::Time deadline) {
  AccountStep* const steps[] = {&step};
  std::vector<absl::Status> outcomes;
  PARITRANA_RETURN_IF_ERROR(RunTogether(ledger_, steps, deadline, outcomes));
  return outcomes.front();
}

}  // namespace paritrana::compliance
