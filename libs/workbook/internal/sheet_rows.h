// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "libs/workbook/book.h"
#include "libs/workbook/internal/archive.h"
#include "libs/workbook/internal/parts.h"

namespace paritrana::workbook::internal {

// What the cells of every sheet of a workbook refer to.
struct SheetContext {
  SharedStrings strings;
  std::vector<bool> day_styles;
  DateSystem date_system = DateSystem::k1900;
};

// Reads the rows of the sheet in part `name`, as its XML arrives. `archive` and `context` must
// outlive it.
std::unique_ptr<RowSource> ReadSheetRows(const Archive& archive, const SheetContext& context,
                                         std::string name);

}  // namespace paritrana::workbook::internal
