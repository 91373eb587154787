// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/contributions_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/payroll_files/file_id.h"
#include "libs/testing/temporary_folder.h"

namespace paritrana::files {
namespace {

using compliance::v1::ContributionLine;
using ::testing::MatchesRegex;

class ContributionsFileTest : public ::testing::Test {
 protected:
  ContributionsFile Read(const std::string& text) {
    auto file = ReadContributionsFile(folder_.Write("iuran.csv", text), {});
    EXPECT_TRUE(file.ok()) << file.status();
    return *std::move(file);
  }

  // The reason and column for which the only row is refused.
  std::string RefusalOf(const std::string& header, const std::string& row) {
    const ContributionsFile file = Read(header + "\n" + row + "\n");
    if (file.refused.size() != 1 || !file.lines.empty()) return "not refused";
    EXPECT_EQ(file.refused[0].place.line, 2u);
    return file.refused[0].finding.reason() + " " + file.refused[0].column;
  }

  paritrana::testing::TemporaryFolder folder_;
};

constexpr char kHeader[] = "NIK;KPJ;SEGMEN;DARI_BULAN;SAMPAI_BULAN;UPAH;JKK;JHT;JHT_PEKERJA";

TEST_F(ContributionsFileTest, RefusesRowsAndNamesTheColumn) {
  EXPECT_EQ(RefusalOf(kHeader, ";;PU;;;5000000;1;;"), "IDENTITY_REQUIRED NIK");
  EXPECT_EQ(RefusalOf(kHeader, "1;;XX;;;5000000;1;;"), "SEGMENT_INVALID SEGMEN");
  EXPECT_EQ(RefusalOf(kHeader, "1;;PU;2024-13;;5000000;1;;"), "MONTH_INVALID DARI_BULAN");
  EXPECT_EQ(RefusalOf(kHeader, "1;;PU;;besok;5000000;1;;"), "MONTH_INVALID SAMPAI_BULAN");
  EXPECT_EQ(RefusalOf(kHeader, "1;;PU;;;;1;;"), "FIELD_REQUIRED UPAH");
  EXPECT_EQ(RefusalOf(kHeader, "1;;PU;;;5,5;1;;"), "AMOUNT_MALFORMED UPAH");
  EXPECT_EQ(RefusalOf(kHeader, "1;;PU;;;5000000;-1;;"), "AMOUNT_NEGATIVE JKK");
  EXPECT_EQ(RefusalOf(kHeader, "1;;PU;;;5000000;1;;x"), "AMOUNT_MALFORMED JHT_PEKERJA");
  EXPECT_EQ(RefusalOf(kHeader, "1;;PU;;;5000000;0;-;"), "AMOUNT_MISSING JKK");
  EXPECT_EQ(RefusalOf(kHeader, "1;;PU"), "LINE_MALFORMED ");
}

TEST_F(ContributionsFileTest, KeepsGoodRowsBesideBadOnes) {
  const ContributionsFile file = Read("NIK;UPAH;JKK\n1;1000;5\n;1000;5\n3;1000;5\n");
  ASSERT_EQ(file.lines.size(), 2u);
  EXPECT_EQ(file.refused.size(), 1u);
  EXPECT_EQ(file.lines[1].worker().nik(), "3");
  EXPECT_EQ(file.places[1].row, 3u);
  EXPECT_EQ(file.places[1].line, 4u);
}

TEST_F(ContributionsFileTest, ReadsEveryColumn) {
  const ContributionsFile file = Read(std::string(kHeader) +
                                      ";ID_BARIS\n;01234567890;bpu;01-2024;12/2024;Rp 5.000.000;"
                                      "120.000;;60.000;L-7\n");
  ASSERT_EQ(file.lines.size(), 1u);
  const ContributionLine& line = file.lines[0];
  EXPECT_EQ(line.worker().kpj(), "01234567890");
  EXPECT_EQ(line.segment(), common::v1::SEGMENT_BPU);
  EXPECT_EQ(line.covered_from(), "2024-01");
  EXPECT_EQ(line.covered_to(), "2024-12");
  EXPECT_EQ(line.reported_wage_rupiah(), 5'000'000);
  EXPECT_EQ(line.line_id(), "L-7");
  ASSERT_EQ(line.amounts_size(), 2);
  EXPECT_EQ(line.amounts(0).programme(), common::v1::PROGRAMME_JKK);
  EXPECT_EQ(line.amounts(0).employer_rupiah(), 120'000);
  EXPECT_EQ(line.amounts(1).programme(), common::v1::PROGRAMME_JHT);
  EXPECT_EQ(line.amounts(1).employer_rupiah(), 0);
  EXPECT_EQ(line.amounts(1).employee_rupiah(), 60'000);
}

TEST_F(ContributionsFileTest, LeavesTheAmountsOfAWageSheetToTheRules) {
  const ContributionsFile file = Read("NIK;Nama;Upah;Rapel\n1;A;5.000.000;250.000\n");
  ASSERT_EQ(file.lines.size(), 1u);
  EXPECT_EQ(file.lines[0].amounts_size(), 0);
  EXPECT_EQ(file.lines[0].reported_wage_rupiah(), 5'250'000);
  EXPECT_EQ(RefusalOf("NIK;UPAH;RAPEL", "1;9223372036854775807;1"), "AMOUNT_OVERFLOW RAPEL");
  EXPECT_EQ(RefusalOf("NIK;UPAH;RAPEL", "1;5;1,5"), "AMOUNT_MALFORMED RAPEL");
}

TEST_F(ContributionsFileTest, ReadsCorrectionsAndDeletions) {
  const std::string header = "NIK;UPAH;JKK;TINDAKAN;BARIS_SEBELUMNYA;RUN_SEBELUMNYA";
  const ContributionsFile file =
      Read(header + "\n1;1000;5;Koreksi;L-1;main\n;;;HAPUS;L-2;\n1;1000;5;tambah;;\n");
  ASSERT_EQ(file.lines.size(), 3u);
  EXPECT_EQ(file.lines[0].action(), compliance::v1::LINE_ACTION_CORRECT);
  EXPECT_EQ(file.lines[0].previous().line_id(), "L-1");
  EXPECT_EQ(file.lines[0].previous().run(), "main");
  EXPECT_EQ(file.lines[1].action(), compliance::v1::LINE_ACTION_DELETE);
  EXPECT_FALSE(file.lines[2].has_previous());
  EXPECT_EQ(RefusalOf(header, "1;1000;5;HAPUS;;"), "FIELD_REQUIRED BARIS_SEBELUMNYA");
  EXPECT_EQ(RefusalOf(header, "1;1000;5;GANTI;L-1;"), "ENUM_UNKNOWN TINDAKAN");
}

TEST_F(ContributionsFileTest, ChecksIdentitiesWhenAsked) {
  const auto refusal = [this](const std::string& row) -> std::string {
    const auto file = ReadContributionsFile(
        folder_.Write("iuran.csv", "NIK;KPJ;UPAH\n" + row + "\n"), {.check_identities = true});
    if (!file.ok() || file->refused.size() != 1) return "not refused";
    return file->refused[0].finding.reason() + " " + file->refused[0].column;
  };
  EXPECT_EQ(refusal("6474010708900001;;1000"), "not refused");
  EXPECT_EQ(refusal("6474 0107 0890 0001;;1000"), "not refused");
  EXPECT_EQ(refusal("647401070890001;;1000"), "NIK_INVALID NIK");
  EXPECT_EQ(refusal("6,47401E+15;;1000"), "IDENTITY_DIGITS_LOST NIK");
  EXPECT_EQ(refusal(";1234567890;1000"), "KPJ_INVALID KPJ");
}

TEST_F(ContributionsFileTest, LeavesTheMonthToThePeriodAndTheSegmentToTheDefault) {
  const ContributionsFile file = Read("NIK;UPAH;JKK\n1;1000;5\n");
  EXPECT_EQ(file.lines[0].covered_from(), "");
  EXPECT_EQ(file.lines[0].segment(), common::v1::SEGMENT_PU);
}

TEST_F(ContributionsFileTest, NumbersRowsByTheFilesContent) {
  const ContributionsFile first = Read("NIK;UPAH;JKK\n1;1000;5\n1;1000;5\n");
  const ContributionsFile again = Read("NIK;UPAH;JKK\n1;1000;5\n1;1000;5\n");
  const ContributionsFile other = Read("NIK;UPAH;JKK\n1;1000;6\n1;1000;5\n");
  EXPECT_THAT(first.lines[0].line_id(), MatchesRegex("[0-9a-f]{12}-1"));
  EXPECT_NE(first.lines[0].line_id(), first.lines[1].line_id());
  EXPECT_EQ(first.lines[0].line_id(), again.lines[0].line_id());
  EXPECT_NE(first.lines[0].line_id(), other.lines[0].line_id());
}

TEST(ContributionsColumn, LeadsFromAFieldPathToTheColumn) {
  ContributionLine line;
  line.mutable_worker()->set_kpj("1");
  line.add_amounts()->set_programme(common::v1::PROGRAMME_JKM);
  line.add_amounts()->set_programme(common::v1::PROGRAMME_JP);
  EXPECT_EQ(ContributionsColumn("worker.kpj", line), "KPJ");
  EXPECT_EQ(ContributionsColumn("covered_from", line), "DARI_BULAN");
  EXPECT_EQ(ContributionsColumn("amounts[0].employer_rupiah", line), "JKM");
  EXPECT_EQ(ContributionsColumn("amounts[1].employee_rupiah", line), "JP_PEKERJA");
  EXPECT_EQ(ContributionsColumn("amounts[9]", line), "JKK");
  EXPECT_EQ(ContributionsColumn("amounts[", line), "JKK");
  EXPECT_EQ(ContributionsColumn("previous.line_id", line), "BARIS_SEBELUMNYA");
  EXPECT_EQ(ContributionsColumn("previous.run", line), "RUN_SEBELUMNYA");
  EXPECT_EQ(ContributionsColumn("programmes[0]", line), "PROGRAM");
  EXPECT_EQ(ContributionsColumn("something.new", line), "something.new");
}

TEST(FileId, HoldsNameAndContent) {
  EXPECT_EQ(FileId("/data/Iuran Des (1).csv", std::string(64, 'a')),
            "Iuran-Des--1--aaaaaaaaaaaaaaaa");
  EXPECT_LE(FileId(std::string(200, 'x') + ".csv", std::string(64, 'a')).size(), 64u);
  EXPECT_LE(RowId(std::string(64, 'a'), 300'000).size(), 64u);
}

}  // namespace
}  // namespace paritrana::files
