// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <string>
#include <string_view>

#include "libs/base/reason_doc.h"

// usage: paritrana-reasons [--payroll]
// Writes docs/reasons.md, or docs/payroll/codes.md, to standard output.
int main(int argc, char** argv) {
  const bool payroll = argc == 2 && std::string_view(argv[1]) == "--payroll";
  if (argc > 1 && !payroll) return 2;
  const std::string text =
      payroll ? paritrana::PayrollCodesMarkdown() : paritrana::ReasonsMarkdown();
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return written && std::fflush(stdout) == 0 ? 0 : 1;
}
