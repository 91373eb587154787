// SPDX-License-Identifier: Apache-2.0
#include "cli/output/table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "libs/workbook/writer.h"

namespace paritrana::cli {
namespace {

constexpr char kBold[] = "\x1b[1m";
constexpr char kPlain[] = "\x1b[0m";

// Characters, not bytes.
std::size_t WidthOf(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::vector<std::size_t> WidthsOf(const Table& table) {
  std::vector<std::size_t> widths;
  for (const Table::Column& column : table.columns) widths.push_back(WidthOf(column.name));
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], WidthOf(row[i]));
    }
  }
  return widths;
}

std::string Aligned(const Table& table, const std::vector<std::string>& cells,
                    const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string padding(widths[i] - WidthOf(cells[i]), ' ');
    absl::StrAppend(&line, i == 0 ? "" : "  ", table.columns[i].right ? padding : "", cells[i],
                    table.columns[i].right ? "" : padding);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::vector<std::string> Names(const Table& table) {
  std::vector<std::string> names;
  for (const Table::Column& column : table.columns) names.push_back(column.name);
  return names;
}

void PrintCsvLine(const std::vector<std::string>& cells, std::ostream& out) {
  for (std::size_t i = 0; i < cells.size(); ++i)
    out << (i == 0 ? "" : ",") << workbook::CsvCell(cells[i], ',');
  out << '\n';
}

}  // namespace

void PrintAligned(const Table& table, bool colour, std::ostream& out) {
  const std::vector<std::size_t> widths = WidthsOf(table);
  out << (colour ? kBold : "") << Aligned(table, Names(table), widths) << (colour ? kPlain : "")
      << '\n';
  for (const auto& row : table.rows) out << Aligned(table, row, widths) << '\n';
}

void PrintCsv(const Table& table, std::ostream& out) {
  PrintCsvLine(Names(table), out);
  for (const auto& row : table.rows) PrintCsvLine(row, out);
}

std::string Grouped(std::int64_t number) {
  const std::string digits = absl::StrCat(number);
  std::string grouped;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const bool first = i == 0 || digits[i - 1] == '-';
    if (!first && (digits.size() - i) % 3 == 0) grouped += ',';
    grouped += digits[i];
  }
  return grouped;
}

}  // namespace paritrana::cli
