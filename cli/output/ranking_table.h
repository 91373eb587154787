// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/output/table.h"
#include "paritrana/scoring/v1/rankings.pb.h"

namespace paritrana::cli {

// The rows of a ranking as a table, at most `rows_most` of them.
Table RankingTable(const scoring::v1::Ranking& ranking, std::size_t rows_most);

// One line that says what is ranked, by which method, as of which version, and what is only an
// example.
std::string RankingTitle(const scoring::v1::Ranking& ranking);

// "78.40 %" for 7840.
std::string Percent(std::uint32_t basis_points);

// Applies a delta to the ranking it was made for, keeping the order of rank, then code.
void ApplyDelta(const scoring::v1::RankingDelta& delta, scoring::v1::Ranking* ranking);

}  // namespace paritrana::cli
