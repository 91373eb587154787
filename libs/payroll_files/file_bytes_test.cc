// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/file_bytes.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/testing/temporary_folder.h"

namespace paritrana::files {
namespace {

using ::testing::HasSubstr;

class FileBytesTest : public ::testing::Test {
 protected:
  // The reason for which `bytes` are refused, with the message; empty if they are not.
  std::string RefusalOf(const std::string& bytes) {
    const auto book = OpenFile(folder_.Write("file.csv", bytes));
    if (book.ok()) return "";
    return std::string(ReasonOf(book.status())->name) + ": " + std::string(book.status().message());
  }

  paritrana::testing::TemporaryFolder folder_;
};

TEST_F(FileBytesTest, RefusesWhatIsNotAFile) {
  for (const std::string& path : {std::string("/nowhere/at/all"), folder_.Path("")}) {
    EXPECT_EQ(ReasonOf(OpenFile(path).status())->name, "FILE_UNREADABLE");
  }
}

TEST_F(FileBytesTest, RefusesAFileOfSixtyFiveMebibytesWithoutReadingIt) {
  const std::string path = folder_.Write("large.csv", "NIK\n");
  std::filesystem::resize_file(path, 65u << 20);
  EXPECT_EQ(ReasonOf(OpenFile(path).status())->name, "FILE_TOO_LARGE");
}

TEST_F(FileBytesTest, NamesWhatABinaryFileIs) {
  EXPECT_THAT(RefusalOf("PK\x03\x04rest"), HasSubstr("WORKBOOK_INVALID"));
  EXPECT_THAT(RefusalOf("\xD0\xCF\x11\xE0"), HasSubstr("FILE_BINARY: it is an old Excel"));
  EXPECT_EQ(RefusalOf("%PDF-1.7"), "FILE_BINARY: it is a PDF document");
  EXPECT_THAT(RefusalOf(std::string("a\nb\0c", 5)), HasSubstr("control character in line 2"));
  EXPECT_THAT(RefusalOf("a\x1B[31m"), HasSubstr("FILE_BINARY"));
}

TEST_F(FileBytesTest, RefusesOtherEncodingsAndNamesTheLine) {
  EXPECT_THAT(RefusalOf("\xFF\xFEN\x01"), HasSubstr("UTF-16"));
  EXPECT_EQ(RefusalOf("NAMA\nAndr\xE9\n"), "FILE_ENCODING: not UTF-8 in line 2");
  for (const char* bad : {"\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xF0\x80\x80\x80", "\xC3", "\x80", "\xF8"}) {
    EXPECT_THAT(RefusalOf(bad), HasSubstr("FILE_ENCODING"));
  }
}

TEST_F(FileBytesTest, RefusesAnEmptyFile) { EXPECT_THAT(RefusalOf(""), HasSubstr("FILE_EMPTY")); }

TEST_F(FileBytesTest, ReadsEveryKindOfUtf8) {
  const std::string text = "\xEF\xBB\xBFJos\xC3\xA9\t\xE2\x82\xAC\r\n\xF0\x9F\x98\x80";
  EXPECT_EQ((*OpenFile(folder_.Write("file.csv", text)))->bytes(), text);
}

TEST(ContentHash, IsSha256) {
  EXPECT_EQ(ContentHash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace paritrana::files
