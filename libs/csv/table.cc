// SPDX-License-Identifier: Apache-2.0
#include "libs/csv/table.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/csv/record_reader.h"

namespace paritrana::csv {

absl::StatusOr<Table> Table::Read(const std::string& path,
                                  const std::vector<std::string>& columns) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return MakeError("FILE_UNREADABLE", {}, path);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  Table table;
  table.path_ = path;
  table.columns_ = columns;
  RecordReader reader(text, ',');
  std::vector<std::string> header;
  PARITRANA_RETURN_IF_ERROR(reader.Next(&header).status());
  for (const std::string& column : columns) {
    const auto found = std::find(header.begin(), header.end(), column);
    if (found == header.end()) {
      return MakeError("FILE_HEADER_UNKNOWN", column,
                       absl::StrCat(path, " has no column ", column));
    }
    table.places_.push_back(static_cast<std::size_t>(found - header.begin()));
  }
  std::vector<std::string> fields;
  while (true) {
    PARITRANA_ASSIGN_OR_RETURN(const bool more, reader.Next(&fields));
    if (!more) return table;
    fields.resize(std::max(fields.size(), header.size()));
    table.rows_.push_back({reader.line(), std::move(fields)});
  }
}

std::string_view Table::Text(std::size_t row, std::size_t column) const {
  return rows_[row].fields[places_[column]];
}

absl::StatusOr<std::int64_t> Table::Int64(std::size_t row, std::size_t column) const {
  std::int64_t value = 0;
  const std::string_view text = Text(row, column);
  if (!absl::SimpleAtoi(absl::string_view(text.data(), text.size()), &value)) {
    return MakeError("FIELD_MALFORMED", columns_[column], Where(row, column));
  }
  return value;
}

std::string Table::Where(std::size_t row, std::size_t column) const {
  return absl::StrCat(path_, ":", rows_[row].line, " column ", columns_[column]);
}

}  // namespace paritrana::csv
