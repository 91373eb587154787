// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "tests/benchmark/ingest/installation.h"

namespace paritrana::benchmark {

// Lines of the largest known payroll.
inline constexpr int kLargeFileLines = 250'000;

// Posts a file of 250,000 lines of a payer as a payroll system does, in chunks of at most 256 KiB,
// and seals it. Takes 25 months of the payer's workers, from `first_month` on.
void PostLargeFile(const Installation& installation, int payer, const std::string& run,
                   int first_month);

}  // namespace paritrana::benchmark
