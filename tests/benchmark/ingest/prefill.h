// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "libs/postgres/connection.h"

namespace paritrana::benchmark {

// Fills the ledger with about `lines` lines of a year's payrolls, as a nation has them: half of the
// lines in files of a thousand and more, the largest of 250,000, and most employers with fewer than
// ten workers; and registers their workers. What is there already is kept: a second call with the
// same number does nothing. Says on stderr how far it is. CHECKs.
void Prefill(postgres::Connection& connection, std::int64_t lines);

}  // namespace paritrana::benchmark
