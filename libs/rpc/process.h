// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace paritrana::rpc {

// Runs a service process: blocks SIGINT and SIGTERM before any thread starts, calls `start`, waits
// for one of them, calls `stop`, and ends the process by force if it still runs `stop_time_most`
// after the signal, whether in `start` or in `stop`. Returns the exit code for main. `start`
// returns 0 or the exit code to leave with at once; `stop` is called only after a 0.
int RunUntilSignalled(const std::function<int()>& start, const std::function<void()>& stop,
                      absl::Duration stop_time_most = absl::Seconds(10));

// Writes {"listen":"127.0.0.1:7101","admin":"127.0.0.1:7111"} to `path`, whole or not at all, for
// whoever started the process with ports of 0. Does nothing if `path` is empty. FILE_UNWRITABLE.
absl::Status WritePortsFile(const std::string& path, const std::string& listen,
                            const std::string& admin);

}  // namespace paritrana::rpc
