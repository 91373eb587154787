// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/domain/row_changes.h"

#include <string_view>

#include "absl/container/flat_hash_map.h"

namespace paritrana::gateway {

RowChanges CompareRows(const std::vector<TableRow>& before, const std::vector<TableRow>& after) {
  absl::flat_hash_map<std::string, const TableRow*> old;
  old.reserve(before.size());
  for (const TableRow& row : before) old.emplace(row.region, &row);

  RowChanges changes;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto found = old.find(after[i].region);
    if (found == old.end() || found->second->content != after[i].content) {
      changes.changed.push_back(i);
    }
    if (found != old.end()) old.erase(found);
  }
  for (const TableRow& row : before) {
    if (old.contains(row.region)) changes.removed.push_back(row.region);
  }
  return changes;
}

}  // namespace paritrana::gateway
