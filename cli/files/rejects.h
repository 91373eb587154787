// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cli/files/refusal.h"
#include "cli/files/sheet.h"

namespace paritrana::cli {

// Writes the refused rows of `sheet` to `path`: the same columns and cells as in the file, and for
// each row the reasons, the columns at fault and what to do, in three more columns. Mended, the
// file can be sent as it is: those columns are passed over.
//
// Whole or not at all, readable by its owner only: it holds personal data. `findings` must be
// sorted (SortByRow). FILE_UNWRITABLE, also when `path` is the file that was read.
absl::Status WriteRejects(const std::string& path, const std::string& read_from, const Sheet& sheet,
                          const std::vector<RowFinding>& findings, bool indonesian);

}  // namespace paritrana::cli
