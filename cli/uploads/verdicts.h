// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "libs/payroll_files/row_finding.h"
#include "paritrana/common/v1/verdict.pb.h"

namespace paritrana::cli {

// Adds the findings of verdicts about the lines at `places`. `column_of` turns a line's index and a
// field path into a column.
template <typename Verdicts, typename ColumnOf>
void AddVerdicts(const Verdicts& verdicts, const std::vector<files::RowPlace>& places,
                 ColumnOf column_of, std::vector<files::RowFinding>* findings) {
  for (const auto& [line_no, verdict] : verdicts) {
    if (line_no == 0 || line_no > places.size()) continue;
    const std::size_t index = line_no - 1;
    const bool refused = verdict.kind() == common::v1::VERDICT_KIND_REJECTED;
    for (const common::v1::Finding& finding : verdict.findings()) {
      findings->push_back({places[index], column_of(index, finding.field()), finding, refused});
    }
  }
}

}  // namespace paritrana::cli
