// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "libs/workbook/writer.h"

namespace paritrana::workbook::internal {

std::unique_ptr<TableWriter> MakeXlsxWriter(const WriteOptions& options);

}  // namespace paritrana::workbook::internal
