// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace paritrana::cli {

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
};

// One row of a sheet.
struct SheetRow {
  std::size_t number = 0;  // of the data row, from 1
  std::size_t line = 0;    // of the file, from 1
  std::vector<std::string> fields;
  // LINE_MALFORMED if the row can't be taken apart; its cells must not be used then.
  absl::Status status;
};

// True for the columns that a file of refused rows carries besides its own (cli/files/rejects.h).
// They are passed over when it is sent again.
bool IsReasonColumn(const std::string& header);

// A CSV file from outside, checked as a whole before anything is made of it.
//
// Tolerant: a byte order mark, ";", "," or tab between fields, quoted fields, Windows line ends,
// blank rows, columns in any order and spelling of case. Limited: 64 MiB and 300,000 rows. Rows
// that can't be taken apart are handed out with an error, so that the good ones can go on. Holds
// the file in memory; not thread-safe.
//
//   PARITRANA_ASSIGN_OR_RETURN(const Sheet sheet, Sheet::Open(path, form));
//   sheet.ForEach([&](const SheetRow& row) { use(sheet.Cell(row, kNik)); });
class Sheet {
 public:
  // FILE_UNREADABLE, FILE_TOO_LARGE, FILE_EMPTY, FILE_BINARY, FILE_ENCODING, FILE_HEADER_UNKNOWN,
  // FILE_COLUMN_MISSING, FILE_COLUMN_REPEATED, FILE_TRUNCATED, TOO_MANY_LINES; the detail says
  // where.
  static absl::StatusOr<Sheet> Open(const std::string& path, const SheetForm& form);

  // Calls `use` with each data row in order.
  void ForEach(const std::function<void(const SheetRow&)>& use) const;

  // The trimmed cell of the form's column `column` (its place in the form); empty if the file has
  // no such column.
  std::string_view Cell(const SheetRow& row, std::size_t column) const;
  bool Has(std::size_t column) const { return places_[column] != kNowhere; }

  std::size_t rows() const { return rows_; }
  char separator() const { return separator_; }
  const std::vector<std::string>& header() const { return header_; }
  // Columns that the form does not know.
  const std::vector<std::string>& unknown_columns() const { return unknown_; }
  // True if the last line has no line end, as after a cut in its middle.
  bool ends_open() const { return !text_.ends_with('\n'); }
  const std::string& text() const { return text_; }

 private:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  explicit Sheet(std::string text) : text_(std::move(text)) {}

  absl::Status ReadHeader(const SheetForm& form);
  absl::Status PlaceColumns(const SheetForm& form);
  absl::Status CheckRows();
  absl::Status Walk(const std::function<void(const SheetRow&)>& use) const;
  void Judge(bool well_formed, SheetRow* row) const;

  std::string text_;
  char separator_ = ',';
  std::vector<std::string> header_;
  std::vector<std::size_t> places_;  // of the form's columns in the file
  std::vector<std::string> unknown_;
  std::size_t rows_ = 0;
};

}  // namespace paritrana::cli
