// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/events/consumer_waiter.h"

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::compliance {
namespace {

absl::Status WaitOn(const paritrana::events::FactConsumer& consumer, const Position& position,
                    absl::Time deadline, std::string_view field) {
  if (position.marks.empty()) return absl::OkStatus();
  const absl::Status reached = consumer.WaitFor(position, deadline);
  if (absl::IsDeadlineExceeded(reached)) return MakeError("POSITION_NOT_REACHED", field);
  return reached;
}

}  // namespace

absl::Status ConsumerWaiter::WaitFor(const FactsWanted& wanted, absl::Time deadline) {
  PARITRANA_RETURN_IF_ERROR(WaitOn(employers_, wanted.employers, deadline, "after_employers"));
  return WaitOn(participants_, wanted.participants, deadline, "after");
}

}  // namespace paritrana::compliance
