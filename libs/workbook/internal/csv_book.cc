// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/internal/csv_book.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/csv/record_reader.h"
#include "libs/workbook/internal/text_check.h"

namespace paritrana::workbook::internal {
namespace {

constexpr char kSeparators[] = {';', ',', '\t'};

class CsvRows : public RowSource {
 public:
  CsvRows(std::string_view text, char separator) : reader_(text, separator) {}

  absl::StatusOr<bool> Next(Row* row) override {
    do {
      PARITRANA_ASSIGN_OR_RETURN(const bool more, reader_.Next(&fields_));
      if (!more) return false;
    } while (IsBlank());
    row->line = reader_.line();
    row->well_formed = reader_.well_formed();
    row->cells.resize(fields_.size());
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      row->cells[i] = {CellKind::kText, std::move(fields_[i])};
    }
    return true;
  }

 private:
  bool IsBlank() const {
    return std::all_of(fields_.begin(), fields_.end(), [](const std::string& field) {
      return field.find_first_not_of(" \t\r\n") == std::string::npos;
    });
  }

  csv::RecordReader reader_;
  std::vector<std::string> fields_;
};

class CsvBook : public Book {
 public:
  explicit CsvBook(std::string text) : text_(std::move(text)) {}

  Format format() const override { return Format::kCsv; }
  std::size_t tables() const override { return std::size(kSeparators); }
  const std::string& name(std::size_t) const override { return name_; }
  char separator(std::size_t table) const override { return kSeparators[table]; }
  DateSystem date_system() const override { return DateSystem::k1900; }
  std::unique_ptr<RowSource> Rows(std::size_t table) const override {
    return std::make_unique<CsvRows>(text_, kSeparators[table]);
  }
  const std::string& bytes() const override { return text_; }

 private:
  std::string text_;
  std::string name_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Book>> OpenCsvBook(std::string text) {
  PARITRANA_RETURN_IF_ERROR(CheckIsText(text));
  return std::make_unique<CsvBook>(std::move(text));
}

}  // namespace paritrana::workbook::internal
