// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/workers_file.h"

#include <cstddef>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/region_code.h"
#include "libs/base/status_macros.h"
#include "libs/identity/identity.h"
#include "libs/payroll_files/file_bytes.h"
#include "libs/payroll_files/row_cells.h"
#include "libs/payroll_files/words.h"

namespace paritrana::files {
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
  kWage,
};

SheetForm MakeForm() {
  SheetForm form{"list of workers", "docs/formats/workers-csv.md", {}, {}, true, "DATA_TK_BARU"};
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
                  {"PROGRAM", {}, false},
                  {"UPAH", {}, false}};
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
                  "RAPEL",
                  "ALAMAT",
                  "KODE_POS",
                  "STATUS_PEGAWAI"};
  return form;
}

// Reads one row.
class WorkerReader {
 public:
  WorkerReader(const Sheet& sheet, const SheetRow& row, const WorkersOptions& options)
      : options_(options), cells_(sheet, row, WorkersForm()) {}

  // The worker, or at least one error. `seen` holds the workers of the rows before.
  Worker Read(std::set<std::string>* seen) {
    if (!cells_.errors().empty()) return worker_;
    ReadIdentity();
    ReadPerson();
    ReadEmployment();
    if (options_.check_rows) {
      CheckIdentity();
      CheckEmployment();
      CheckIsOnlyOne(seen);
    }
    return worker_;
  }

  const std::vector<absl::Status>& errors() const { return cells_.errors(); }

 private:
  void ReadIdentity() {
    if (cells_.Empty(kIdentity) && cells_.Empty(kKpj)) {
      return cells_.Refuse(kIdentity, MakeError("IDENTITY_REQUIRED"));
    }
    const std::string kpj = cells_.IdentityNumber(kKpj, cells_.Empty(kKpj) ? 0 : kKpjDigits);
    if (cells_.Empty(kIdentity)) return worker_.mutable_identity()->set_kpj(kpj);
    worker_.set_kpj(kpj);
    const std::string number = cells_.IdentityNumber(kIdentity, 0);
    const std::string kind = NormalWord(cells_.Text(kIdentityKind));
    if (kind.empty() || kind == "KTP" || kind == "NIK") {
      worker_.mutable_identity()->set_nik(number);
    } else if (kind == "PASSPORT" || kind == "PASPOR") {
      worker_.mutable_identity()->set_passport(NormalWord(number));
    } else {
      cells_.Refuse(kIdentityKind, MakeError("ENUM_UNKNOWN"));
    }
  }

  void ReadPerson() {
    worker_.set_name(FullName());
    if (worker_.name().empty()) cells_.Refuse(kName, MakeError("FIELD_REQUIRED"));
    worker_.set_birth_date(cells_.RequiredDate(kBirthDate));
    worker_.set_sex(cells_.Word(kSex, ParseSex, registration::v1::SEX_UNSPECIFIED));
  }

  std::string FullName() const {
    std::string name = cells_.Text(kName);
    if (!name.empty()) return name;
    for (const Column part : {kFirstName, kMiddleName, kLastName}) {
      if (cells_.Empty(part)) continue;
      if (!name.empty()) name += ' ';
      name += cells_.Text(part);
    }
    return name;
  }

  void ReadEmployment() {
    Employment* employment = worker_.mutable_employment();
    employment->set_employer_ref(cells_.Empty(kEmployer) ? options_.employer
                                                         : cells_.Text(kEmployer));
    if (employment->employer_ref().empty() && !options_.employer_may_lack) {
      cells_.Refuse(kEmployer, MakeError("FIELD_REQUIRED"));
    }
    ReadMembership(employment);
    employment->set_start_date(cells_.RequiredDate(kStartDate));
    employment->set_end_date(cells_.Date(kEndDate));
    employment->set_workplace_region(cells_.Region(kWorkplace));
    employment->set_domicile_region(cells_.Region(kDomicile));
    employment->set_payroll_number(cells_.Text(kPayrollNumber));
  }

  void ReadMembership(Employment* employment) {
    employment->set_segment(cells_.Empty(kSegment) ? options_.segment
                                                   : cells_.Word(kSegment, ParseSegment,
                                                                 common::v1::SEGMENT_UNSPECIFIED));
    employment->set_worker_kind(
        cells_.Word(kWorkerKind, ParseWorkerKind, common::v1::WORKER_KIND_UNSPECIFIED));
    employment->set_sponsor_kind(
        cells_.Word(kSponsor, ParseSponsorKind, common::v1::SPONSOR_KIND_UNSPECIFIED));
    const auto programmes = ParseProgrammes(cells_.Text(kProgrammes));
    if (!programmes.ok()) return cells_.Refuse(kProgrammes, programmes.status());
    for (const common::v1::Programme programme : *programmes) {
      employment->add_programmes(programme);
    }
  }

  void Check(std::size_t column, const absl::Status& status) {
    if (!status.ok()) cells_.Refuse(column, status);
  }

  // What has been refused is not judged further.
  void CheckIdentity() {
    const registration::v1::Identity& number = worker_.identity();
    if (!number.passport().empty()) Check(kIdentity, identity::CheckPassport(number.passport()));
    if (!number.kpj().empty()) Check(kKpj, identity::CheckKpj(number.kpj()));
    if (!worker_.kpj().empty()) Check(kKpj, identity::CheckKpj(worker_.kpj()));
    if (number.nik().empty()) return;
    const absl::StatusOr<identity::NikFacts> facts = identity::ParseNik(number.nik());
    if (!facts.ok()) return cells_.Refuse(kIdentity, facts.status());
    const absl::StatusOr<absl::CivilDay> born = ParseDate(worker_.birth_date());
    if (born.ok()) Check(kBirthDate, identity::CheckBirthDate(*facts, *born));
    const bool female = worker_.sex() == registration::v1::SEX_FEMALE;
    if (worker_.sex() != registration::v1::SEX_UNSPECIFIED && female != facts->female) {
      cells_.Refuse(kSex, MakeError("NIK_SEX_DIFFERS"));
    }
  }

  // The wage is read for the clerk's sake only, and not sent.
  void CheckEmployment() {
    const Employment& employment = worker_.employment();
    if (!employment.end_date().empty() && employment.end_date() < employment.start_date()) {
      cells_.Refuse(kEndDate, MakeError("DATE_ORDER"));
    }
    for (const Column column : {kWorkplace, kDomicile}) {
      if (!cells_.Empty(column)) Check(column, RegionCode::Parse(cells_.Region(column)).status());
    }
    cells_.Rupiah(kWage);
  }

  void CheckIsOnlyOne(std::set<std::string>* seen) {
    if (!cells_.errors().empty()) return;
    const registration::v1::Identity& number = worker_.identity();
    const std::string key = absl::StrCat(number.nik(), "|", number.kpj(), "|", number.passport(),
                                         "|", worker_.employment().employer_ref(), "|",
                                         static_cast<int>(worker_.employment().segment()));
    if (!seen->insert(key).second) cells_.Refuse(kIdentity, MakeError("WORKER_REPEATED"));
  }

  const WorkersOptions& options_;
  RowCells cells_;
  Worker worker_;
};

}  // namespace

const SheetForm& WorkersForm() {
  static const auto* const form = new SheetForm(MakeForm());
  return *form;
}

absl::StatusOr<WorkersFile> ReadWorkers(std::shared_ptr<const workbook::Book> book,
                                        const WorkersOptions& options) {
  PARITRANA_ASSIGN_OR_RETURN(Sheet sheet, Sheet::Open(std::move(book), WorkersForm()));
  if (!sheet.Has(kEmployer) && options.employer.empty() && !options.employer_may_lack) {
    return MakeError("FILE_COLUMN_MISSING", "PEMBERI_KERJA", "give --employer or this column");
  }
  WorkersFile file{std::move(sheet), "", {}, {}, {}};
  file.content_hash = ContentHash(file.sheet.book().bytes());
  std::set<std::string> seen;
  file.sheet.ForEach([&file, &options, &seen](const SheetRow& row) {
    const RowPlace place{row.number, row.line};
    WorkerReader reader(file.sheet, row, options);
    Worker worker = reader.Read(&seen);
    for (const absl::Status& error : reader.errors()) {
      file.refused.push_back(FindingOf(place, error));
    }
    if (!reader.errors().empty()) return;
    file.workers.push_back(std::move(worker));
    file.places.push_back(place);
  });
  return file;
}

absl::StatusOr<WorkersFile> ReadWorkersFile(const std::string& path,
                                            const WorkersOptions& options) {
  PARITRANA_ASSIGN_OR_RETURN(auto book, OpenFile(path));
  return ReadWorkers(std::move(book), options);
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
  if (field.starts_with("identity")) return WorkersForm().columns[kIdentity].name;
  if (field.starts_with("employment.programmes")) return WorkersForm().columns[kProgrammes].name;
  const auto found = columns->find(field);
  return found == columns->end() ? std::string(field) : WorkersForm().columns[found->second].name;
}

}  // namespace paritrana::files
