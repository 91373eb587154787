// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/workbook/book.h"
#include "libs/workbook/cell.h"

namespace paritrana::workbook {

// How a file of one table is written.
struct WriteOptions {
  Format format = Format::kXlsx;
  char separator = ';';        // of a text
  std::string sheet = "data";  // of a workbook; up to 31 characters without []:*?/
  // Of a workbook's columns, in characters; columns past these have the usual width.
  std::vector<double> widths = {};
};

// Writes a file that holds one table, row by row, the header first. The same rows give the same
// bytes.
//
// In a workbook texts stay texts (identity numbers keep their digits, and nothing becomes a
// formula), numbers of up to 15 digits are numbers, days are days shown dd-mm-yyyy. A text has a
// byte order mark, without which spreadsheets do not take it for UTF-8, and ends lines with CRLF.
// A workbook's rows lie in a temporary file until the end. Not thread-safe.
class TableWriter {
 public:
  virtual ~TableWriter() = default;
  virtual void Append(const std::vector<Cell>& row) = 0;
  // Returns the file; nothing may be appended after. FILE_UNWRITABLE if there was no room for
  // temporary files.
  virtual absl::StatusOr<std::string> Finish() = 0;
};

std::unique_ptr<TableWriter> MakeTableWriter(const WriteOptions& options);

// One cell of a CSV line, quoted where it must be (RFC 4180).
std::string CsvCell(std::string_view text, char separator);

}  // namespace paritrana::workbook
