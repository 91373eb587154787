// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace paritrana::rpc {

// Runs a service process: blocks SIGINT and SIGTERM before any thread starts, calls `start`, waits
// for one of them, calls `stop`, and ends the process by force if that takes over ten seconds.
// Returns the exit code for main. `start` returns 0 or the exit code to leave with at once.
int RunUntilSignalled(const std::function<int()>& start, const std::function<void()>& stop);

}  // namespace paritrana::rpc
