// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libs/events/fact_consumer.h"
#include "services/compliance/application/fact_waiter.h"

namespace paritrana::compliance {

// Waits on the consumers that keep the copy of registration's facts. Thread-safe.
class ConsumerWaiter : public FactWaiter {
 public:
  // Both must outlive the waiter.
  ConsumerWaiter(const paritrana::events::FactConsumer& participants,
                 const paritrana::events::FactConsumer& employers)
      : participants_(participants), employers_(employers) {}

  absl::Status WaitFor(const FactsWanted& wanted, absl::Time deadline) override;

 private:
  const paritrana::events::FactConsumer& participants_;
  const paritrana::events::FactConsumer& employers_;
};

}  // namespace paritrana::compliance
