// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/payroll_files/cell.h"
#include "libs/workbook/book.h"

namespace paritrana::files {

// One column that a form knows.
struct SheetColumn {
  std::string name;                  // as documents write it: "NOMOR_IDENTITAS"
  std::vector<std::string> aliases;  // other names it goes by
  bool required = false;
};

// What a kind of file looks like.
struct SheetForm {
  // The form's name for messages and the document that describes it.
  std::string name;
  std::string document;
  std::vector<SheetColumn> columns;
  // Known columns that are not used.
  std::vector<std::string> ignored;
  // Whether other columns are let pass. Where a misspelt column would lose money they are not.
  bool unknown_allowed = false;
  // The sheet of a workbook that is taken if it is there: "data_tk_baru".
  std::string sheet_name = {};
};

// Where in a book a form's header was found, and how well it fits.
struct SheetPlace {
  std::size_t table = 0;
  std::size_t header_line = 0;
  std::vector<std::string> header;
  bool named = false;          // the sheet has the form's name
  bool complete = false;       // all required columns are there
  std::size_t used = 0;        // columns that the form uses
  std::size_t understood = 0;  // and those it knows but does not use
};

// Finds the table of `book` whose header fits the form best: the named one, else the first that has
// all required columns, else the one that has most. A header stands in one of the first 20 rows
// that are not blank, so that a title may stand above it. FILE_HEADER_UNKNOWN, and what the book's
// rows return.
absl::StatusOr<SheetPlace> FindSheet(const workbook::Book& book, const SheetForm& form);

// One row of a sheet.
struct SheetRow {
  std::size_t number = 0;  // of the data row, from 1
  std::size_t line = 0;    // of the file or of the workbook's sheet, from 1
  std::vector<workbook::Cell> cells;
  // LINE_MALFORMED or FIELD_TOO_LONG if the row can't be taken apart; its cells must not be used
  // then.
  absl::Status status;
};

// True for the columns that a file of refused rows carries besides its own
// (libs/payroll_files/rejects.h). They are passed over when it is sent again.
bool IsReasonColumn(const std::string& header);

// A table from outside, checked as a whole before anything is made of it.
//
// Tolerant: CSV or workbook, titles above the header, blank rows, columns in any order and spelling
// of case. Limited: 300,000 rows. Rows that can't be taken apart are handed out with an error, so
// that the good ones can go on. Holds the book's bytes, not its rows; not thread-safe.
//
//   PARITRANA_ASSIGN_OR_RETURN(const Sheet sheet, Sheet::Open(std::move(book), form));
//   sheet.ForEach([&](const SheetRow& row) { use(sheet.Cell(row, kNik)); });
class Sheet {
 public:
  // FILE_EMPTY, FILE_HEADER_UNKNOWN, FILE_COLUMN_MISSING, FILE_COLUMN_REPEATED, FILE_TRUNCATED,
  // TOO_MANY_LINES, and what the book's rows return; the detail says where.
  static absl::StatusOr<Sheet> Open(std::shared_ptr<const workbook::Book> book,
                                    const SheetForm& form);

  // Calls `use` with each data row in order.
  void ForEach(const std::function<void(const SheetRow&)>& use) const;

  // The trimmed cell of the form's column `column` (its place in the form); empty if the file has
  // no such column.
  CellView Cell(const SheetRow& row, std::size_t column) const;
  bool Has(std::size_t column) const { return places_[column] != kNowhere; }

  std::size_t rows() const { return rows_; }
  const workbook::Book& book() const { return *book_; }
  // Name of the workbook's sheet; empty for a text.
  const std::string& name() const { return book_->name(place_.table); }
  char separator() const { return book_->separator(place_.table); }
  const std::vector<std::string>& header() const { return place_.header; }
  // Columns that the form does not know.
  const std::vector<std::string>& unknown_columns() const { return unknown_; }
  // True if the last line of a text has no line end, as after a cut in its middle.
  bool ends_open() const;

 private:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  Sheet(std::shared_ptr<const workbook::Book> book, SheetPlace place)
      : book_(std::move(book)), place_(std::move(place)) {}

  absl::Status PlaceColumns(const SheetForm& form);
  absl::Status CheckRows();
  absl::Status Walk(const std::function<void(const SheetRow&)>& use) const;
  void Judge(bool well_formed, SheetRow* row) const;

  std::shared_ptr<const workbook::Book> book_;
  SheetPlace place_;
  std::vector<std::size_t> places_;  // of the form's columns in the file
  std::vector<std::string> unknown_;
  std::size_t rows_ = 0;
};

}  // namespace paritrana::files
