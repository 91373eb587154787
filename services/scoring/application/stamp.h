// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "libs/base/position.h"
#include "services/scoring/domain/ranking_table.h"

namespace paritrana::scoring {

// What an answer was computed from. The version counts publications over all tables.
struct Stamp {
  std::uint64_t version = 0;
  std::string tree_version;
  Position position;
  absl::Time published_at = absl::UnixEpoch();
  std::int64_t newest_fact_micros = 0;  // 0: no fact yet
  std::uint64_t parked_lines = 0;
};

// A table as it was published.
struct PublishedTable {
  RankingTable table;
  Stamp stamp;
  std::string digest;  // hexadecimal SHA-256 of its canonical text
  // The tree its regions are numbered in.
  std::shared_ptr<const RegionTree> tree;
};

// A table's path, "regencies/64/2024-12": the key of its message on the topic.
std::string PathOf(const TableKey& key, const RegionTree& tree, const MonthWindow& window);

}  // namespace paritrana::scoring
