// SPDX-License-Identifier: Apache-2.0
#include "cli/files/rejects.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "cli/output/csv_cell.h"
#include "libs/base/reason.h"

namespace paritrana::cli {
namespace {

namespace fs = std::filesystem;

// Spreadsheets take a file for UTF-8 only when it begins with this.
constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

// What is wrong with one row, as three cells.
struct Reasons {
  std::string codes;
  std::string columns;
  std::string texts;
};

void Append(std::string_view part, std::string* cell) {
  if (!cell->empty()) *cell += " | ";
  *cell += part;
}

// Takes the refusals of `row` from the front of what is left.
Reasons TakeReasons(std::size_t row, bool indonesian, std::vector<RowFinding>::const_iterator* next,
                    std::vector<RowFinding>::const_iterator end) {
  Reasons reasons;
  while (*next != end && (*next)->place.row < row) ++*next;
  for (; *next != end && (*next)->place.row == row; ++*next) {
    const RowFinding& finding = **next;
    if (!finding.refused) continue;
    Append(finding.finding.reason(), &reasons.codes);
    Append(finding.column, &reasons.columns);
    Append(indonesian ? finding.finding.text_id() : finding.finding.text_en(), &reasons.texts);
  }
  return reasons;
}

void WriteRow(const std::vector<std::string>& cells, char separator, std::ostream& out) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += separator;
    line += CsvCell(cells[i], separator);
  }
  out << line << "\r\n";
}

// The cells without the reasons of an earlier refusal.
std::vector<std::string> OwnCells(const Sheet& sheet, const std::vector<std::string>& cells) {
  std::vector<std::string> own;
  for (std::size_t i = 0; i < std::max(cells.size(), sheet.header().size()); ++i) {
    const bool reason = i < sheet.header().size() && IsReasonColumn(sheet.header()[i]);
    if (!reason) own.push_back(i < cells.size() ? cells[i] : std::string());
  }
  return own;
}

absl::Status CannotWrite(const std::string& path, std::string_view why) {
  return MakeError("FILE_UNWRITABLE", "rejects", absl::StrCat(path, ": ", std::string(why)));
}

void WriteAll(const Sheet& sheet, const std::vector<RowFinding>& findings, bool indonesian,
              std::ostream& out) {
  std::vector<std::string> header = OwnCells(sheet, sheet.header());
  for (const char* name : {"KODE_KESALAHAN", "KOLOM_KESALAHAN", "KETERANGAN_KESALAHAN"}) {
    header.emplace_back(name);
  }
  out << kByteOrderMark;
  WriteRow(header, sheet.separator(), out);
  auto next = findings.begin();
  sheet.ForEach([&](const SheetRow& row) {
    const Reasons reasons = TakeReasons(row.number, indonesian, &next, findings.end());
    if (reasons.codes.empty()) return;
    std::vector<std::string> cells = OwnCells(sheet, row.fields);
    cells.insert(cells.end(), {reasons.codes, reasons.columns, reasons.texts});
    WriteRow(cells, sheet.separator(), out);
  });
}

}  // namespace

absl::Status WriteRejects(const std::string& path, const std::string& read_from, const Sheet& sheet,
                          const std::vector<RowFinding>& findings, bool indonesian) {
  std::error_code ignored;
  if (fs::equivalent(path, read_from, ignored)) {
    return CannotWrite(path, "it is the file that was read");
  }
  const std::string draft = absl::StrCat(path, ".", getpid());
  const mode_t before = umask(0077);
  std::ofstream out(draft, std::ios::binary | std::ios::trunc);
  umask(before);
  WriteAll(sheet, findings, indonesian, out);
  out.close();
  if (!out || std::rename(draft.c_str(), path.c_str()) != 0) {
    std::remove(draft.c_str());
    return CannotWrite(path, "cannot write there");
  }
  return absl::OkStatus();
}

}  // namespace paritrana::cli
