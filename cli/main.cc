// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <iostream>

#include <unistd.h>

#include "cli/cli.h"
#include "libs/logging/log.h"

int main(int argc, char** argv) {
  paritrana::logging::Initialise("cli", paritrana::logging::Level::kError);
  const bool out_is_terminal = isatty(STDOUT_FILENO) == 1;
  const char* no_colour = std::getenv("NO_COLOR");
  const bool colour = out_is_terminal && (no_colour == nullptr || *no_colour == '\0');
  const paritrana::cli::Terminal terminal{std::cout, std::cerr, out_is_terminal,
                                          isatty(STDERR_FILENO) == 1, colour};
  return paritrana::cli::RunCli(argc, argv, terminal);
}
