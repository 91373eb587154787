// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace paritrana::gateway {

// One row of a ranking table, as the gateway sees it: a region and a content it does not look into.
struct TableRow {
  std::string region;   // dotted code, unique in the table
  std::string content;  // equal contents are equal rows
  // The row as viewers read it; shared from version to version while the content stays.
  std::shared_ptr<const std::string> text;
};

// What turned one version of a table into another.
struct RowChanges {
  std::vector<std::size_t> changed;  // places in the newer table: new rows and other contents
  std::vector<std::string> removed;  // regions that left
};

// Compares two versions of a table. A row that only moved is no change: its rank is in its content.
RowChanges CompareRows(const std::vector<TableRow>& before, const std::vector<TableRow>& after);

}  // namespace paritrana::gateway
