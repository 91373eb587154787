// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/position.h"
#include "paritrana/scoring/v1/rankings.pb.h"
#include "tests/e2e/installation.h"

namespace paritrana::e2e {

// The regencies of the nation in the tests' month, once these facts are counted. Tries again while
// scoring is away.
scoring::v1::Ranking RegenciesAt(const Installation& installation, const Position& position);

// Scoring's own account, with a recount from the slots.
scoring::v1::GetStateResponse StateOf(const Installation& installation);

// Compares a table with a recomputation in SQL over the ledger: heads and rupiah of every regency,
// and the order of the ranks by exact fractions. Returns the first difference, empty if there is
// none.
std::string DifferenceFromLedger(const Installation& installation,
                                 const scoring::v1::Ranking& ranking);

}  // namespace paritrana::e2e
