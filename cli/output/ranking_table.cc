// SPDX-License-Identifier: Apache-2.0
#include "cli/output/ranking_table.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace paritrana::cli {
namespace {

using scoring::v1::Ranking;
using scoring::v1::RankingRow;

std::string Number(std::uint64_t number) { return Grouped(static_cast<std::int64_t>(number)); }

std::string WhyNotRanked(const RankingRow& row) {
  switch (row.not_ranked_reason()) {
    case scoring::v1::NOT_RANKED_REASON_NO_DENOMINATOR:
      return "not ranked: number of entitled workers not known";
    case scoring::v1::NOT_RANKED_REASON_NOT_IN_FORCE:
      return "not ranked: not in force at the end of the month";
    default:
      return "";
  }
}

std::vector<std::string> Cells(const RankingRow& row) {
  const bool known = row.entitled_workers() > 0;
  const std::string note = row.entitled_is_example() ? "example" : "";
  return {row.rank() == 0 ? "-" : absl::StrCat(row.rank(), row.shared() ? "=" : ""),
          row.region(),
          row.name(),
          Number(row.active_heads()),
          known ? Number(row.entitled_workers()) : "-",
          known ? Percent(row.coverage_basis_points()) : "-",
          row.rank() == 0 ? WhyNotRanked(row) : note};
}

// Those without rank last.
std::tuple<bool, std::uint32_t, std::string> OrderOf(const RankingRow& row) {
  return {row.rank() == 0, row.rank(), row.region()};
}

}  // namespace

std::string Percent(std::uint32_t basis_points) {
  return absl::StrFormat("%d.%02d %%", basis_points / 100, basis_points % 100);
}

Table RankingTable(const Ranking& ranking, std::size_t rows_most) {
  Table table{{{"rank", true},
               {"code"},
               {"name"},
               {"active", true},
               {"entitled", true},
               {"coverage", true},
               {"note"}},
              {}};
  for (const RankingRow& row : ranking.rows()) {
    if (table.rows.size() == rows_most) break;
    table.rows.push_back(Cells(row));
  }
  return table;
}

std::string RankingTitle(const Ranking& ranking) {
  const scoring::v1::RankingStamp& stamp = ranking.stamp();
  std::string title =
      absl::StrCat(ranking.scope_name(), " ", ranking.month(), ", method ", stamp.method(),
                   stamp.method_is_example() ? " (example, not an official rule)" : "",
                   ", version ", stamp.version());
  if (stamp.parked_lines() > 0) {
    absl::StrAppend(&title, ", INCOMPLETE: ", Number(stamp.parked_lines()), " lines parked");
  }
  return title;
}

void ApplyDelta(const scoring::v1::RankingDelta& delta, Ranking* ranking) {
  std::set<std::string> gone(delta.removed().begin(), delta.removed().end());
  for (const RankingRow& row : delta.changed()) gone.insert(row.region());
  std::vector<RankingRow> rows(delta.changed().begin(), delta.changed().end());
  for (const RankingRow& row : ranking->rows()) {
    if (gone.count(row.region()) == 0) rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end(),
            [](const RankingRow& a, const RankingRow& b) { return OrderOf(a) < OrderOf(b); });
  ranking->mutable_rows()->Assign(rows.begin(), rows.end());
  *ranking->mutable_stamp() = delta.stamp();
  *ranking->mutable_total() = delta.total();
  ranking->set_ranking_digest(delta.ranking_digest());
}

}  // namespace paritrana::cli
