// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/internal/xlsx_writer.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/time/civil_time.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/workbook/number.h"

namespace paritrana::workbook::internal {
namespace {

// More digits than these do not survive a spreadsheet's arithmetic.
constexpr std::size_t kDigitsMax = 15;
// Creation time that every file says, so that equal tables are equal files: 1 January 2000.
constexpr time_t kCreated = 946'684'800;

// A name in the folder for temporary files; what stands there is removed at the end. The library
// writes to paths only. Readable by its owner only, since tables hold personal data.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "paritrana-XXXXXX").string()) {
    descriptor_ = mkstemp(path_.data());
  }
  ~TemporaryFile() {
    if (descriptor_ < 0) return;
    close(descriptor_);
    unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  bool ok() const { return descriptor_ >= 0; }
  const std::string& path() const { return path_; }

  std::string Read() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::string path_;
  int descriptor_ = -1;
};

std::optional<double> WritableNumber(const Cell& cell) {
  double number = 0;
  const bool fits = cell.kind == CellKind::kNumber &&
                    std::count_if(cell.text.begin(), cell.text.end(), [](char c) {
                      return c >= '0' && c <= '9';
                    }) <= static_cast<std::ptrdiff_t>(kDigitsMax);
  return fits && absl::SimpleAtod(cell.text, &number) ? std::optional(number) : std::nullopt;
}

// Days before March 1900 stay texts: the format has one day too many there.
std::optional<double> WritableDay(const Cell& cell) {
  if (cell.kind != CellKind::kDate) return std::nullopt;
  const absl::StatusOr<absl::CivilDay> day = ParseDate(cell.text);
  if (!day.ok() || *day < absl::CivilDay(1900, 3, 1)) return std::nullopt;
  return static_cast<double>(SerialOfDay(*day));
}

// Formats, sheet and file of one workbook while it is written.
class XlsxWriter : public TableWriter {
 public:
  explicit XlsxWriter(const WriteOptions& options) {
    lxw_workbook_options settings = {};
    // Rows are written as they come, and are not held.
    settings.constant_memory = LXW_TRUE;
    if (file_.ok()) workbook_ = workbook_new_opt(file_.path().c_str(), &settings);
    if (workbook_ == nullptr) return;
    lxw_doc_properties properties = {};
    properties.created = kCreated;
    workbook_set_properties(workbook_, &properties);
    MakeFormats();
    MakeSheet(options);
  }

  ~XlsxWriter() override {
    if (workbook_ != nullptr) workbook_close(workbook_);
  }

  void Append(const std::vector<Cell>& row) override {
    if (workbook_ == nullptr) return;
    for (std::size_t i = 0; i < row.size(); ++i) Write(static_cast<lxw_col_t>(i), row[i]);
    ++row_;
  }

  absl::StatusOr<std::string> Finish() override {
    if (workbook_ == nullptr) return MakeError("FILE_UNWRITABLE", "", "no temporary file");
    const lxw_error error = workbook_close(std::exchange(workbook_, nullptr));
    if (error != LXW_NO_ERROR) return MakeError("FILE_UNWRITABLE", "", lxw_strerror(error));
    return file_.Read();
  }

 private:
  void MakeFormats() {
    header_ = workbook_add_format(workbook_);
    format_set_bold(header_);
    text_ = workbook_add_format(workbook_);
    format_set_num_format(text_, "@");
    day_ = workbook_add_format(workbook_);
    format_set_num_format(day_, "dd\\-mm\\-yyyy");
  }

  void MakeSheet(const WriteOptions& options) {
    sheet_ = workbook_add_worksheet(workbook_, options.sheet.c_str());
    worksheet_freeze_panes(sheet_, 1, 0);
    for (std::size_t i = 0; i < options.widths.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      // The format also holds for cells that a person fills in later: texts, so that digits stay.
      worksheet_set_column(sheet_, column, column, options.widths[i], text_);
    }
  }

  void Write(lxw_col_t column, const Cell& cell) {
    const std::optional<double> number = WritableNumber(cell);
    const std::optional<double> serial = WritableDay(cell);
    if (row_ == 0) {
      worksheet_write_string(sheet_, row_, column, cell.text.c_str(), header_);
    } else if (number.has_value()) {
      worksheet_write_number(sheet_, row_, column, *number, nullptr);
    } else if (serial.has_value()) {
      worksheet_write_number(sheet_, row_, column, *serial, day_);
    } else if (!cell.text.empty()) {
      worksheet_write_string(sheet_, row_, column, cell.text.c_str(), text_);
    }
  }

  TemporaryFile file_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* header_ = nullptr;
  lxw_format* text_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_row_t row_ = 0;
};

}  // namespace

std::unique_ptr<TableWriter> MakeXlsxWriter(const WriteOptions& options) {
  return std::make_unique<XlsxWriter>(options);
}

}  // namespace paritrana::workbook::internal
