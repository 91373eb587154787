// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libs/base/check.h"
#include "libs/workbook/book.h"

namespace paritrana::fuzz {

// Reads every row of every table of a file, if it can be opened, and checks what always holds.
inline void WalkBook(std::string bytes) {
  const auto book = workbook::OpenBook(std::move(bytes));
  if (!book.ok()) return;
  PARITRANA_CHECK((*book)->tables() > 0);
  for (std::size_t table = 0; table < (*book)->tables(); ++table) {
    const auto rows = (*book)->Rows(table);
    workbook::Row row;
    std::size_t line = 0;
    while (true) {
      const auto more = rows->Next(&row);
      if (!more.ok() || !*more) break;
      PARITRANA_CHECK(row.line > line);
      line = row.line;
    }
  }
}

}  // namespace paritrana::fuzz
