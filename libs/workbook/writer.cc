// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/writer.h"

#include <utility>

#include "libs/workbook/internal/xlsx_writer.h"

namespace paritrana::workbook {
namespace {

class CsvWriter : public TableWriter {
 public:
  explicit CsvWriter(char separator) : separator_(separator) {}

  void Append(const std::vector<Cell>& row) override {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text_ += separator_;
      text_ += CsvCell(row[i].text, separator_);
    }
    text_ += "\r\n";
  }

  absl::StatusOr<std::string> Finish() override { return std::move(text_); }

 private:
  char separator_;
  std::string text_ = "\xEF\xBB\xBF";
};

}  // namespace

std::unique_ptr<TableWriter> MakeTableWriter(const WriteOptions& options) {
  if (options.format == Format::kXlsx) return internal::MakeXlsxWriter(options);
  return std::make_unique<CsvWriter>(options.separator);
}

std::string CsvCell(std::string_view text, char separator) {
  const bool plain = text.find_first_of("\"\r\n") == std::string_view::npos &&
                     text.find(separator) == std::string_view::npos &&
                     (text.empty() || (text.front() != ' ' && text.back() != ' '));
  if (plain) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace paritrana::workbook
