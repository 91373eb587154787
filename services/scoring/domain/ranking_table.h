// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "services/scoring/domain/method.h"
#include "services/scoring/domain/ranking.h"

namespace paritrana::scoring {

// Which kind of region a table ranks.
enum class Members : std::uint8_t { kProvinces = 1, kRegencies = 2, kVillages = 3 };

RegionLevel LevelOf(Members members);

// Names a table: which regions, of which region, in which month (an index into the window).
struct TableKey {
  Members members = Members::kRegencies;
  RegionIndex scope;
  int month = 0;

  friend auto operator<=>(const TableKey&, const TableKey&) = default;

  template <typename H>
  friend H AbslHashValue(H state, const TableKey& key) {
    return H::combine(std::move(state), key.members, key.scope, key.month);
  }
};

// What tables are computed from.
struct RankingInputs {
  const RegionTree& tree;
  const Method& method;
  const MonthWindow& window;
  const EntitledTable& entitled;
  const Tally& tally;
};

// A ranking table, without version or time: a pure function of its inputs.
struct RankingTable {
  TableKey key;
  RankedRow total;  // the scope's own figures, rank 0
  std::vector<RankedRow> rows;

  // True if somebody is active in the scope.
  bool populated() const { return total.figures.heads > 0; }
};

RankingTable ComputeTable(const TableKey& key, const RankingInputs& inputs);

// The tables that rank inside a region: provinces and regencies in the nation, regencies in a
// province, villages in a regency; none in finer ones.
std::vector<TableKey> TablesOf(RegionIndex scope, int month, const RegionTree& tree);

// The text whose SHA-256 is the table's digest (docs/formats/ranking-digest.md).
std::string CanonicalText(const RankingTable& table, const RankingInputs& inputs);

// "regencies", as paths and requests name it.
std::string NameOf(Members members);

}  // namespace paritrana::scoring
