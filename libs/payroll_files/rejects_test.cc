// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/rejects.h"

#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/payroll_files/contributions_file.h"
#include "libs/testing/temporary_folder.h"

namespace paritrana::files {
namespace {

using ::testing::HasSubstr;

class RejectsTest : public ::testing::Test {
 protected:
  ContributionsFile Read(const std::string& name) {
    auto file = ReadContributionsFile(folder_.Path(name), {});
    EXPECT_TRUE(file.ok()) << file.status();
    return *std::move(file);
  }

  absl::Status Write(const std::string& to, const std::string& from) {
    const ContributionsFile file = Read(from);
    return WriteRejects(folder_.Path(to), folder_.Path(from), file.sheet, file.refused);
  }

  paritrana::testing::TemporaryFolder folder_;
};

TEST_F(RejectsTest, NeverReplacesTheFileThatWasRead) {
  folder_.Write("in.csv", "NIK;UPAH;JKK\n;1;1\n");
  EXPECT_EQ(ReasonOf(Write("in.csv", "in.csv"))->name, "FILE_UNWRITABLE");
  EXPECT_EQ(folder_.Read("in.csv"), "NIK;UPAH;JKK\n;1;1\n");
}

TEST_F(RejectsTest, NamesAFolderThatIsNotThere) {
  folder_.Write("in.csv", "NIK;UPAH;JKK\n;1;1\n");
  EXPECT_EQ(ReasonOf(Write("missing/out.csv", "in.csv"))->name, "FILE_UNWRITABLE");
}

TEST_F(RejectsTest, KeepsTheShapeAndAddsTheReasons) {
  folder_.Write("in.csv", "NIK;NAMA;UPAH;JKK\n1;\"a;\"\"b\"\"\";1;1\n2;x;1,5;1\n;y;1;-1\n");
  ASSERT_TRUE(Write("out.csv", "in.csv").ok());
  const std::string text = folder_.Read("out.csv");
  EXPECT_THAT(
      text,
      HasSubstr("\xEF\xBB\xBFNIK;NAMA;UPAH;JKK;KODE_KESALAHAN;KOLOM_KESALAHAN;"
                "KETERANGAN_KESALAHAN;ERROR_DESCRIPTION\r\n2;x;1,5;1;AMOUNT_MALFORMED;UPAH;"));
  EXPECT_THAT(text, HasSubstr("\r\n;y;1;-1;IDENTITY_REQUIRED | AMOUNT_NEGATIVE;NIK | JKK;"));
  EXPECT_EQ(text.find("\"b\""), std::string::npos);
}

TEST_F(RejectsTest, CanBeReadByItsOwnerOnly) {
  folder_.Write("in.csv", "NIK;UPAH;JKK\n;1;1\n");
  ASSERT_TRUE(Write("out.csv", "in.csv").ok());
  struct stat info {};
  ASSERT_EQ(stat(folder_.Path("out.csv").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0077, 0u);
}

TEST_F(RejectsTest, CanBeMendedAndSentAndRefusedAgain) {
  folder_.Write("in.csv", "NIK;UPAH;JKK\n;1;1\n3;x;1\n");
  ASSERT_TRUE(Write("out.csv", "in.csv").ok());
  std::string mended = folder_.Read("out.csv");
  mended.replace(mended.find("\n;1;1"), 5, "\n9;1;1");
  folder_.Write("mended.csv", mended);
  const ContributionsFile again = Read("mended.csv");
  ASSERT_EQ(again.lines.size(), 1u);
  EXPECT_EQ(again.lines[0].worker().nik(), "9");
  ASSERT_TRUE(Write("out2.csv", "mended.csv").ok());
  const std::string text = folder_.Read("out2.csv");
  EXPECT_EQ(text.find("KODE_KESALAHAN"), text.rfind("KODE_KESALAHAN"));
  EXPECT_THAT(text, HasSubstr("\r\n3;x;1;AMOUNT_MALFORMED;UPAH;"));
}

TEST_F(RejectsTest, PutsSeveralReasonsOfARowTogether) {
  folder_.Write("in.csv", "NIK;UPAH;JKK\n1;1;1\n");
  const ContributionsFile file = Read("in.csv");
  std::vector<RowFinding> findings = {FindingOf({1, 2}, MakeError("WORKER_UNKNOWN", "NIK")),
                                      FindingOf({1, 2}, MakeError("AMOUNT_ABSURD", "JKK"))};
  findings.push_back(findings.front());
  findings.back().refused = false;  // a warning is no reason to send a row back
  ASSERT_TRUE(
      WriteRejects(folder_.Path("out.csv"), folder_.Path("in.csv"), file.sheet, findings).ok());
  EXPECT_THAT(folder_.Read("out.csv"),
              HasSubstr("1;1;1;WORKER_UNKNOWN | AMOUNT_ABSURD;NIK | JKK;"));
}

}  // namespace
}  // namespace paritrana::files
