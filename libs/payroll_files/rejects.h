// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/payroll_files/row_finding.h"
#include "libs/payroll_files/sheet.h"

namespace paritrana::files {

// Makes a file of the refused rows of `sheet`, of the same kind (workbook or CSV): the same columns
// and cells, and for each row four columns more: the reasons, the columns at fault and what to do,
// in Indonesian and in English. Mended, it can be sent as it is: those columns are passed over.
// `findings` must be sorted (SortByRow). FILE_UNWRITABLE.
absl::StatusOr<std::string> MakeRejects(const Sheet& sheet,
                                        const std::vector<RowFinding>& findings);

// Writes that file to `path`, whole or not at all, readable by its owner only. FILE_UNWRITABLE,
// also when `path` is the file that was read.
absl::Status WriteRejects(const std::string& path, const std::string& read_from, const Sheet& sheet,
                          const std::vector<RowFinding>& findings);

}  // namespace paritrana::files
