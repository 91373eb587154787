// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/internal/sheet_rows.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/workbook/internal/xml.h"
#include "libs/workbook/limits.h"

namespace paritrana::workbook::internal {
namespace {

// "AB12" is column 27, from 0. Nothing if it begins with no letters, or too many.
std::optional<std::size_t> ColumnOf(std::string_view reference) {
  std::size_t column = 0;
  std::size_t letters = 0;
  while (letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z') {
    column = column * 26 + static_cast<std::size_t>(reference[letters++] - 'A') + 1;
    if (letters > 3) return std::nullopt;
  }
  return letters == 0 ? std::nullopt : std::optional(column - 1);
}

// Larger numbers are not read at all; those up to it are told that they are too large.
constexpr std::size_t kRowNumberMax = 1'000'000'000;

// The cell that is being read.
struct OpenCell {
  std::size_t column = 0;
  std::size_t style = 0;
  std::string type;   // "s", "inlineStr", "str", "b", "e", "d" or "n"
  std::string value;  // of <v>
  std::string text;   // of <is>
  bool formula = false;
};

// Makes rows of a sheet's elements.
class SheetHandler : public XmlHandler {
 public:
  explicit SheetHandler(const SheetContext& context) : context_(context) {}

  absl::Status Start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "sheetData") in_data_ = true;
    if (!in_data_) return absl::OkStatus();
    if (name == "row") return OpenRow(attributes);
    if (name == "c") return StartCell(attributes);
    if (name == "v") into_ = &cell_.value;
    if (name == "f") cell_.formula = true;
    if (name == "rPh") in_phonetic_ = true;
    if (name == "t" && !in_phonetic_) into_ = &cell_.text;
    return absl::OkStatus();
  }

  absl::Status End(std::string_view name) override {
    if (name == "sheetData") in_data_ = false;
    if (!in_data_) return absl::OkStatus();
    if (name == "v" || name == "t") into_ = nullptr;
    if (name == "rPh") in_phonetic_ = false;
    if (name == "c") return EndCell();
    if (name == "row" && !row_.cells.empty()) rows_.push_back(std::move(row_));
    return absl::OkStatus();
  }

  absl::Status Text(std::string_view text) override {
    if (into_ == nullptr) return absl::OkStatus();
    *into_ += text;
    return into_->size() > limits::kTextBytesMax
               ? MakeError("WORKBOOK_TEXT_TOO_LONG", "file", Where())
               : absl::OkStatus();
  }

  // Rows that are complete.
  std::deque<Row>& rows() { return rows_; }

 private:
  std::string Where() const { return absl::StrCat("row ", line_); }

  // Rows may leave their number out; it then follows the one before.
  absl::Status OpenRow(const XmlAttributes& attributes) {
    line_ = std::max(attributes.Number("r", kRowNumberMax).value_or(0), line_ + 1);
    if (line_ > limits::kRowsMax) return MakeError("TOO_MANY_LINES", "file", Where());
    row_ = {line_, {}, true};
    next_column_ = 0;
    return absl::OkStatus();
  }

  absl::Status StartCell(const XmlAttributes& attributes) {
    if (++cells_ > limits::kCellsMax) return MakeError("WORKBOOK_TOO_MANY_CELLS", "file", Where());
    cell_ = {};
    cell_.column = ColumnOf(attributes.Get("r").value_or("")).value_or(next_column_);
    cell_.style = attributes.Number("s", limits::kStylesMax).value_or(0);
    cell_.type = attributes.Get("t").value_or("n");
    next_column_ = cell_.column + 1;
    return absl::OkStatus();
  }

  absl::Status EndCell() {
    PARITRANA_ASSIGN_OR_RETURN(Cell cell, MakeCell());
    if (cell.text.empty() && cell.kind != CellKind::kError) return absl::OkStatus();
    if (cell_.column >= limits::kColumnsMax) {
      return MakeError("WORKBOOK_TOO_MANY_COLUMNS", "file", Where());
    }
    if (row_.cells.size() <= cell_.column) row_.cells.resize(cell_.column + 1);
    row_.cells[cell_.column] = std::move(cell);
    return absl::OkStatus();
  }

  absl::StatusOr<Cell> MakeCell() {
    if (cell_.type == "s") return SharedText();
    if (cell_.type == "inlineStr") return Cell{CellKind::kText, std::move(cell_.text)};
    if (cell_.type == "str") return Cell{CellKind::kText, std::move(cell_.value)};
    if (cell_.type == "e") return Cell{CellKind::kError, std::move(cell_.value)};
    if (cell_.type == "b") return Cell{CellKind::kBoolean, cell_.value == "1" ? "TRUE" : "FALSE"};
    // Strict workbooks may hold "1990-08-07T00:00:00".
    if (cell_.type == "d") return Cell{CellKind::kDate, cell_.value.substr(0, 10)};
    if (cell_.value.empty()) return Cell{cell_.formula ? CellKind::kError : CellKind::kText, ""};
    return NumberOrDay();
  }

  absl::StatusOr<Cell> SharedText() const {
    std::size_t index = 0;
    if (!absl::SimpleAtoi(cell_.value, &index) || index >= context_.strings.size()) {
      return MakeError("WORKBOOK_INVALID", "file", absl::StrCat(Where(), ": no such shared text"));
    }
    return Cell{CellKind::kText, std::string(context_.strings[index])};
  }

  absl::StatusOr<Cell> NumberOrDay() const {
    const std::optional<std::string> number = PlainNumber(cell_.value);
    // What is no number after all is for the form to refuse, as any other text.
    if (!number.has_value()) return Cell{CellKind::kText, cell_.value};
    const bool day_style =
        cell_.style < context_.day_styles.size() && context_.day_styles[cell_.style];
    const auto day = day_style ? DayOfSerial(*number, context_.date_system) : std::nullopt;
    if (day.has_value()) return Cell{CellKind::kDate, FormatDate(*day)};
    return Cell{CellKind::kNumber, *number};
  }

  const SheetContext& context_;
  std::deque<Row> rows_;
  Row row_;
  OpenCell cell_;
  std::size_t line_ = 0;
  std::size_t next_column_ = 0;
  std::uint64_t cells_ = 0;
  std::string* into_ = nullptr;
  bool in_data_ = false;
  bool in_phonetic_ = false;
};

class SheetRows : public RowSource {
 public:
  SheetRows(const Archive& archive, const SheetContext& context, std::string name)
      : archive_(archive), name_(std::move(name)), handler_(context), xml_(handler_) {}

  absl::StatusOr<bool> Next(Row* row) override {
    while (handler_.rows().empty()) {
      if (ended_) return false;
      PARITRANA_RETURN_IF_ERROR(ReadPiece());
    }
    *row = std::move(handler_.rows().front());
    handler_.rows().pop_front();
    return true;
  }

 private:
  absl::Status ReadPiece() {
    if (!part_.has_value()) {
      PARITRANA_ASSIGN_OR_RETURN(PartReader part, archive_.Read(name_));
      part_ = std::move(part);
    }
    PARITRANA_ASSIGN_OR_RETURN(const std::string_view piece, part_->Next());
    ended_ = piece.empty();
    return xml_.Feed(piece);
  }

  const Archive& archive_;
  std::string name_;
  std::optional<PartReader> part_;
  SheetHandler handler_;
  XmlReader xml_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<RowSource> ReadSheetRows(const Archive& archive, const SheetContext& context,
                                         std::string name) {
  return std::make_unique<SheetRows>(archive, context, std::move(name));
}

}  // namespace paritrana::workbook::internal
