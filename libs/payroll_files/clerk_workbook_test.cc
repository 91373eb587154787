// SPDX-License-Identifier: Apache-2.0
// A clerk's SIPP workbook with every kind of mistake, as a whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "libs/base/reason.h"
#include "libs/payroll_files/file_kind.h"
#include "libs/payroll_files/rejects.h"
#include "libs/payroll_files/template.h"
#include "libs/payroll_files/workers_file.h"
#include "libs/workbook/writer.h"

namespace paritrana::files {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using workbook::Cell;
using workbook::CellKind;

using CellsByColumn = std::map<std::string, Cell>;

Cell Text(const std::string& text) { return {CellKind::kText, text}; }
Cell Number(const std::string& text) { return {CellKind::kNumber, text}; }

// The header of the template, which is that of SIPP.
std::vector<Cell> Header() {
  const auto book = *workbook::OpenBook(*MakeTemplate(FileKind::kWorkers, workbook::Format::kXlsx));
  workbook::Row row;
  EXPECT_TRUE(book->Rows(0)->Next(&row).value());
  return row.cells;
}

// A workbook under a title, as clerks keep them: each row is a good worker but for what it says.
std::string WorkbookOf(const std::vector<CellsByColumn>& rows) {
  const auto out = workbook::MakeTableWriter({.sheet = "data_tk_baru"});
  out->Append({Text("DATA TENAGA KERJA BARU PT CONTOH")});
  const std::vector<Cell> header = Header();
  out->Append(header);
  int serial = 0;
  for (const CellsByColumn& row : rows) {
    ++serial;
    CellsByColumn cells = {{"NO_PEGAWAI", Number(std::to_string(serial))},
                           {"NAMA_LENGKAP", Text("Siti Contoh")},
                           {"JENIS_IDENTITAS", Text("KTP")},
                           {"NOMOR_IDENTITAS", Text(std::to_string(6474014708900000 + serial))},
                           {"TANGGAL_LAHIR", {CellKind::kDate, "1990-08-07"}},
                           {"JENIS_KELAMIN", Text("P")},
                           {"UPAH", Number("5000000")},
                           {"LOKASI_PEKERJAAN", Text("64.74")},
                           {"TGL_AWAL_BEKERJA", Text("02-01-2020")},
                           {"TGL_AKHIR_KONTRAK", Text("31-12-3000")}};
    for (const auto& [column, cell] : row) cells[column] = cell;
    std::vector<Cell> written;
    for (const Cell& column : header) written.push_back(cells[column.text]);
    out->Append(written);
  }
  return *out->Finish();
}

WorkersFile Read(const std::string& bytes) {
  auto file = ReadWorkers(*workbook::OpenBook(bytes), {.employer = "A1-000", .check_rows = true});
  EXPECT_TRUE(file.ok()) << file.status();
  return *std::move(file);
}

std::vector<std::string> RefusalsOf(const WorkersFile& file) {
  std::vector<std::string> texts;
  for (const RowFinding& f : file.refused) {
    texts.push_back(std::to_string(f.place.line) + " " + f.column + " " + f.finding.reason());
  }
  return texts;
}

const std::vector<CellsByColumn>& RowsWithMistakes() {
  static const auto* const rows = new std::vector<CellsByColumn>{
      {},
      {{"NOMOR_IDENTITAS", Text("6.47401E+15")}},
      {{"NOMOR_IDENTITAS", Text("647401470890000")}},  // a digit too few
      {{"TANGGAL_LAHIR", {CellKind::kDate, "1991-08-07"}}},
      {{"JENIS_KELAMIN", Text("L")}},
      {{"TANGGAL_LAHIR", Text("31-02-1990")}},
      {{"NAMA_LENGKAP", Text("")}},
      {{"UPAH", Text("5.000.000,50")}},
      {{"LOKASI_PEKERJAAN", Number("62.1")}},  // was 62.10
      {{"TGL_AKHIR_KONTRAK", Text("01-01-2019")}},
      {{"JENIS_IDENTITAS", Text("SIM")}},
      {{"NOMOR_IDENTITAS", Text("6474014708900001")}},  // the first row's
      {{"UPAH", Text("5,000,000.00")}, {"TANGGAL_LAHIR", Text("7/8/1990")}},
  };
  return *rows;
}

TEST(ClerkWorkbook, IsKnownForAListOfWorkers) {
  const auto book = workbook::OpenBook(WorkbookOf(RowsWithMistakes()));
  EXPECT_EQ(*DetectKind(**book), FileKind::kWorkers);
}

TEST(ClerkWorkbook, ComesBackWithAReasonForEachMistakeAndTheGoodRowsCounted) {
  const WorkersFile file = Read(WorkbookOf(RowsWithMistakes()));
  EXPECT_EQ(file.sheet.rows(), 13u);
  EXPECT_THAT(file.workers, SizeIs(2));
  EXPECT_THAT(
      RefusalsOf(file),
      ElementsAre("4 NOMOR_IDENTITAS IDENTITY_DIGITS_LOST", "5 NOMOR_IDENTITAS NIK_INVALID",
                  "6 TANGGAL_LAHIR NIK_BIRTH_DATE_DIFFERS", "7 JENIS_KELAMIN NIK_SEX_DIFFERS",
                  "8 TANGGAL_LAHIR DATE_INVALID", "9 NAMA_LENGKAP FIELD_REQUIRED",
                  "10 UPAH AMOUNT_MALFORMED", "11 LOKASI_PEKERJAAN REGION_DIGITS_LOST",
                  "12 TGL_AKHIR_KONTRAK DATE_ORDER", "13 JENIS_IDENTITAS ENUM_UNKNOWN",
                  "14 NOMOR_IDENTITAS WORKER_REPEATED"));
  for (const RowFinding& f : file.refused) {
    EXPECT_FALSE(f.finding.text_id().empty());
    EXPECT_FALSE(f.finding.text_en().empty());
  }
}

TEST(ClerkWorkbook, ComesBackAsAWorkbookOfRefusedRowsThatCanBeMended) {
  const WorkersFile file = Read(WorkbookOf(RowsWithMistakes()));
  const std::string rejects = *MakeRejects(file.sheet, file.refused);
  const WorkersFile again = Read(rejects);
  EXPECT_EQ(again.sheet.name(), "data_tk_baru");
  EXPECT_EQ(again.sheet.rows(), 11u);
  EXPECT_THAT(again.sheet.unknown_columns(), IsEmpty());
  // All that was wrong still is, but for the row that repeated one which counts by now.
  EXPECT_THAT(RefusalsOf(again), SizeIs(10));
  EXPECT_EQ(*MakeRejects(file.sheet, file.refused), rejects);
}

TEST(ClerkWorkbook, TellsAllThatIsWrongWithARowAtOnce) {
  const WorkersFile file = Read(WorkbookOf({{{"NAMA_LENGKAP", Text("")},
                                             {"JENIS_KELAMIN", Text("X")},
                                             {"TGL_AWAL_BEKERJA", Text("")},
                                             {"UPAH", {CellKind::kText, "lima juta"}}}}));
  EXPECT_THAT(RefusalsOf(file),
              ElementsAre("3 NAMA_LENGKAP FIELD_REQUIRED", "3 JENIS_KELAMIN ENUM_UNKNOWN",
                          "3 TGL_AWAL_BEKERJA FIELD_REQUIRED", "3 UPAH AMOUNT_MALFORMED"));
}

// Written by openpyxl: a cover sheet, a merged title, days with and without time, formulas that
// were never computed.
TEST(ClerkWorkbook, IsReadFromAnotherProgramsFile) {
  const auto file = ReadWorkersFile("tests/fuzz/corpus/payroll_file/workers_openpyxl.xlsx",
                                    {.employer = "A1-000", .check_rows = true});
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->sheet.name(), "data_tk_baru");
  ASSERT_THAT(file->workers, SizeIs(1));
  EXPECT_EQ(file->workers[0].birth_date(), "1990-08-07");
  EXPECT_EQ(file->workers[0].employment().end_date(), "");
  EXPECT_THAT(RefusalsOf(*file), ElementsAre("4 NOMOR_IDENTITAS IDENTITY_DIGITS_LOST",
                                             "4 LOKASI_PEKERJAAN REGION_DIGITS_LOST",
                                             "5 TANGGAL_LAHIR CELL_ERROR", "5 UPAH CELL_ERROR"));
}

TEST(Template, IsRefusedAsItStands) {
  for (const workbook::Format format : {workbook::Format::kXlsx, workbook::Format::kCsv}) {
    const auto bytes = MakeTemplate(FileKind::kWorkers, format);
    ASSERT_TRUE(bytes.ok());
    const WorkersFile file = Read(*bytes);
    EXPECT_THAT(file.workers, IsEmpty());
    EXPECT_THAT(RefusalsOf(file), ElementsAre("2 NOMOR_IDENTITAS NIK_INVALID"));
    EXPECT_THAT(file.sheet.unknown_columns(), IsEmpty());
    EXPECT_EQ(*DetectKind(**workbook::OpenBook(*MakeTemplate(FileKind::kContributions, format))),
              FileKind::kContributions);
  }
}

}  // namespace
}  // namespace paritrana::files
