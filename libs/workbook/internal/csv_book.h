// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/workbook/book.h"

namespace paritrana::workbook::internal {

// Opens a text: one table for each separator that fields may have. FILE_BINARY, FILE_ENCODING.
absl::StatusOr<std::unique_ptr<Book>> OpenCsvBook(std::string text);

}  // namespace paritrana::workbook::internal
