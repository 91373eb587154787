// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "absl/status/statusor.h"
#include "libs/workbook/book.h"

namespace paritrana::files {

// What a payroll file is about.
enum class FileKind {
  kWorkers,        // a list of new workers, for registration
  kContributions,  // a month's contributions, for compliance
  kPayments,       // payments of a bank statement, for compliance; never guessed from a header
};

// Tells by the header what a file is: the kind that understands more of its columns, and of two
// that understand as many the one whose required columns are all there. FILE_HEADER_UNKNOWN if
// neither knows any, and what the book's rows return.
absl::StatusOr<FileKind> DetectKind(const workbook::Book& book);

}  // namespace paritrana::files
