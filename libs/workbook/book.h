// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/workbook/cell.h"
#include "libs/workbook/number.h"

namespace paritrana::workbook {

// Hands out the rows of a table in order, without holding them all. Not thread-safe.
class RowSource {
 public:
  virtual ~RowSource() = default;

  // Reads the next row that has anything in it into `row`. False at the end. FILE_TRUNCATED,
  // WORKBOOK_INVALID or one of the limits' reasons (libs/workbook/limits.h); it must not be called
  // again after an error.
  virtual absl::StatusOr<bool> Next(Row* row) = 0;
};

enum class Format { kCsv, kXlsx };

// A file from outside that holds tables: a workbook (XLSX) or a text (CSV).
//
// A workbook has one table for each of its sheets. A text can be read with ";", "," or tab between
// its fields: each of these readings is a table, and whoever knows what to look for takes the one
// that makes sense. Nothing is unpacked to disk, no formula is computed, nothing outside the file
// is followed. Holds the file in memory; immutable, so it may be read by several threads.
//
//   PARITRANA_ASSIGN_OR_RETURN(const std::unique_ptr<Book> book, OpenBook(std::move(bytes)));
//   const auto rows = book->Rows(0);
//   while (true) {
//     PARITRANA_ASSIGN_OR_RETURN(const bool more, rows->Next(&row));
//     if (!more) break;
//     use(row);
//   }
class Book {
 public:
  virtual ~Book() = default;

  virtual Format format() const = 0;
  // Number of tables, at least one.
  virtual std::size_t tables() const = 0;
  // Name of a sheet; empty for a text.
  virtual const std::string& name(std::size_t table) const = 0;
  // What stands between the fields of a text; ',' for a sheet.
  virtual char separator(std::size_t table) const = 0;
  // How the numbers of a workbook count days.
  virtual DateSystem date_system() const = 0;
  // Starts at the first row. The book must outlive the source.
  virtual std::unique_ptr<RowSource> Rows(std::size_t table) const = 0;
  // The file as it came.
  virtual const std::string& bytes() const = 0;
};

// Tells by its content what a file is and opens it. FILE_EMPTY, FILE_TOO_LARGE, FILE_BINARY (what
// is neither: a picture, an old workbook), FILE_ENCODING; WORKBOOK_INVALID, WORKBOOK_ENCRYPTED,
// WORKBOOK_EXTERNAL, WORKBOOK_ENTITIES and the reasons of libs/workbook/limits.h.
absl::StatusOr<std::unique_ptr<Book>> OpenBook(std::string bytes);

}  // namespace paritrana::workbook
