// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "libs/payroll_files/file_kind.h"
#include "libs/workbook/book.h"

namespace paritrana::files {

// Makes an empty file to be filled in: the columns in the order in which SIPP has them, and one row
// of example that must be written over. In a workbook all columns are text, so that no number loses
// digits. FILE_UNWRITABLE.
absl::StatusOr<std::string> MakeTemplate(FileKind kind, workbook::Format format);

}  // namespace paritrana::files
