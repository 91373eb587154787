// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <string>

#include "libs/base/reason_doc.h"

// Writes docs/reasons.md to standard output.
int main() {
  const std::string text = paritrana::ReasonsMarkdown();
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return written && std::fflush(stdout) == 0 ? 0 : 1;
}
