// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/payroll_files/sheet.h"

namespace paritrana::files {

// The cells of one row by column of the form, and all that is wrong with them: a clerk mends a row
// once, so every reason is found at once. What can't be read is noted and comes back empty.
//
// `sheet`, `row` and `form` must outlive it. Not thread-safe.
class RowCells {
 public:
  RowCells(const Sheet& sheet, const SheetRow& row, const SheetForm& form);

  bool Empty(std::size_t column) const { return Cell(column).empty(); }
  // The cell as it stands.
  std::string Text(std::size_t column) const { return std::string(Cell(column).text); }

  // An ISO date; empty for an empty cell and for "31-12-3000", which payroll sheets write for life.
  std::string Date(std::size_t column);
  std::string RequiredDate(std::size_t column);
  // "2024-12"; empty for an empty cell.
  std::string Month(std::size_t column);
  // Rupiah; nothing for an empty cell or "-".
  std::int64_t Rupiah(std::size_t column);
  // A number of `digits` digits as text (0: of any length).
  std::string IdentityNumber(std::size_t column, std::size_t digits);
  std::string Region(std::size_t column);
  // A word of a fixed list, read by `parse`; `otherwise` if it is none.
  template <typename Value>
  Value Word(std::size_t column, absl::StatusOr<Value> (*parse)(std::string_view),
             Value otherwise) {
    return Take(column, parse(Cell(column).text), otherwise);
  }

  // Notes what is wrong; a status without a field gets the column's name.
  void Refuse(std::size_t column, const absl::Status& error);
  const std::vector<absl::Status>& errors() const { return errors_; }

 private:
  CellView Cell(std::size_t column) const { return sheet_.Cell(row_, column); }

  template <typename Value>
  Value Take(std::size_t column, absl::StatusOr<Value> value, Value otherwise) {
    if (value.ok()) return *std::move(value);
    Refuse(column, value.status());
    return otherwise;
  }

  const Sheet& sheet_;
  const SheetRow& row_;
  const SheetForm& form_;
  std::vector<absl::Status> errors_;
};

}  // namespace paritrana::files
