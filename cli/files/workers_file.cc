// SPDX-License-Identifier: Apache-2.0
#include "cli/files/workers_file.h"

#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "absl/strings/str_split.h"
#include "cli/files/cell.h"
#include "cli/files/text_file.h"
#include "cli/files/words.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::cli {
namespace {

using registration::v1::Employment;
using registration::v1::Worker;

// Places of the columns in the form.
enum Column : std::size_t {
  kName,
  kFirstName,
  kMiddleName,
  kLastName,
  kIdentityKind,
  kIdentity,
  kKpj,
  kBirthDate,
  kSex,
  kStartDate,
  kEndDate,
  kWorkplace,
  kDomicile,
  kPayrollNumber,
  kEmployer,
  kSegment,
  kWorkerKind,
  kSponsor,
  kProgrammes,
};

// How payroll sheets write "for life".
constexpr absl::CivilDay kForLife(3000, 12, 31);

SheetForm MakeForm() {
  SheetForm form{"list of workers", "docs/formats/workers-csv.md", {}, {}, true};
  form.columns = {{"NAMA_LENGKAP", {"NAMA"}, false},
                  {"NAMA_DEPAN", {}, false},
                  {"NAMA_TENGAH", {}, false},
                  {"NAMA_BELAKANG", {}, false},
                  {"JENIS_IDENTITAS", {}, false},
                  {"NOMOR_IDENTITAS", {"NO_IDENTITAS", "NIK"}, true},
                  {"KPJ", {}, false},
                  {"TANGGAL_LAHIR", {"TGL_LAHIR"}, true},
                  {"JENIS_KELAMIN", {}, false},
                  {"TGL_AWAL_BEKERJA", {"TANGGAL_AWAL_BEKERJA"}, true},
                  {"TGL_AKHIR_KONTRAK", {"TANGGAL_AKHIR_KONTRAK"}, false},
                  {"LOKASI_PEKERJAAN", {"KODE_WILAYAH_KERJA"}, false},
                  {"KODE_WILAYAH_DOMISILI", {}, false},
                  {"NO_PEGAWAI", {}, false},
                  {"PEMBERI_KERJA", {}, false},
                  {"SEGMEN", {}, false},
                  {"JENIS_PEKERJA", {}, false},
                  {"SPONSOR", {}, false},
                  {"PROGRAM", {}, false}};
  // The rest of the SIPP workbook: rankings need none of it, so it is not sent.
  form.ignored = {"GELAR",
                  "TELEPON_AREA_RUMAH",
                  "TELEPON_RUMAH",
                  "TELEPON_AREA_KANTOR",
                  "TELEPON_KANTOR",
                  "TELEPON_EXT_KANTOR",
                  "HP",
                  "EMAIL",
                  "TEMPAT_LAHIR",
                  "NAMA_IBU_KANDUNG",
                  "MASA_LAKU_IDENTITAS",
                  "SURAT_MENYURAT_KE",
                  "TANGGAL_KEPESERTAAN",
                  "STATUS_KAWIN",
                  "GOLONGAN_DARAH",
                  "NPWP",
                  "KODE_NEGARA",
                  "NATIONALITY",
                  "UPAH",
                  "RAPEL",
                  "ALAMAT",
                  "KODE_POS",
                  "STATUS_PEGAWAI"};
  return form;
}

const SheetForm& Form() {
  static const auto* const form = new SheetForm(MakeForm());
  return *form;
}

// The cells of one row, by column.
class Cells {
 public:
  Cells(const Sheet& sheet, const SheetRow& row) : sheet_(sheet), row_(row) {}

  std::string operator[](Column column) const { return std::string(sheet_.Cell(row_, column)); }

  // Puts the column's name before the field of an error.
  static absl::Status At(Column column, const absl::Status& status) {
    return WithFieldPrefix(status, Form().columns[column].name);
  }

  // An ISO date; empty for an empty cell.
  absl::StatusOr<std::string> Date(Column column) const {
    const std::string cell = (*this)[column];
    if (cell.empty()) return std::string();
    const auto day = ParseDay(cell);
    if (!day.ok()) return At(column, day.status());
    return *day == kForLife ? std::string() : FormatDate(*day);
  }

  absl::StatusOr<std::string> RequiredDate(Column column) const {
    if ((*this)[column].empty()) return At(column, MakeError("FIELD_REQUIRED"));
    return Date(column);
  }

 private:
  const Sheet& sheet_;
  const SheetRow& row_;
};

std::string FullName(const Cells& cells) {
  std::string name = cells[kName];
  for (const Column part : {kFirstName, kMiddleName, kLastName}) {
    if (!cells[kName].empty() || cells[part].empty()) continue;
    if (!name.empty()) name += ' ';
    name += cells[part];
  }
  return name;
}

absl::Status ReadIdentity(const Cells& cells, Worker* worker) {
  const std::string kind = NormalWord(cells[kIdentityKind]);
  const std::string number = cells[kIdentity];
  const std::string kpj = cells[kKpj];
  if (number.empty() && kpj.empty()) return MakeError("IDENTITY_REQUIRED", "NOMOR_IDENTITAS");
  if (number.empty()) {
    worker->mutable_identity()->set_kpj(kpj);
    return absl::OkStatus();
  }
  worker->set_kpj(kpj);
  if (kind.empty() || kind == "KTP" || kind == "NIK") {
    worker->mutable_identity()->set_nik(number);
  } else if (kind == "PASSPORT" || kind == "PASPOR") {
    worker->mutable_identity()->set_passport(NormalWord(number));
  } else {
    return MakeError("ENUM_UNKNOWN", "JENIS_IDENTITAS");
  }
  return absl::OkStatus();
}

absl::Status ReadPerson(const Cells& cells, Worker* worker) {
  PARITRANA_RETURN_IF_ERROR(ReadIdentity(cells, worker));
  worker->set_name(FullName(cells));
  if (worker->name().empty()) return MakeError("FIELD_REQUIRED", "NAMA_LENGKAP");
  PARITRANA_ASSIGN_OR_RETURN(*worker->mutable_birth_date(), cells.RequiredDate(kBirthDate));
  const auto sex = ParseSex(cells[kSex]);
  if (!sex.ok()) return Cells::At(kSex, sex.status());
  worker->set_sex(*sex);
  return absl::OkStatus();
}

absl::Status ReadProgrammes(const Cells& cells, Employment* employment) {
  for (const absl::string_view word :
       absl::StrSplit(cells[kProgrammes], absl::ByAnyChar(",;+/ "), absl::SkipEmpty())) {
    const auto programme = ParseProgramme(std::string(word));
    if (!programme.ok()) return Cells::At(kProgrammes, programme.status());
    employment->add_programmes(*programme);
  }
  return absl::OkStatus();
}

absl::Status ReadMembership(const Cells& cells, const WorkersDefaults& defaults,
                            Employment* employment) {
  const std::string segment_cell = cells[kSegment];
  const auto segment = segment_cell.empty() ? defaults.segment : ParseSegment(segment_cell);
  if (!segment.ok()) return Cells::At(kSegment, segment.status());
  const auto kind = ParseWorkerKind(cells[kWorkerKind]);
  if (!kind.ok()) return Cells::At(kWorkerKind, kind.status());
  const auto sponsor = ParseSponsorKind(cells[kSponsor]);
  if (!sponsor.ok()) return Cells::At(kSponsor, sponsor.status());
  employment->set_segment(*segment);
  employment->set_worker_kind(*kind);
  employment->set_sponsor_kind(*sponsor);
  return ReadProgrammes(cells, employment);
}

absl::Status ReadEmployment(const Cells& cells, const WorkersDefaults& defaults,
                            Employment* employment) {
  const std::string employer = cells[kEmployer];
  employment->set_employer_ref(employer.empty() ? defaults.employer : employer);
  if (employment->employer_ref().empty()) return MakeError("FIELD_REQUIRED", "PEMBERI_KERJA");
  PARITRANA_RETURN_IF_ERROR(ReadMembership(cells, defaults, employment));
  PARITRANA_ASSIGN_OR_RETURN(*employment->mutable_start_date(), cells.RequiredDate(kStartDate));
  PARITRANA_ASSIGN_OR_RETURN(*employment->mutable_end_date(), cells.Date(kEndDate));
  employment->set_workplace_region(cells[kWorkplace]);
  employment->set_domicile_region(cells[kDomicile]);
  employment->set_payroll_number(cells[kPayrollNumber]);
  return absl::OkStatus();
}

absl::Status ReadRow(const Sheet& sheet, const SheetRow& row, const WorkersDefaults& defaults,
                     Worker* worker) {
  PARITRANA_RETURN_IF_ERROR(row.status);
  const Cells cells(sheet, row);
  PARITRANA_RETURN_IF_ERROR(ReadPerson(cells, worker));
  return ReadEmployment(cells, defaults, worker->mutable_employment());
}

}  // namespace

absl::StatusOr<WorkersFile> ReadWorkersFile(const std::string& path,
                                            const WorkersDefaults& defaults) {
  PARITRANA_ASSIGN_OR_RETURN(Sheet sheet, Sheet::Open(path, Form()));
  if (!sheet.Has(kEmployer) && defaults.employer.empty()) {
    return MakeError("FILE_COLUMN_MISSING", "PEMBERI_KERJA", "give --employer or this column");
  }
  WorkersFile file{std::move(sheet), "", {}, {}, {}};
  file.content_hash = ContentHash(file.sheet.text());
  file.sheet.ForEach([&file, &defaults](const SheetRow& row) {
    const RowPlace place{row.number, row.line};
    Worker worker;
    const absl::Status status = ReadRow(file.sheet, row, defaults, &worker);
    if (!status.ok()) {
      file.refused.push_back(FindingOf(place, status));
      return;
    }
    file.workers.push_back(std::move(worker));
    file.places.push_back(place);
  });
  return file;
}

std::string WorkersColumn(std::string_view field) {
  static const auto* const columns =
      new std::map<std::string, Column, std::less<>>{{"name", kName},
                                                     {"kpj", kKpj},
                                                     {"birth_date", kBirthDate},
                                                     {"sex", kSex},
                                                     {"employment.employer_ref", kEmployer},
                                                     {"employment.segment", kSegment},
                                                     {"employment.worker_kind", kWorkerKind},
                                                     {"employment.sponsor_kind", kSponsor},
                                                     {"employment.start_date", kStartDate},
                                                     {"employment.end_date", kEndDate},
                                                     {"employment.workplace_region", kWorkplace},
                                                     {"employment.domicile_region", kDomicile},
                                                     {"employment.payroll_number", kPayrollNumber}};
  if (field.starts_with("worker.")) field.remove_prefix(std::string_view("worker.").size());
  if (field.starts_with("identity")) return Form().columns[kIdentity].name;
  if (field.starts_with("employment.programmes")) return Form().columns[kProgrammes].name;
  const auto found = columns->find(field);
  return found == columns->end() ? std::string(field) : Form().columns[found->second].name;
}

}  // namespace paritrana::cli
