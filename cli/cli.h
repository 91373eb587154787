// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"

namespace paritrana::cli {

// Runs the command line tool: parses the arguments, runs the command, reports its error. Returns
// the exit code (docs/reasons.md). Never throws.
int RunCli(int argc, const char* const* argv, const Terminal& terminal);

}  // namespace paritrana::cli
