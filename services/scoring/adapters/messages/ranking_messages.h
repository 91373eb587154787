// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/scoring/v1/rankings.pb.h"
#include "services/scoring/application/edition.h"
#include "services/scoring/application/ranking_board.h"
#include "services/scoring/application/stamp.h"

// The contract's messages from what the application holds. Nothing is decided here.
namespace paritrana::scoring {

v1::RankingStamp ToMessage(const Stamp& stamp, const Method& method);

v1::RankingRow ToMessage(const RankedRow& row, const RegionTree& tree);

// A whole table, stamped with `stamp`, which may be newer than the table's own.
v1::Ranking ToMessage(const PublishedTable& table, const Stamp& stamp, const Edition& edition);

// What changed from one table to a later one of the same key.
v1::RankingDelta DeltaBetween(const RankingBoard::View& before, const RankingBoard::View& after,
                              const Edition& edition);

}  // namespace paritrana::scoring
