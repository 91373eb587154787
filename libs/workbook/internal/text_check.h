// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace paritrana::workbook::internal {

// Makes sure that a file is text: UTF-8 without control characters. FILE_BINARY (a picture or an
// old workbook, say) or FILE_ENCODING, each with the line where it shows.
absl::Status CheckIsText(std::string_view text);

// True if a file begins like a ZIP archive, which a workbook is.
bool BeginsLikeWorkbook(std::string_view bytes);

}  // namespace paritrana::workbook::internal
