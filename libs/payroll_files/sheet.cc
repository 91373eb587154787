// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/sheet.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::files {
namespace {

using workbook::Format;
using workbook::Row;

// Rows in which a header may stand: titles and addresses above it take fewer.
constexpr int kHeaderRowsMax = 20;
// Far above any cell of use; a row must fit into a message.
constexpr std::size_t kCellBytesMax = 2'000;
constexpr std::string_view kReasonColumns[] = {"KODE_KESALAHAN", "KOLOM_KESALAHAN",
                                               "KETERANGAN_KESALAHAN", "ERROR_DESCRIPTION"};

bool Contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool Names(const SheetColumn& column, const std::string& name) {
  return column.name == name || Contains(column.aliases, name);
}

// The form's column of that name; its end if there is none.
std::vector<SheetColumn>::const_iterator FindColumn(const SheetForm& form,
                                                    const std::string& name) {
  return std::find_if(form.columns.begin(), form.columns.end(),
                      [&name](const SheetColumn& column) { return Names(column, name); });
}

bool IsIgnored(const SheetForm& form, const std::string& name) {
  return name.empty() || IsReasonColumn(name) || Contains(form.ignored, name);
}

std::vector<std::string> TextsOf(const Row& row) {
  std::vector<std::string> texts;
  for (const workbook::Cell& cell : row.cells) texts.push_back(cell.text);
  return texts;
}

// How well a row serves as the form's header.
SheetPlace JudgeHeader(const SheetForm& form, std::size_t table, const Row& row) {
  SheetPlace place{table, row.line, TextsOf(row), false, true, 0, 0};
  std::vector<bool> seen(form.columns.size());
  for (const std::string& cell : place.header) {
    const std::string name = NormalWord(cell);
    const auto column = FindColumn(form, name);
    if (column != form.columns.end()) {
      seen[static_cast<std::size_t>(column - form.columns.begin())] = true;
      ++place.used;
    } else if (!name.empty() && Contains(form.ignored, name)) {
      ++place.understood;
    }
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    place.complete = place.complete && (seen[i] || !form.columns[i].required);
  }
  return place;
}

// The best header of one table; one that uses nothing if there is none.
absl::StatusOr<SheetPlace> FindHeader(const workbook::Book& book, std::size_t table,
                                      const SheetForm& form) {
  const std::unique_ptr<workbook::RowSource> rows = book.Rows(table);
  SheetPlace best;
  Row row;
  for (int i = 0; i < kHeaderRowsMax; ++i) {
    const absl::StatusOr<bool> more = rows->Next(&row);
    // What comes after a header does not matter yet.
    if (!more.ok() && best.used == 0) return more.status();
    if (!more.ok() || !*more) break;
    const SheetPlace place = JudgeHeader(form, table, row);
    if (place.used > best.used) best = place;
  }
  best.named = !form.sheet_name.empty() && NormalWord(book.name(table)) == form.sheet_name;
  return best;
}

absl::Status UnknownHeader(const SheetForm& form, std::string_view why) {
  return MakeError(
      "FILE_HEADER_UNKNOWN", "file",
      absl::StrCat(std::string(why), "; a ", form.name, " is described in ", form.document));
}

// Empty cells past the last column are what spreadsheets leave behind; a workbook leaves out those
// at the end of a row.
void FitToHeader(std::size_t columns, bool may_be_short, std::vector<workbook::Cell>* cells) {
  while (cells->size() > columns && TrimCell(cells->back().text).empty()) cells->pop_back();
  if (may_be_short && cells->size() < columns) cells->resize(columns);
}

}  // namespace

absl::StatusOr<SheetPlace> FindSheet(const workbook::Book& book, const SheetForm& form) {
  const auto rank = [](const SheetPlace& place) {
    return place.used == 0 ? std::make_tuple(false, false, std::size_t{0})
                           : std::make_tuple(place.named, place.complete, place.used);
  };
  SheetPlace best;
  absl::Status failed;
  for (std::size_t table = 0; table < book.tables(); ++table) {
    absl::StatusOr<SheetPlace> place = FindHeader(book, table, form);
    if (!place.ok()) {
      failed.Update(place.status());
    } else if (rank(*place) > rank(best)) {
      best = *std::move(place);
    }
  }
  if (best.used > 0) return best;
  PARITRANA_RETURN_IF_ERROR(failed);
  return UnknownHeader(form, book.format() == Format::kXlsx
                                 ? "no sheet has a row that names a known column"
                                 : "the first line names no known column");
}

bool IsReasonColumn(const std::string& header) {
  const std::string name = NormalWord(header);
  return std::find(std::begin(kReasonColumns), std::end(kReasonColumns), name) !=
         std::end(kReasonColumns);
}

absl::StatusOr<Sheet> Sheet::Open(std::shared_ptr<const workbook::Book> book,
                                  const SheetForm& form) {
  PARITRANA_ASSIGN_OR_RETURN(SheetPlace place, FindSheet(*book, form));
  Sheet sheet(std::move(book), std::move(place));
  PARITRANA_RETURN_IF_ERROR(sheet.PlaceColumns(form));
  PARITRANA_RETURN_IF_ERROR(sheet.CheckRows());
  return sheet;
}

absl::Status Sheet::PlaceColumns(const SheetForm& form) {
  places_.assign(form.columns.size(), kNowhere);
  for (std::size_t place = 0; place < header().size(); ++place) {
    const std::string name = NormalWord(header()[place]);
    const auto column = FindColumn(form, name);
    if (column != form.columns.end()) {
      std::size_t& own = places_[static_cast<std::size_t>(column - form.columns.begin())];
      if (own != kNowhere) return MakeError("FILE_COLUMN_REPEATED", name, name);
      own = place;
    } else if (!IsIgnored(form, name)) {
      unknown_.push_back(header()[place]);
    }
  }
  if (!unknown_.empty() && !form.unknown_allowed) {
    return UnknownHeader(form, "unknown column " + absl::StrJoin(unknown_, ", "));
  }
  for (std::size_t i = 0; i < form.columns.size(); ++i) {
    const SheetColumn& column = form.columns[i];
    if (column.required && !Has(i)) {
      return MakeError("FILE_COLUMN_MISSING", column.name, column.name);
    }
  }
  return absl::OkStatus();
}

// One pass over everything, so that nothing is sent of a file that is broken as a whole.
absl::Status Sheet::CheckRows() {
  bool last_short = false;
  std::size_t last_line = 0;
  PARITRANA_RETURN_IF_ERROR(Walk([&](const SheetRow& row) {
    rows_ = row.number;
    last_line = row.line;
    last_short = row.cells.size() < header().size();
  }));
  if (rows_ == 0) return MakeError("FILE_EMPTY", "file", "there is only a header");
  if (rows_ > limits::kLinesPerSubmissionMax) {
    return MakeError("TOO_MANY_LINES", "file", absl::StrCat(rows_, " rows"));
  }
  if (last_short && ends_open()) {
    return MakeError("FILE_TRUNCATED", "file", absl::StrCat("line ", last_line, " is cut off"));
  }
  return absl::OkStatus();
}

absl::Status Sheet::Walk(const std::function<void(const SheetRow&)>& use) const {
  const std::unique_ptr<workbook::RowSource> rows = book_->Rows(place_.table);
  Row read;
  SheetRow row;
  while (true) {
    PARITRANA_ASSIGN_OR_RETURN(const bool more, rows->Next(&read));
    if (!more) return absl::OkStatus();
    if (read.line <= place_.header_line) continue;
    if (std::all_of(read.cells.begin(), read.cells.end(), [](const workbook::Cell& cell) {
          return cell.kind == workbook::CellKind::kText && TrimCell(cell.text).empty();
        })) {
      continue;
    }
    ++row.number;
    row.line = read.line;
    row.cells.swap(read.cells);
    Judge(read.well_formed, &row);
    use(row);
  }
}

void Sheet::Judge(bool well_formed, SheetRow* row) const {
  FitToHeader(header().size(), book_->format() == Format::kXlsx, &row->cells);
  row->status = absl::OkStatus();
  const auto too_long = std::find_if(row->cells.begin(), row->cells.end(), [](const auto& cell) {
    return cell.text.size() > kCellBytesMax;
  });
  if (!well_formed) {
    row->status = MakeError("LINE_MALFORMED", "", "quotes in the wrong place");
  } else if (row->cells.size() != header().size()) {
    row->status =
        MakeError("LINE_MALFORMED", "",
                  absl::StrCat(row->cells.size(), " cells in place of ", header().size()));
  } else if (too_long != row->cells.end()) {
    const auto place = static_cast<std::size_t>(too_long - row->cells.begin());
    row->status = MakeError("FIELD_TOO_LONG", NormalWord(header()[place]));
  }
}

void Sheet::ForEach(const std::function<void(const SheetRow&)>& use) const {
  // Open has walked here before: it can't fail.
  Walk(use).IgnoreError();
}

CellView Sheet::Cell(const SheetRow& row, std::size_t column) const {
  const std::size_t place = places_[column];
  if (place >= row.cells.size()) return {};
  return {TrimCell(row.cells[place].text), row.cells[place].kind};
}

bool Sheet::ends_open() const {
  return book_->format() == Format::kCsv && !book_->bytes().ends_with('\n');
}

}  // namespace paritrana::files
