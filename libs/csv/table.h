// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace paritrana::csv {

// A CSV data file of the project (data/**), read whole: comma-separated, UTF-8, first line the
// names of the columns.
//
// Columns are addressed by position in the list that was asked for, so the file may order them as
// it likes and hold more. For files from outside, which need tolerance and limits, see
// libs/payroll_files.
class Table {
 public:
  // FILE_UNREADABLE, FILE_HEADER_UNKNOWN (a column is missing) or FILE_TRUNCATED, naming the file
  // and line.
  static absl::StatusOr<Table> Read(const std::string& path,
                                    const std::vector<std::string>& columns);

  std::size_t rows() const { return rows_.size(); }

  std::string_view Text(std::size_t row, std::size_t column) const;

  // A whole number. FIELD_MALFORMED names the file, line and column.
  absl::StatusOr<std::int64_t> Int64(std::size_t row, std::size_t column) const;

  // "data/x.csv:12 column value", for messages about a row.
  std::string Where(std::size_t row, std::size_t column) const;

 private:
  struct Row {
    std::size_t line;
    std::vector<std::string> fields;
  };

  std::string path_;
  std::vector<std::string> columns_;
  std::vector<std::size_t> places_;  // of the asked-for columns in the file
  std::vector<Row> rows_;
};

}  // namespace paritrana::csv
