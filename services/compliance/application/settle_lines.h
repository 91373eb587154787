// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "services/compliance/application/payer_turns.h"
#include "services/compliance/application/settlement_ledger.h"

namespace paritrana::compliance {

// How long a line may wait for registration or for an answer.
inline constexpr absl::Duration kWaitMost = absl::Hours(7 * 24);

// Lines by what became of them: "registered", "merged", "moved", "replaced", "refused", "asked",
// "answered", "declined", "given_up".
using SettledCounts = std::map<std::string, std::uint64_t>;

// The use case that settles lines after they were posted, one transaction a step: tasks that facts
// of registration queued, then lines that waited too long, then a second look at lines that began
// to wait a minute ago.
//
// A step that is cut off anywhere has no effect and is taken up again by the next one, of whatever
// process. Several may run at once. One thread an instance.
class SettleLinesHandler {
 public:
  // Ledger, turns and clock must outlive the handler.
  SettleLinesHandler(SettlementLedger& ledger, PayerTurns& turns, const Clock& clock)
      : ledger_(ledger), turns_(turns), clock_(clock) {}

  // What a step did.
  struct Step {
    bool idle = false;  // there was nothing to do
    SettledCounts settled;
  };
  // DEADLINE_EXCEEDED, UNAVAILABLE; ABORTED: take the next step.
  absl::StatusOr<Step> Take(absl::Time deadline);

 private:
  using Decide = std::function<absl::StatusOr<Settlement>(SettlementTransaction&)>;

  absl::StatusOr<Step> Settle(EmployerId payer, const Decide& decide, absl::Time deadline);
  absl::StatusOr<Step> LookAgain(absl::Time now, absl::Time deadline);

  SettlementLedger& ledger_;
  PayerTurns& turns_;
  const Clock& clock_;
  std::optional<EmployerId> last_payer_;
  // Lines that wait until then were looked at a second time; at the start all are.
  absl::Time looked_until_ = absl::UnixEpoch();
};

// Counts what a settlement does, for metrics.
SettledCounts CountsOf(const Settlement& settlement);

}  // namespace paritrana::compliance
