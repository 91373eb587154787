// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "paritrana/common/v1/verdict.pb.h"

namespace paritrana::files {

// Where an item that was sent stands in its file.
struct RowPlace {
  std::size_t row = 0;   // data row, from 1
  std::size_t line = 0;  // line of the file, from 1
};

// One thing found wrong or doubtful about a row, here or by a service.
struct RowFinding {
  RowPlace place;
  std::string column;  // as the form names it; empty if it concerns the whole row
  common::v1::Finding finding;
  bool refused = true;  // false: a warning, the row counts
};

// Makes a finding of an error whose field is a column's name.
RowFinding FindingOf(const RowPlace& place, const absl::Status& error);

// Orders findings by row; refusals of a row before its warnings.
void SortByRow(std::vector<RowFinding>* findings);

// Number of rows that have a refusal. `findings` must be sorted.
std::size_t CountRefusedRows(const std::vector<RowFinding>& findings);

}  // namespace paritrana::files
