// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "absl/status/status.h"
#include "cli/synth/population.h"
#include "cli/synth/public_api.h"

namespace paritrana::synth {

struct FeedOptions {
  int lines_per_second = 20;
  // Newcomers begin with this number; the caller passes something new for each start, because the
  // register remembers those of the last.
  std::uint64_t first_newcomer = 0;
  std::uint64_t lines_max = 0;  // 0: until stopped
};

// How many lines the feed has posted, called after each posting.
using FeedProgress = std::function<void(std::uint64_t lines, std::uint64_t newcomers)>;

// Posts late lines of the population's last month, payer by payer in a drawn order, and registers
// newcomers and posts theirs in between: an open month as payrolls see it. Runs until
// `stop` is set, `lines_max` is reached or a call fails for good.
absl::Status Feed(const Population& population, PublicApi& api, const FeedOptions& options,
                  const std::atomic<bool>& stop, const FeedProgress& progress);

}  // namespace paritrana::synth
