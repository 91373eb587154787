// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/row_finding.h"

#include <algorithm>
#include <tuple>

#include "libs/base/reason.h"

namespace paritrana::files {

RowFinding FindingOf(const RowPlace& place, const absl::Status& error) {
  const Reason& reason = *ReasonOf(error);
  RowFinding finding{place, FieldOf(error), {}, true};
  finding.finding.set_reason(std::string(reason.name));
  finding.finding.set_field(finding.column);
  finding.finding.set_text_id(std::string(reason.text_id));
  finding.finding.set_text_en(std::string(reason.text_en));
  return finding;
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

}  // namespace paritrana::files
