// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/contribution/rule_rows.h"
#include "libs/contribution/words.h"
#include "libs/csv/table.h"

// How files of dated rules are read, cell by cell: those of data/rules and others of their form.
//
//   Row ReadRow(Cells& cells) { return {cells.Origin("row_id"), cells.Valid(), …}; }
//   std::vector<Row> rows;
//   absl::Status status = ReadRows(path, Dated({"row_id", …}), ReadRow, &rows);
namespace paritrana::contribution::rule_files {

// Reads the cells of one row. The first thing wrong with it is kept, so that the rows' readers are
// lists of cells; `status` tells.
class Cells {
 public:
  Cells(const csv::Table& table, const std::vector<std::string>& columns, std::size_t row)
      : table_(table), columns_(columns), row_(row) {}

  std::string Text(std::string_view column) { return std::string(table_.Text(row_, At(column))); }

  std::int64_t Number(std::string_view column) {
    const absl::StatusOr<std::int64_t> number = table_.Int64(row_, At(column));
    if (number.ok()) return *number;
    Fault(column, "is not a whole number");
    return 0;
  }

  std::optional<std::int64_t> OptionalNumber(std::string_view column) {
    if (Text(column).empty()) return std::nullopt;
    return Number(column);
  }

  // A number of 32 bits.
  std::int32_t Small(std::string_view column) {
    const std::int64_t number = Number(column);
    if (static_cast<std::int32_t>(number) != number) Fault(column, "is out of bounds");
    return static_cast<std::int32_t>(number);
  }

  std::int32_t SmallOrZero(std::string_view column) {
    return Text(column).empty() ? 0 : Small(column);
  }

  absl::CivilDay Day(std::string_view column) {
    const absl::StatusOr<absl::CivilDay> day = ParseDate(Text(column));
    if (day.ok()) return *day;
    Fault(column, "is not a date");
    return {};
  }

  // A word of a fixed list; `find` gives nothing for others.
  template <typename Find>
  auto Word(std::string_view column, Find find) {
    const auto value = find(Text(column));
    if (!value) Fault(column, "holds an unknown value");
    return value ? *value : typename decltype(find(std::string_view()))::value_type();
  }

  // A row holds for the whole of the month in which it begins; one that ends within a month has
  // left that month to the next row.
  Validity Valid() {
    const absl::CivilDay from = Day("effective_from");
    Validity validity{Month(static_cast<int>(from.year()), from.month())};
    if (Text("effective_to").empty()) return validity;
    const absl::CivilDay to = Day("effective_to");
    const bool whole = absl::CivilMonth(to) != absl::CivilMonth(to + 1);
    validity.to = Month(static_cast<int>(to.year()), to.month()) - (whole ? 0 : 1);
    return validity;
  }

  RuleOrigin Origin(std::string_view id_column) {
    RuleOrigin origin;
    origin.rule_id = Text(id_column);
    if (origin.rule_id.empty()) Fault(id_column, "is empty");
    origin.legal_basis = Text("legal_basis");
    if (origin.legal_basis.empty()) Fault("legal_basis", "is empty");
    origin.confidence = Word("confidence", FindConfidence);
    origin.note = Text("note");
    const std::string where = table_.Where(row_, At(id_column));
    origin.where = where.substr(0, where.find(' '));
    return origin;
  }

  void Fault(std::string_view column, std::string_view what) {
    if (!status_.ok()) return;
    status_ = MakeError(
        "RULES_INVALID", column,
        absl::StrCat(table_.Where(row_, At(column)), " ", std::string(what), ": ", Text(column)));
  }

  const absl::Status& status() const { return status_; }

 private:
  std::size_t At(std::string_view column) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i] == column) return i;
    }
    return columns_.size();  // a programming error: the table's own check ends the process
  }

  const csv::Table& table_;
  const std::vector<std::string>& columns_;
  const std::size_t row_;
  absl::Status status_;
};

// Columns every file has besides its own.
inline constexpr std::array<std::string_view, 5> kDatedColumns = {
    "effective_from", "effective_to", "legal_basis", "confidence", "note"};

// Reads each row of a file with `read`, which fills a row from its cells.
template <typename Row>
absl::Status ReadRows(const std::string& path, const std::vector<std::string>& columns,
                      Row (*read)(Cells&), std::vector<Row>* rows) {
  PARITRANA_ASSIGN_OR_RETURN(const csv::Table table, csv::Table::Read(path, columns));
  for (std::size_t i = 0; i < table.rows(); ++i) {
    Cells cells(table, columns, i);
    rows->push_back(read(cells));
    PARITRANA_RETURN_IF_ERROR(cells.status());
  }
  return absl::OkStatus();
}

// The columns of a file whose rows hold for some months, or for ever.
inline std::vector<std::string> Dated(std::vector<std::string> columns) {
  columns.insert(columns.end(), kDatedColumns.begin(), kDatedColumns.end());
  return columns;
}

inline std::vector<std::string> Undated(std::vector<std::string> columns) {
  columns.insert(columns.end(), kDatedColumns.begin() + 2, kDatedColumns.end());
  return columns;
}

}  // namespace paritrana::contribution::rule_files
