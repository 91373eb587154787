// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/rejects.h"

#include <cstddef>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/file_bytes.h"
#include "libs/workbook/writer.h"

namespace paritrana::files {
namespace {

using workbook::Cell;
using workbook::CellKind;

// What is wrong with one row, as four cells.
struct Reasons {
  std::string codes;
  std::string columns;
  std::string texts_id;
  std::string texts_en;
};

void Append(std::string_view part, std::string* cell) {
  if (!cell->empty()) *cell += " | ";
  *cell += part;
}

// Takes the refusals of `row` from the front of what is left.
Reasons TakeReasons(std::size_t row, std::vector<RowFinding>::const_iterator* next,
                    std::vector<RowFinding>::const_iterator end) {
  Reasons reasons;
  while (*next != end && (*next)->place.row < row) ++*next;
  for (; *next != end && (*next)->place.row == row; ++*next) {
    const RowFinding& finding = **next;
    if (!finding.refused) continue;
    Append(finding.finding.reason(), &reasons.codes);
    Append(finding.column, &reasons.columns);
    Append(finding.finding.text_id(), &reasons.texts_id);
    Append(finding.finding.text_en(), &reasons.texts_en);
  }
  return reasons;
}

// Places of the file's own columns: those without the reasons of an earlier refusal.
std::vector<std::size_t> OwnColumns(const Sheet& sheet) {
  std::vector<std::size_t> own;
  for (std::size_t i = 0; i < sheet.header().size(); ++i) {
    if (!IsReasonColumn(sheet.header()[i])) own.push_back(i);
  }
  return own;
}

Cell TextCell(const std::string& text) { return {CellKind::kText, text}; }

void AppendHeader(const Sheet& sheet, const std::vector<std::size_t>& own,
                  workbook::TableWriter* out) {
  std::vector<Cell> header;
  for (const std::size_t place : own) header.push_back(TextCell(sheet.header()[place]));
  for (const char* name :
       {"KODE_KESALAHAN", "KOLOM_KESALAHAN", "KETERANGAN_KESALAHAN", "ERROR_DESCRIPTION"}) {
    header.push_back(TextCell(name));
  }
  out->Append(header);
}

// A row that could not be taken apart may have cells past the header: they are kept, so that
// nothing is lost, behind the reasons.
void AppendRow(const SheetRow& row, const std::vector<std::size_t>& own, std::size_t columns,
               const Reasons& reasons, workbook::TableWriter* out) {
  std::vector<Cell> cells;
  for (const std::size_t place : own) {
    cells.push_back(place < row.cells.size() ? row.cells[place] : Cell());
  }
  for (const std::string* text :
       {&reasons.codes, &reasons.columns, &reasons.texts_id, &reasons.texts_en}) {
    cells.push_back(TextCell(*text));
  }
  for (std::size_t i = columns; i < row.cells.size(); ++i) cells.push_back(row.cells[i]);
  out->Append(cells);
}

}  // namespace

absl::StatusOr<std::string> MakeRejects(const Sheet& sheet,
                                        const std::vector<RowFinding>& findings) {
  workbook::WriteOptions options;
  options.format = sheet.book().format();
  options.separator = sheet.separator();
  if (!sheet.name().empty()) options.sheet = sheet.name();
  const std::unique_ptr<workbook::TableWriter> out = workbook::MakeTableWriter(options);
  const std::vector<std::size_t> own = OwnColumns(sheet);
  AppendHeader(sheet, own, out.get());
  auto next = findings.begin();
  sheet.ForEach([&](const SheetRow& row) {
    const Reasons reasons = TakeReasons(row.number, &next, findings.end());
    if (reasons.codes.empty()) return;
    AppendRow(row, own, sheet.header().size(), reasons, out.get());
  });
  return out->Finish();
}

absl::Status WriteRejects(const std::string& path, const std::string& read_from, const Sheet& sheet,
                          const std::vector<RowFinding>& findings) {
  std::error_code ignored;
  if (std::filesystem::equivalent(path, read_from, ignored)) {
    return MakeError("FILE_UNWRITABLE", "rejects",
                     absl::StrCat(path, ": it is the file that was read"));
  }
  PARITRANA_ASSIGN_OR_RETURN(const std::string bytes, MakeRejects(sheet, findings));
  return WithFieldPrefix(WriteFile(path, bytes), "rejects");
}

}  // namespace paritrana::files
