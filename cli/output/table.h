// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace paritrana::cli {

// A table of texts, for people or for other programs.
struct Table {
  struct Column {
    std::string name;
    bool right = false;  // numbers
  };

  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

// Writes aligned columns, two spaces apart. Characters count as one place each.
void PrintAligned(const Table& table, bool colour, std::ostream& out);

// Writes CSV with a header, separated by commas.
void PrintCsv(const Table& table, std::ostream& out);

// Writes a number with its thousands apart: 1,234,567.
std::string Grouped(std::int64_t number);

}  // namespace paritrana::cli
