// SPDX-License-Identifier: Apache-2.0
#include "cli/files/contributions_file.h"

#include <array>
#include <cstddef>
#include <utility>

#include "absl/strings/numbers.h"
#include "cli/files/cell.h"
#include "cli/files/file_id.h"
#include "cli/files/text_file.h"
#include "cli/files/words.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::cli {
namespace {

using compliance::v1::ContributionLine;

// Places of the columns in the form.
enum Column : std::size_t {
  kNik,
  kKpj,
  kSegment,
  kFrom,
  kTo,
  kWage,
  kLineId,
  kFirstAmount,  // from here on in pairs: payer's share, worker's share
};

struct ProgrammeColumns {
  common::v1::Programme programme;
  const char* name;
};
constexpr std::array<ProgrammeColumns, 5> kProgrammes = {{{common::v1::PROGRAMME_JKK, "JKK"},
                                                          {common::v1::PROGRAMME_JKM, "JKM"},
                                                          {common::v1::PROGRAMME_JHT, "JHT"},
                                                          {common::v1::PROGRAMME_JP, "JP"},
                                                          {common::v1::PROGRAMME_JKP, "JKP"}}};

SheetForm MakeForm() {
  SheetForm form{"contributions sheet", "docs/formats/contributions-csv.md", {}, {}, false};
  form.columns = {{"NIK", {"NOMOR_IDENTITAS", "NO_IDENTITAS"}, false},
                  {"KPJ", {}, false},
                  {"SEGMEN", {}, false},
                  {"DARI_BULAN", {"BULAN", "BULAN_IURAN"}, false},
                  {"SAMPAI_BULAN", {}, false},
                  {"UPAH", {}, true},
                  {"ID_BARIS", {}, false}};
  for (const ProgrammeColumns& columns : kProgrammes) {
    const std::string name = columns.name;
    form.columns.push_back({name, {name + "_PEMBERI_KERJA"}, false});
    form.columns.push_back({name + "_PEKERJA", {}, false});
  }
  // What people keep beside the figures: never sent.
  form.ignored = {"NO", "NAMA", "NAMA_LENGKAP", "NO_PEGAWAI", "JABATAN", "TOTAL", "KETERANGAN"};
  return form;
}

const SheetForm& Form() {
  static const auto* const form = new SheetForm(MakeForm());
  return *form;
}

std::string Text(std::string_view cell) { return std::string(cell); }

absl::Status At(std::size_t column, const absl::Status& status) {
  return WithFieldPrefix(status, Form().columns[column].name);
}

absl::Status ReadWorker(const Sheet& sheet, const SheetRow& row, ContributionLine* line) {
  const std::string_view nik = sheet.Cell(row, kNik);
  const std::string_view kpj = sheet.Cell(row, kKpj);
  if (nik.empty() && kpj.empty()) {
    return MakeError("IDENTITY_REQUIRED", sheet.Has(kNik) ? "NIK" : "KPJ");
  }
  if (nik.empty()) {
    line->mutable_worker()->set_kpj(Text(kpj));
  } else {
    line->mutable_worker()->set_nik(Text(nik));
  }
  return absl::OkStatus();
}

absl::Status ReadSegment(const Sheet& sheet, const SheetRow& row,
                         const ContributionsDefaults& defaults, ContributionLine* line) {
  const std::string_view cell = sheet.Cell(row, kSegment);
  if (cell.empty()) {
    line->set_segment(defaults.segment);
    return absl::OkStatus();
  }
  const auto segment = ParseSegment(cell);
  if (!segment.ok()) return At(kSegment, segment.status());
  line->set_segment(*segment);
  return absl::OkStatus();
}

// Empty stays empty: the service takes the period then.
absl::StatusOr<std::string> ReadMonth(const Sheet& sheet, const SheetRow& row, Column column) {
  const std::string_view cell = sheet.Cell(row, column);
  if (cell.empty()) return std::string();
  const absl::StatusOr<Month> month = ParseMonth(cell);
  if (!month.ok()) return At(column, month.status());
  return month->ToString();
}

// An empty cell is nothing.
absl::StatusOr<std::int64_t> ReadAmount(const Sheet& sheet, const SheetRow& row,
                                        std::size_t column) {
  const std::string_view cell = sheet.Cell(row, column);
  if (cell.empty() || cell == "-") return std::int64_t{0};
  const absl::StatusOr<std::int64_t> amount = ParseRupiah(cell);
  if (!amount.ok()) return At(column, amount.status());
  return *amount;
}

absl::Status ReadAmounts(const Sheet& sheet, const SheetRow& row, ContributionLine* line) {
  for (std::size_t i = 0; i < kProgrammes.size(); ++i) {
    const std::size_t column = kFirstAmount + 2 * i;
    PARITRANA_ASSIGN_OR_RETURN(const std::int64_t employer, ReadAmount(sheet, row, column));
    PARITRANA_ASSIGN_OR_RETURN(const std::int64_t employee, ReadAmount(sheet, row, column + 1));
    if (employer == 0 && employee == 0) continue;
    compliance::v1::ProgrammeAmount* amount = line->add_amounts();
    amount->set_programme(kProgrammes[i].programme);
    amount->set_employer_rupiah(employer);
    amount->set_employee_rupiah(employee);
  }
  if (line->amounts_size() == 0) return MakeError("AMOUNT_MISSING", kProgrammes[0].name);
  return absl::OkStatus();
}

absl::Status ReadRow(const Sheet& sheet, const SheetRow& row, const ContributionsDefaults& defaults,
                     const std::string& row_id, ContributionLine* line) {
  PARITRANA_RETURN_IF_ERROR(row.status);
  PARITRANA_RETURN_IF_ERROR(ReadWorker(sheet, row, line));
  PARITRANA_RETURN_IF_ERROR(ReadSegment(sheet, row, defaults, line));
  PARITRANA_ASSIGN_OR_RETURN(*line->mutable_covered_from(), ReadMonth(sheet, row, kFrom));
  PARITRANA_ASSIGN_OR_RETURN(*line->mutable_covered_to(), ReadMonth(sheet, row, kTo));
  if (sheet.Cell(row, kWage).empty()) return MakeError("FIELD_REQUIRED", "UPAH");
  PARITRANA_ASSIGN_OR_RETURN(const std::int64_t wage, ReadAmount(sheet, row, kWage));
  line->set_reported_wage_rupiah(wage);
  const std::string_view id = sheet.Cell(row, kLineId);
  line->set_line_id(id.empty() ? row_id : Text(id));
  return ReadAmounts(sheet, row, line);
}

// The columns of the programme that "amounts[2].employee_rupiah" speaks of.
std::string AmountColumn(std::string_view field, const ContributionLine& line) {
  const std::size_t open = field.find('[');
  const std::size_t close = field.find(']');
  int index = 0;
  if (open == std::string_view::npos || close == std::string_view::npos || close < open ||
      !absl::SimpleAtoi(std::string(field.substr(open + 1, close - open - 1)), &index) ||
      index < 0 || index >= line.amounts_size()) {
    return kProgrammes[0].name;
  }
  for (const ProgrammeColumns& columns : kProgrammes) {
    if (columns.programme != line.amounts(index).programme()) continue;
    return columns.name + std::string(field.ends_with("employee_rupiah") ? "_PEKERJA" : "");
  }
  return std::string(field);
}

}  // namespace

absl::StatusOr<ContributionsFile> ReadContributionsFile(const std::string& path,
                                                        const ContributionsDefaults& defaults) {
  PARITRANA_ASSIGN_OR_RETURN(Sheet sheet, Sheet::Open(path, Form()));
  ContributionsFile file{std::move(sheet), "", {}, {}, {}};
  file.content_hash = ContentHash(file.sheet.text());
  file.sheet.ForEach([&file, &defaults](const SheetRow& row) {
    const RowPlace place{row.number, row.line};
    ContributionLine line;
    const absl::Status status =
        ReadRow(file.sheet, row, defaults, RowId(file.content_hash, row.number), &line);
    if (!status.ok()) {
      file.refused.push_back(FindingOf(place, status));
      return;
    }
    file.lines.push_back(std::move(line));
    file.places.push_back(place);
  });
  return file;
}

std::string ContributionsColumn(std::string_view field, const ContributionLine& line) {
  if (field.starts_with("worker")) return line.worker().has_kpj() ? "KPJ" : "NIK";
  if (field.starts_with("amounts")) return AmountColumn(field, line);
  if (field == "covered_from") return "DARI_BULAN";
  if (field == "covered_to") return "SAMPAI_BULAN";
  if (field == "segment") return "SEGMEN";
  if (field == "reported_wage_rupiah") return "UPAH";
  if (field == "line_id") return "ID_BARIS";
  return std::string(field);
}

}  // namespace paritrana::cli
