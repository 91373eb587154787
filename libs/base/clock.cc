// SPDX-License-Identifier: Apache-2.0
#include "libs/base/clock.h"

#include "absl/time/clock.h"

namespace paritrana {
namespace {

class RealClock : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

}  // namespace

const Clock& Clock::Real() {
  static const RealClock clock;
  return clock;
}

}  // namespace paritrana
