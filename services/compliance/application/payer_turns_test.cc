// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/payer_turns.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>

#include "libs/base/reason.h"

namespace paritrana::compliance {
namespace {

absl::Time Soon() { return absl::Now() + absl::Seconds(10); }

TEST(PayerTurns, RefuseToWaitPastTheDeadline) {
  PayerTurns turns;
  const auto held = turns.Wait(EmployerId(1), Soon());
  const auto second = turns.Wait(EmployerId(1), absl::Now());
  EXPECT_EQ(ReasonOf(second.status())->name, "DEADLINE_EXCEEDED");
}

TEST(PayerTurns, LetTheNextOneInWhenATurnEnds) {
  PayerTurns turns;
  std::optional<PayerTurns::Turn> held = *turns.Wait(EmployerId(1), Soon());
  std::thread next([&] { EXPECT_TRUE(turns.Wait(EmployerId(1), Soon()).ok()); });
  held.reset();
  next.join();
}

TEST(PayerTurns, DoNotKeepOtherPayersWaiting) {
  PayerTurns turns;
  const auto held = turns.Wait(EmployerId(1), Soon());
  EXPECT_TRUE(turns.Wait(EmployerId(2), absl::Now()).ok());
}

}  // namespace
}  // namespace paritrana::compliance
