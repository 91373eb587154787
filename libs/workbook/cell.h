// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace paritrana::workbook {

// What a cell says it holds. A CSV file knows texts only.
enum class CellKind : std::uint8_t {
  kText,
  // Digits with "." before a fraction, never an exponent: "5000000", "0.05".
  kNumber,
  // A number that is shown as a date, as ISO text: "1990-08-07".
  kDate,
  // "TRUE" or "FALSE".
  kBoolean,
  // A formula that could not be computed ("#N/A"), or was not yet ("").
  kError,
};

struct Cell {
  CellKind kind = CellKind::kText;
  // UTF-8; empty if nothing is there.
  std::string text;

  friend bool operator==(const Cell&, const Cell&) = default;
};

// One row as it stands in the file.
struct Row {
  // Number that a spreadsheet or an editor shows for it, from 1.
  std::size_t line = 0;
  // From the first column on; ends with the last one that has something in it.
  std::vector<Cell> cells;
  // False if it could not be taken apart; its cells are a guess then.
  bool well_formed = true;
};

}  // namespace paritrana::workbook
