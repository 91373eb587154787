// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/domain/ranking_table.h"

#include "absl/strings/str_cat.h"

namespace paritrana::scoring {
namespace {

RankedRow RowOf(RegionIndex region, int month, const RankingInputs& inputs) {
  RankedRow row =
      UnrankedRow(region, inputs.tally.at(region, month), inputs.entitled.at(region, month));
  const bool in_force =
      inputs.window.folded() || inputs.tree.InForce(region, inputs.window.month(month));
  if (!in_force) row.not_ranked = NotRanked::kNotInForce;
  return row;
}

void AppendRow(const RankedRow& row, const RankingInputs& inputs, std::string& text) {
  absl::StrAppend(&text, row.rank, ",", static_cast<int>(row.not_ranked), ",",
                  inputs.tree.fact(row.region).code.ToString(), ",", row.figures.heads, ",",
                  row.entitled.total, ",", row.figures.rupiah);
  for (int i = 0; i < kSegments; ++i) {
    absl::StrAppend(&text, ",", row.figures.segments[i], ",", row.entitled.segments[i]);
  }
  text += '\n';
}

}  // namespace

RegionLevel LevelOf(Members members) {
  switch (members) {
    case Members::kProvinces:
      return RegionLevel::kProvince;
    case Members::kRegencies:
      return RegionLevel::kRegency;
    case Members::kVillages:
      break;
  }
  return RegionLevel::kVillage;
}

std::string NameOf(Members members) {
  switch (members) {
    case Members::kProvinces:
      return "provinces";
    case Members::kRegencies:
      return "regencies";
    case Members::kVillages:
      break;
  }
  return "villages";
}

RankingTable ComputeTable(const TableKey& key, const RankingInputs& inputs) {
  RankingTable table;
  table.key = key;
  table.total = RowOf(key.scope, key.month, inputs);
  table.total.not_ranked = NotRanked::kIsRanked;
  const std::vector<RegionIndex> members = inputs.tree.Members(key.scope, LevelOf(key.members));
  table.rows.reserve(members.size());
  for (const RegionIndex region : members) {
    table.rows.push_back(RowOf(region, key.month, inputs));
  }
  RankRows(table.rows, inputs.method, inputs.tree);
  return table;
}

std::vector<TableKey> TablesOf(RegionIndex scope, int month, const RegionTree& tree) {
  switch (tree.fact(scope).code.level()) {
    case RegionLevel::kNation:
      return {{Members::kProvinces, scope, month}, {Members::kRegencies, scope, month}};
    case RegionLevel::kProvince:
      return {{Members::kRegencies, scope, month}};
    case RegionLevel::kRegency:
      return {{Members::kVillages, scope, month}};
    default:
      return {};
  }
}

std::string CanonicalText(const RankingTable& table, const RankingInputs& inputs) {
  std::string text = absl::StrCat("paritrana-ranking 1\n", NameOf(table.key.members), ",",
                                  inputs.tree.fact(table.key.scope).code.ToString(), ",",
                                  inputs.window.month(table.key.month).ToString(), ",",
                                  inputs.method.name, ",", inputs.tree.version(), "\n");
  AppendRow(table.total, inputs, text);
  for (const RankedRow& row : table.rows) AppendRow(row, inputs, text);
  return text;
}

}  // namespace paritrana::scoring
