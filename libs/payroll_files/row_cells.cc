// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/row_cells.h"

#include "libs/base/date.h"
#include "libs/base/reason.h"

namespace paritrana::files {
namespace {

// How payroll sheets write "for life".
constexpr absl::CivilDay kForLife(3000, 12, 31);

}  // namespace

// A formula that failed is told once for its cell, not as whatever its empty value would break.
RowCells::RowCells(const Sheet& sheet, const SheetRow& row, const SheetForm& form)
    : sheet_(sheet), row_(row), form_(form) {
  if (!row.status.ok()) {
    errors_.push_back(row.status);
    return;
  }
  for (std::size_t column = 0; column < form.columns.size(); ++column) {
    if (Cell(column).kind == workbook::CellKind::kError) Refuse(column, MakeError("CELL_ERROR"));
  }
}

std::string RowCells::Date(std::size_t column) {
  if (Empty(column)) return "";
  const auto day = ParseDay(Cell(column), sheet_.book().date_system());
  if (!day.ok()) return Refuse(column, day.status()), "";
  return *day == kForLife ? "" : FormatDate(*day);
}

std::string RowCells::RequiredDate(std::size_t column) {
  if (Empty(column)) Refuse(column, MakeError("FIELD_REQUIRED"));
  return Date(column);
}

std::string RowCells::Month(std::size_t column) {
  if (Empty(column)) return "";
  const absl::StatusOr<paritrana::Month> month = ParseMonth(Cell(column));
  if (!month.ok()) return Refuse(column, month.status()), "";
  return month->ToString();
}

std::int64_t RowCells::Rupiah(std::size_t column) {
  const CellView cell = Cell(column);
  if (cell.empty() || cell.text == "-") return 0;
  return Take(column, ParseRupiah(cell), std::int64_t{0});
}

std::string RowCells::IdentityNumber(std::size_t column, std::size_t digits) {
  return Take(column, ParseIdentityNumber(Cell(column), digits), std::string());
}

std::string RowCells::Region(std::size_t column) {
  return Take(column, ParseRegion(Cell(column)), std::string());
}

void RowCells::Refuse(std::size_t column, const absl::Status& error) {
  const std::string& name = form_.columns[column].name;
  for (const absl::Status& known : errors_) {
    if (FieldOf(known) == name) return;
  }
  errors_.push_back(FieldOf(error).empty() ? WithFieldPrefix(error, name) : error);
}

}  // namespace paritrana::files
