// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/contributions_file.h"

#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "absl/strings/numbers.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/identity/identity.h"
#include "libs/payroll_files/file_bytes.h"
#include "libs/payroll_files/file_id.h"
#include "libs/payroll_files/row_cells.h"
#include "libs/payroll_files/words.h"

namespace paritrana::files {
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
  kBackPay,
  kLineId,
  kPayrollNumber,
  kProgrammeList,
  kRelief,
  kAction,
  kPreviousLine,
  kPreviousRun,
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
  SheetForm form{"contributions sheet", "docs/formats/contributions-csv.md", {}, {}, false, ""};
  form.columns = {{"NIK", {"NOMOR_IDENTITAS", "NO_IDENTITAS"}, false},
                  {"KPJ", {}, false},
                  {"SEGMEN", {}, false},
                  {"DARI_BULAN", {"BULAN", "BULAN_IURAN"}, false},
                  {"SAMPAI_BULAN", {}, false},
                  {"UPAH", {}, true},
                  {"RAPEL", {}, false},
                  {"ID_BARIS", {}, false},
                  {"NO_PEGAWAI", {}, false},
                  {"PROGRAM", {}, false},
                  {"KERINGANAN", {}, false},
                  {"TINDAKAN", {"AKSI"}, false},
                  {"BARIS_SEBELUMNYA", {}, false},
                  {"RUN_SEBELUMNYA", {}, false}};
  for (const ProgrammeColumns& columns : kProgrammes) {
    const std::string name = columns.name;
    form.columns.push_back({name, {name + "_PEMBERI_KERJA"}, false});
    form.columns.push_back({name + "_PEKERJA", {}, false});
  }
  // What people keep beside the figures: never sent.
  form.ignored = {"NO", "NAMA", "NAMA_LENGKAP", "JABATAN", "TOTAL", "KETERANGAN"};
  return form;
}

// Whether the sheet declares amounts; one that does not leaves them to the rules of contribution.
bool DeclaresAmounts(const Sheet& sheet) {
  for (std::size_t i = 0; i < 2 * kProgrammes.size(); ++i) {
    if (sheet.Has(kFirstAmount + i)) return true;
  }
  return false;
}

// Reads one row.
class LineReader {
 public:
  LineReader(const Sheet& sheet, const SheetRow& row, const ContributionsOptions& options)
      : sheet_(sheet), options_(options), cells_(sheet, row, ContributionsForm()) {}

  // The line, or at least one error.
  ContributionLine Read(const std::string& row_id) {
    if (!cells_.errors().empty()) return line_;
    line_.set_line_id(cells_.Empty(kLineId) ? row_id : cells_.Text(kLineId));
    ReadAction();
    if (line_.action() == compliance::v1::LINE_ACTION_DELETE) return line_;
    ReadWorker();
    ReadMembership();
    line_.set_covered_from(cells_.Month(kFrom));
    line_.set_covered_to(cells_.Month(kTo));
    ReadWage();
    ReadAmounts();
    return line_;
  }

  const std::vector<absl::Status>& errors() const { return cells_.errors(); }

 private:
  void ReadAction() {
    line_.set_action(
        cells_.Word(kAction, ParseLineAction, compliance::v1::LINE_ACTION_UNSPECIFIED));
    if (!cells_.Empty(kPreviousLine)) {
      line_.mutable_previous()->set_line_id(cells_.Text(kPreviousLine));
      line_.mutable_previous()->set_run(cells_.Text(kPreviousRun));
    } else if (line_.action() != compliance::v1::LINE_ACTION_UNSPECIFIED) {
      cells_.Refuse(kPreviousLine, MakeError("FIELD_REQUIRED"));
    }
  }

  void ReadWorker() {
    if (cells_.Empty(kNik) && cells_.Empty(kKpj)) {
      return cells_.Refuse(sheet_.Has(kNik) ? kNik : kKpj, MakeError("IDENTITY_REQUIRED"));
    }
    if (cells_.Empty(kNik)) {
      line_.mutable_worker()->set_kpj(cells_.IdentityNumber(kKpj, kKpjDigits));
      if (options_.check_identities) Check(kKpj, identity::CheckKpj(line_.worker().kpj()));
    } else {
      line_.mutable_worker()->set_nik(cells_.IdentityNumber(kNik, 0));
      if (options_.check_identities) Check(kNik, identity::ParseNik(line_.worker().nik()).status());
    }
  }

  void Check(std::size_t column, const absl::Status& status) {
    if (!status.ok()) cells_.Refuse(column, status);
  }

  void ReadMembership() {
    line_.set_segment(cells_.Empty(kSegment)
                          ? options_.segment
                          : cells_.Word(kSegment, ParseSegment, common::v1::SEGMENT_UNSPECIFIED));
    line_.set_payroll_number(cells_.Text(kPayrollNumber));
    line_.set_relief_code(cells_.Text(kRelief));
    const auto programmes = ParseProgrammes(cells_.Text(kProgrammeList));
    if (!programmes.ok()) return cells_.Refuse(kProgrammeList, programmes.status());
    for (const common::v1::Programme programme : *programmes) line_.add_programmes(programme);
  }

  // Back pay counts into the wage of the month in which it is paid.
  void ReadWage() {
    if (cells_.Empty(kWage)) return cells_.Refuse(kWage, MakeError("FIELD_REQUIRED"));
    const std::int64_t wage = cells_.Rupiah(kWage);
    std::int64_t total = 0;
    if (__builtin_add_overflow(wage, cells_.Rupiah(kBackPay), &total)) {
      return cells_.Refuse(kBackPay, MakeError("AMOUNT_OVERFLOW"));
    }
    line_.set_reported_wage_rupiah(total);
  }

  void ReadAmounts() {
    if (!DeclaresAmounts(sheet_)) return;
    for (std::size_t i = 0; i < kProgrammes.size(); ++i) {
      const std::size_t column = kFirstAmount + 2 * i;
      const std::int64_t employer = cells_.Rupiah(column);
      const std::int64_t employee = cells_.Rupiah(column + 1);
      if (employer == 0 && employee == 0) continue;
      compliance::v1::ProgrammeAmount* amount = line_.add_amounts();
      amount->set_programme(kProgrammes[i].programme);
      amount->set_employer_rupiah(employer);
      amount->set_employee_rupiah(employee);
    }
    // A row that is refused already is not told that nothing of it could be read.
    if (line_.amounts_size() == 0 && cells_.errors().empty()) {
      cells_.Refuse(kFirstAmount, MakeError("AMOUNT_MISSING"));
    }
  }

  const Sheet& sheet_;
  const ContributionsOptions& options_;
  RowCells cells_;
  ContributionLine line_;
};

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

const SheetForm& ContributionsForm() {
  static const auto* const form = new SheetForm(MakeForm());
  return *form;
}

absl::StatusOr<ContributionsFile> ReadContributions(std::shared_ptr<const workbook::Book> book,
                                                    const ContributionsOptions& options) {
  PARITRANA_ASSIGN_OR_RETURN(Sheet sheet, Sheet::Open(std::move(book), ContributionsForm()));
  ContributionsFile file{std::move(sheet), "", {}, {}, {}};
  file.content_hash = ContentHash(file.sheet.book().bytes());
  file.sheet.ForEach([&file, &options](const SheetRow& row) {
    const RowPlace place{row.number, row.line};
    LineReader reader(file.sheet, row, options);
    ContributionLine line = reader.Read(RowId(file.content_hash, row.number));
    for (const absl::Status& error : reader.errors()) {
      file.refused.push_back(FindingOf(place, error));
    }
    if (!reader.errors().empty()) return;
    file.lines.push_back(std::move(line));
    file.places.push_back(place);
  });
  return file;
}

absl::StatusOr<ContributionsFile> ReadContributionsFile(const std::string& path,
                                                        const ContributionsOptions& options) {
  PARITRANA_ASSIGN_OR_RETURN(auto book, OpenFile(path));
  return ReadContributions(std::move(book), options);
}

std::string ContributionsColumn(std::string_view field, const ContributionLine& line) {
  static const auto* const columns = new std::map<std::string, Column, std::less<>>{
      {"covered_from", kFrom},         {"covered_to", kTo},  {"segment", kSegment},
      {"reported_wage_rupiah", kWage}, {"line_id", kLineId}, {"payroll_number", kPayrollNumber},
      {"relief_code", kRelief},        {"action", kAction},  {"previous.run", kPreviousRun}};
  if (field.starts_with("worker")) return line.worker().has_kpj() ? "KPJ" : "NIK";
  if (field.starts_with("amounts")) return AmountColumn(field, line);
  const auto found = columns->find(field);
  if (found != columns->end()) return ContributionsForm().columns[found->second].name;
  if (field.starts_with("previous")) return ContributionsForm().columns[kPreviousLine].name;
  if (field.starts_with("programmes")) return ContributionsForm().columns[kProgrammeList].name;
  return std::string(field);
}

}  // namespace paritrana::files
