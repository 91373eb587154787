// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/internal/deadlines.h"

#include <vector>

#include <gtest/gtest.h>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"

namespace paritrana::rpc::internal {
namespace {

TEST(Deadlines, NeverRunsWhatWasTakenBack) {
  Deadlines deadlines;
  bool ran = false;
  absl::Notification later;
  const absl::Time now = absl::Now();
  deadlines.Remove(deadlines.Add(now + absl::Milliseconds(20), [&ran] { ran = true; }));
  deadlines.Add(now + absl::Milliseconds(21), [&later] { later.Notify(); });
  later.WaitForNotification();
  EXPECT_FALSE(ran);
}

TEST(Deadlines, RunsInOrderOfTimeAndNotOfArrival) {
  Deadlines deadlines;
  std::vector<int> order;
  absl::Notification last;
  const absl::Time now = absl::Now();
  deadlines.Add(now + absl::Milliseconds(40), [&order, &last] {
    order.push_back(2);
    last.Notify();
  });
  deadlines.Add(now + absl::Milliseconds(5), [&order] { order.push_back(1); });
  last.WaitForNotification();
  EXPECT_EQ(order, (std::vector<int>{1, 2}));
}

TEST(Deadlines, StopsWithoutRunningWhatIsLeft) {
  bool ran = false;
  {
    Deadlines deadlines;
    deadlines.Add(absl::InfiniteFuture(), [&ran] { ran = true; });
  }
  EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace paritrana::rpc::internal
