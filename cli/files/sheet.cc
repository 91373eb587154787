// SPDX-License-Identifier: Apache-2.0
#include "cli/files/sheet.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/files/cell.h"
#include "cli/files/text_file.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/csv/record_reader.h"

namespace paritrana::cli {
namespace {

constexpr char kSeparators[] = {';', ',', '\t'};
// Far above any cell of use; a row must fit into a message.
constexpr std::size_t kCellBytesMax = 2'000;
constexpr std::string_view kReasonColumns[] = {"KODE_KESALAHAN", "KOLOM_KESALAHAN",
                                               "KETERANGAN_KESALAHAN"};

bool Contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool Names(const SheetColumn& column, const std::string& name) {
  return column.name == name || Contains(column.aliases, name);
}

bool IsIgnored(const SheetForm& form, const std::string& name) {
  return name.empty() || IsReasonColumn(name) || Contains(form.ignored, name);
}

// How many columns of the form a header names.
std::size_t Known(const SheetForm& form, const std::vector<std::string>& header) {
  return static_cast<std::size_t>(
      std::count_if(header.begin(), header.end(), [&form](const std::string& cell) {
        const std::string name = NormalWord(cell);
        return std::any_of(form.columns.begin(), form.columns.end(),
                           [&name](const SheetColumn& column) { return Names(column, name); });
      }));
}

bool IsBlank(const std::vector<std::string>& fields) {
  return std::all_of(fields.begin(), fields.end(),
                     [](const std::string& field) { return TrimCell(field).empty(); });
}

absl::Status UnknownHeader(const SheetForm& form, std::string_view why) {
  return MakeError(
      "FILE_HEADER_UNKNOWN", "file",
      absl::StrCat(std::string(why), "; a ", form.name, " is described in ", form.document));
}

}  // namespace

bool IsReasonColumn(const std::string& header) {
  const std::string name = NormalWord(header);
  return std::find(std::begin(kReasonColumns), std::end(kReasonColumns), name) !=
         std::end(kReasonColumns);
}

absl::StatusOr<Sheet> Sheet::Open(const std::string& path, const SheetForm& form) {
  PARITRANA_ASSIGN_OR_RETURN(std::string text, ReadTextFile(path));
  Sheet sheet(std::move(text));
  PARITRANA_RETURN_IF_ERROR(sheet.ReadHeader(form));
  PARITRANA_RETURN_IF_ERROR(sheet.PlaceColumns(form));
  PARITRANA_RETURN_IF_ERROR(sheet.CheckRows());
  return sheet;
}

// Takes the separator that makes the most sense of the first record.
absl::Status Sheet::ReadHeader(const SheetForm& form) {
  std::size_t best = 0;
  for (const char separator : kSeparators) {
    csv::RecordReader reader(text_, separator);
    std::vector<std::string> fields;
    PARITRANA_ASSIGN_OR_RETURN(const bool any, reader.Next(&fields));
    const std::size_t known = any ? Known(form, fields) : 0;
    if (known <= best) continue;
    best = known;
    separator_ = separator;
    header_ = fields;
  }
  return best > 0 ? absl::OkStatus() : UnknownHeader(form, "the first line names no known column");
}

absl::Status Sheet::PlaceColumns(const SheetForm& form) {
  places_.assign(form.columns.size(), kNowhere);
  for (std::size_t place = 0; place < header_.size(); ++place) {
    const std::string name = NormalWord(header_[place]);
    const auto column =
        std::find_if(form.columns.begin(), form.columns.end(),
                     [&name](const SheetColumn& known) { return Names(known, name); });
    if (column != form.columns.end()) {
      std::size_t& own = places_[static_cast<std::size_t>(column - form.columns.begin())];
      if (own != kNowhere) return MakeError("FILE_COLUMN_REPEATED", name, name);
      own = place;
    } else if (!IsIgnored(form, name)) {
      unknown_.push_back(header_[place]);
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
    last_short = row.fields.size() < header_.size();
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
  csv::RecordReader reader(text_, separator_);
  SheetRow row;
  PARITRANA_ASSIGN_OR_RETURN(const bool header, reader.Next(&row.fields));
  if (!header) return absl::OkStatus();
  while (true) {
    PARITRANA_ASSIGN_OR_RETURN(const bool more, reader.Next(&row.fields));
    if (!more) return absl::OkStatus();
    if (IsBlank(row.fields)) continue;
    ++row.number;
    row.line = reader.line();
    Judge(reader.well_formed(), &row);
    use(row);
  }
}

// Empty cells past the last column are what spreadsheets leave behind.
void Sheet::Judge(bool well_formed, SheetRow* row) const {
  while (row->fields.size() > header_.size() && TrimCell(row->fields.back()).empty()) {
    row->fields.pop_back();
  }
  row->status = absl::OkStatus();
  const auto too_long = std::find_if(row->fields.begin(), row->fields.end(),
                                     [](const auto& cell) { return cell.size() > kCellBytesMax; });
  if (!well_formed) {
    row->status = MakeError("LINE_MALFORMED", "", "quotes in the wrong place");
  } else if (row->fields.size() != header_.size()) {
    row->status =
        MakeError("LINE_MALFORMED", "",
                  absl::StrCat(row->fields.size(), " cells in place of ", header_.size()));
  } else if (too_long != row->fields.end()) {
    const auto place = static_cast<std::size_t>(too_long - row->fields.begin());
    row->status = MakeError("FIELD_TOO_LONG", NormalWord(header_[place]));
  }
}

void Sheet::ForEach(const std::function<void(const SheetRow&)>& use) const {
  // Open has walked here before: it can't fail.
  Walk(use).IgnoreError();
}

std::string_view Sheet::Cell(const SheetRow& row, std::size_t column) const {
  const std::size_t place = places_[column];
  return place < row.fields.size() ? TrimCell(row.fields[place]) : std::string_view();
}

}  // namespace paritrana::cli
