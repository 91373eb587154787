// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/contribution/rule_book.h"
#include "services/compliance/application/books/account_facts.h"
#include "services/compliance/application/books/assess_employers.h"
#include "services/compliance/application/dues/refresh_account.h"
#include "services/compliance/application/payer_turns.h"

namespace paritrana::compliance {

// The use case of the account worker: takes what was declared and paid into accounts, payer by
// payer, and states what follows.
//
// A step that is cut off anywhere has no effect and is taken up by the next one, of whatever
// process. A payer whose account can't be replayed is passed over until the next round, and
// counted. One thread an instance.
class WorkAccountsHandler {
 public:
  // All must outlive the handler.
  WorkAccountsHandler(AccountRefresher& refresher, AccountFacts& facts,
                      AssessEmployersHandler& assess, PayerTurns& turns,
                      const contribution::RuleBook& rules, const Clock& clock)
      : refresher_(refresher),
        facts_(facts),
        assess_(assess),
        turns_(turns),
        rules_(rules),
        clock_(clock) {}

  // What a step did.
  struct Step {
    bool idle = true;      // there was nothing to do
    bool refused = false;  // a payer was passed over
    WalkStep walked;
    std::size_t assessed = 0;  // employers
  };
  // One payer, one step of a walk, and some employers. DEADLINE_EXCEEDED, UNAVAILABLE; ABORTED:
  // take the next step.
  absl::StatusOr<Step> Take(absl::Time deadline);

 private:
  absl::Status TakePayer(Step& step, absl::Time deadline);
  absl::Status TakeWalk(Step& step, absl::Time deadline);
  absl::Status Refresh(EmployerId payer, absl::Time deadline);

  AccountRefresher& refresher_;
  AccountFacts& facts_;
  AssessEmployersHandler& assess_;
  PayerTurns& turns_;
  const contribution::RuleBook& rules_;
  const Clock& clock_;
  std::optional<EmployerId> last_payer_;
  std::optional<PaidWalk> last_walk_;
};

}  // namespace paritrana::compliance
