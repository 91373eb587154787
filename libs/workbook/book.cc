// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/book.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/workbook/internal/csv_book.h"
#include "libs/workbook/internal/text_check.h"
#include "libs/workbook/internal/xlsx_book.h"

namespace paritrana::workbook {

absl::StatusOr<std::unique_ptr<Book>> OpenBook(std::string bytes) {
  if (bytes.empty()) return MakeError("FILE_EMPTY", "file");
  if (bytes.size() > paritrana::limits::kFileBytesMax) {
    return MakeError("FILE_TOO_LARGE", "file", absl::StrCat(bytes.size(), " bytes"));
  }
  if (internal::BeginsLikeWorkbook(bytes)) return internal::OpenXlsxBook(std::move(bytes));
  return internal::OpenCsvBook(std::move(bytes));
}

}  // namespace paritrana::workbook
