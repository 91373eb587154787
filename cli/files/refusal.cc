// SPDX-License-Identifier: Apache-2.0
#include "cli/files/refusal.h"

#include <algorithm>
#include <tuple>

#include "libs/base/reason.h"
#include "libs/rpc/status.h"

namespace paritrana::cli {

RowFinding FindingOf(const RowPlace& place, const absl::Status& error) {
  return {place, FieldOf(error), rpc::ToFinding(error), true};
}

void SortByRow(std::vector<RowFinding>* findings) {
  std::stable_sort(
      findings->begin(), findings->end(), [](const RowFinding& a, const RowFinding& b) {
        return std::make_tuple(a.place.row, !a.refused) < std::make_tuple(b.place.row, !b.refused);
      });
}

std::size_t CountRefusedRows(const std::vector<RowFinding>& findings) {
  std::size_t count = 0;
  std::size_t last = 0;
  for (const RowFinding& finding : findings) {
    if (!finding.refused || finding.place.row == last) continue;
    last = finding.place.row;
    ++count;
  }
  return count;
}

}  // namespace paritrana::cli
