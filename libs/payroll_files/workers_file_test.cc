// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/workers_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/testing/temporary_folder.h"

namespace paritrana::files {
namespace {

using registration::v1::Worker;
using ::testing::ElementsAre;

constexpr char kHeader[] =
    "NAMA_LENGKAP;JENIS_IDENTITAS;NOMOR_IDENTITAS;TANGGAL_LAHIR;JENIS_KELAMIN;UPAH;"
    "LOKASI_PEKERJAAN;STATUS_PEGAWAI;TGL_AWAL_BEKERJA;TGL_AKHIR_KONTRAK;PROGRAM";

class WorkersFileTest : public ::testing::Test {
 protected:
  WorkersFile Read(const std::string& text) {
    auto file = ReadWorkersFile(folder_.Write("tk.csv", text), {.employer = "A1-000"});
    EXPECT_TRUE(file.ok()) << file.status();
    return *std::move(file);
  }

  std::string RefusalOf(const std::string& row) {
    const WorkersFile file = Read(std::string(kHeader) + "\n" + row + "\n");
    if (file.refused.size() != 1 || !file.workers.empty()) return "not refused";
    return file.refused[0].finding.reason() + " " + file.refused[0].column;
  }

  paritrana::testing::TemporaryFolder folder_;
};

TEST_F(WorkersFileTest, RefusesRowsAndNamesTheColumn) {
  EXPECT_EQ(RefusalOf("A;KTP;;07-08-1990;L;;;;02-01-2020;;"), "IDENTITY_REQUIRED NOMOR_IDENTITAS");
  EXPECT_EQ(RefusalOf("A;SIM;1;07-08-1990;L;;;;02-01-2020;;"), "ENUM_UNKNOWN JENIS_IDENTITAS");
  EXPECT_EQ(RefusalOf(";KTP;1;07-08-1990;L;;;;02-01-2020;;"), "FIELD_REQUIRED NAMA_LENGKAP");
  EXPECT_EQ(RefusalOf("A;KTP;1;;L;;;;02-01-2020;;"), "FIELD_REQUIRED TANGGAL_LAHIR");
  EXPECT_EQ(RefusalOf("A;KTP;1;31-02-1990;L;;;;02-01-2020;;"), "DATE_INVALID TANGGAL_LAHIR");
  EXPECT_EQ(RefusalOf("A;KTP;1;07-08-1990;X;;;;02-01-2020;;"), "ENUM_UNKNOWN JENIS_KELAMIN");
  EXPECT_EQ(RefusalOf("A;KTP;1;07-08-1990;L;;;;;;"), "FIELD_REQUIRED TGL_AWAL_BEKERJA");
  EXPECT_EQ(RefusalOf("A;KTP;1;07-08-1990;L;;;;02-01-2020;soon;"),
            "DATE_INVALID TGL_AKHIR_KONTRAK");
  EXPECT_EQ(RefusalOf("A;KTP;1;07-08-1990;L;;;;02-01-2020;;JKK,XYZ"), "PROGRAMME_UNKNOWN PROGRAM");
}

TEST_F(WorkersFileTest, RefusesAFileThatNamesNoEmployer) {
  const auto file = ReadWorkersFile(folder_.Write("tk.csv", std::string(kHeader) + "\n"), {});
  EXPECT_FALSE(file.ok());
  const std::string row = "A;KTP;1;07-08-1990;L;;;;02-01-2020;;\n";
  const auto filled =
      ReadWorkersFile(folder_.Write("tk.csv", std::string(kHeader) + "\n" + row), {});
  EXPECT_EQ(FieldOf(filled.status()), "PEMBERI_KERJA");
}

TEST_F(WorkersFileTest, ReadsTheSippColumns) {
  const WorkersFile file =
      Read(std::string(kHeader) +
           "\nSiti Contoh;KTP;6474014708900001;07-08-1990;P;5.000.000;64.74;PKWTT;02-01-2020;"
           "31-12-3000;JKK, JKM\n");
  ASSERT_EQ(file.workers.size(), 1u);
  const Worker& worker = file.workers[0];
  EXPECT_EQ(worker.identity().nik(), "6474014708900001");
  EXPECT_EQ(worker.name(), "Siti Contoh");
  EXPECT_EQ(worker.birth_date(), "1990-08-07");
  EXPECT_EQ(worker.sex(), registration::v1::SEX_FEMALE);
  EXPECT_EQ(worker.employment().employer_ref(), "A1-000");
  EXPECT_EQ(worker.employment().segment(), common::v1::SEGMENT_PU);
  EXPECT_EQ(worker.employment().worker_kind(), common::v1::WORKER_KIND_REGULAR);
  EXPECT_EQ(worker.employment().start_date(), "2020-01-02");
  EXPECT_EQ(worker.employment().end_date(), "");  // 31-12-3000 is for life
  EXPECT_EQ(worker.employment().workplace_region(), "64.74");
  EXPECT_THAT(worker.employment().programmes(),
              ElementsAre(common::v1::PROGRAMME_JKK, common::v1::PROGRAMME_JKM));
}

TEST_F(WorkersFileTest, ReadsTheColumnsBeyondSipp) {
  const WorkersFile file = Read(
      "NAMA_DEPAN,NAMA_BELAKANG,NIK,KPJ,TGL_LAHIR,TGL_AWAL_BEKERJA,PEMBERI_KERJA,SEGMEN,"
      "JENIS_PEKERJA,SPONSOR,KODE_WILAYAH_DOMISILI,NO_PEGAWAI\n"
      "Siti,Contoh,,01234567890,1990-08-07,2024-01-01,PEMDA-000,BPU,Rentan,Dana Desa,"
      "64.74.01.1001,P-7\n");
  ASSERT_EQ(file.workers.size(), 1u);
  const Worker& worker = file.workers[0];
  EXPECT_EQ(worker.identity().kpj(), "01234567890");
  EXPECT_EQ(worker.name(), "Siti Contoh");
  EXPECT_EQ(worker.employment().employer_ref(), "PEMDA-000");
  EXPECT_EQ(worker.employment().segment(), common::v1::SEGMENT_BPU);
  EXPECT_EQ(worker.employment().worker_kind(), common::v1::WORKER_KIND_VULNERABLE);
  EXPECT_EQ(worker.employment().sponsor_kind(), common::v1::SPONSOR_KIND_VILLAGE_FUND);
  EXPECT_EQ(worker.employment().domicile_region(), "64.74.01.1001");
  EXPECT_EQ(worker.employment().payroll_number(), "P-7");
}

TEST_F(WorkersFileTest, TakesForeignWorkersByPassport) {
  const WorkersFile file =
      Read(std::string(kHeader) + "\nA;Paspor;a1234567;07-08-1990;L;;;;02-01-2020;;\n");
  ASSERT_EQ(file.workers.size(), 1u);
  EXPECT_EQ(file.workers[0].identity().passport(), "A1234567");
}

TEST(WorkersColumn, LeadsFromAFieldPathToTheColumn) {
  EXPECT_EQ(WorkersColumn("identity.nik"), "NOMOR_IDENTITAS");
  EXPECT_EQ(WorkersColumn("employment.workplace_region"), "LOKASI_PEKERJAAN");
  EXPECT_EQ(WorkersColumn("worker.employment.workplace_region"), "LOKASI_PEKERJAAN");
  EXPECT_EQ(WorkersColumn("worker.birth_date"), "TANGGAL_LAHIR");
  EXPECT_EQ(WorkersColumn("employment.programmes[1]"), "PROGRAM");
  EXPECT_EQ(WorkersColumn("something.new"), "something.new");
}

}  // namespace
}  // namespace paritrana::files
