// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/workbook/book.h"

namespace paritrana::workbook::internal {

// Opens a workbook: one table for each sheet, in their order. WORKBOOK_INVALID, WORKBOOK_ENCRYPTED,
// WORKBOOK_EXTERNAL, WORKBOOK_ENTITIES and the reasons of limits.h.
absl::StatusOr<std::unique_ptr<Book>> OpenXlsxBook(std::string bytes);

}  // namespace paritrana::workbook::internal
