// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"

namespace paritrana::files {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

SheetForm StrictForm() {
  return {"test sheet",
          "docs/formats/test.md",
          {{"NIK", {"NOMOR_IDENTITAS"}, true}, {"UPAH", {}, true}, {"KPJ", {}, false}},
          {"NAMA"},
          false,
          ""};
}

class SheetTest : public ::testing::Test {
 protected:
  absl::StatusOr<Sheet> Open(const std::string& text, const SheetForm& form = StrictForm()) {
    auto book = workbook::OpenBook(text);
    if (!book.ok()) return book.status();
    return Sheet::Open(*std::move(book), form);
  }

  void ExpectRefused(const std::string& text, const std::string& reason,
                     const std::string& message) {
    const auto sheet = Open(text);
    ASSERT_FALSE(sheet.ok()) << text;
    EXPECT_EQ(ReasonOf(sheet.status())->name, reason) << text;
    EXPECT_THAT(std::string(sheet.status().message()), HasSubstr(message));
  }

  // Each row as "line: nik|upah|kpj", or "line: REASON".
  static std::vector<std::string> RowsOf(const Sheet& sheet) {
    std::vector<std::string> rows;
    sheet.ForEach([&](const SheetRow& row) {
      std::string text = std::to_string(row.line) + ": ";
      if (!row.status.ok()) {
        text += ReasonOf(row.status)->name;
      } else {
        for (std::size_t i = 0; i < 3; ++i) {
          text += std::string(i == 0 ? "" : "|") + std::string(sheet.Cell(row, i).text);
        }
      }
      rows.push_back(text);
    });
    return rows;
  }
};

TEST_F(SheetTest, RefusesAHeaderItDoesNotKnow) {
  ExpectRefused("hello\nworld\n", "FILE_HEADER_UNKNOWN", "docs/formats/test.md");
  ExpectRefused("6474010708900001;5000000\n", "FILE_HEADER_UNKNOWN", "names no known column");
}

TEST_F(SheetTest, RefusesAColumnThatMayBeMisspelt) {
  ExpectRefused("NIK;UPAH;JHT_PEKERJ\n1;2;3\n", "FILE_HEADER_UNKNOWN", "JHT_PEKERJ");
}

TEST_F(SheetTest, RefusesAMissingOrRepeatedColumn) {
  ExpectRefused("NIK;NAMA\n1;x\n", "FILE_COLUMN_MISSING", "UPAH");
  ExpectRefused("NIK;UPAH;Nomor Identitas\n1;2;3\n", "FILE_COLUMN_REPEATED", "NOMOR_IDENTITAS");
}

TEST_F(SheetTest, RefusesAFileWithoutRows) {
  ExpectRefused("NIK;UPAH\n", "FILE_EMPTY", "only a header");
  ExpectRefused("NIK;UPAH\n\n;;\n ; \n", "FILE_EMPTY", "only a header");
}

TEST_F(SheetTest, RefusesAFileCutInTheMiddleOfALine) {
  ExpectRefused("NIK;UPAH\n1;2\n3", "FILE_TRUNCATED", "line 3 is cut off");
  ExpectRefused("NIK;UPAH\n1;\"2\n3;4\n", "FILE_TRUNCATED", "line 2");
}

TEST_F(SheetTest, Takes300000RowsAndRefusesOneMore) {
  std::string text = "NIK;UPAH\n";
  for (int i = 0; i < 300'000; ++i) text += "1;2\n";
  ASSERT_TRUE(Open(text).ok());
  EXPECT_EQ(Open(text)->rows(), 300'000u);
  ExpectRefused(text + "1;2\n", "TOO_MANY_LINES", "300001 rows");
}

TEST_F(SheetTest, HandsOutRowsThatCannotBeTakenApartWithAnError) {
  const Sheet sheet =
      *Open("NIK;UPAH;KPJ\n1;2\n1;2;3;4\n\"1\"x;2;3\n1;2;3\n1;" + std::string(3'000, '9') + ";3\n");
  EXPECT_THAT(RowsOf(sheet), ElementsAre("2: LINE_MALFORMED", "3: LINE_MALFORMED",
                                         "4: LINE_MALFORMED", "5: 1|2|3", "6: FIELD_TOO_LONG"));
}

TEST_F(SheetTest, FindsTheSeparatorByTheHeader) {
  for (const char* text : {"NIK;UPAH\n1;2,5\n", "NIK,UPAH\n1,\"2,5\"\n", "NIK\tUPAH\n1\t2,5\n"}) {
    EXPECT_THAT(RowsOf(*Open(text)), ElementsAre("2: 1|2,5|")) << text;
  }
}

TEST_F(SheetTest, ToleratesWhatSpreadsheetsLeaveBehind) {
  const Sheet sheet = *Open(
      "\xEF\xBB\xBF"
      "Nama;Nomor Identitas; upah ;;\r\n"
      "\r\n"
      "x;'6474010708900001; 5.000.000 ;;\r\n"
      ";;;;\r\n"
      "\"a;\"\"b\"\"\";7;8;;;;\r\n");
  EXPECT_EQ(sheet.rows(), 2u);
  EXPECT_THAT(RowsOf(sheet), ElementsAre("3: 6474010708900001|5.000.000|", "5: 7|8|"));
  EXPECT_FALSE(sheet.ends_open());
}

TEST_F(SheetTest, TakesALastLineWithoutAnEndButTells) {
  const Sheet sheet = *Open("NIK;UPAH\n1;2");
  EXPECT_TRUE(sheet.ends_open());
  EXPECT_THAT(RowsOf(sheet), ElementsAre("2: 1|2|"));
}

TEST_F(SheetTest, KeepsUnknownColumnsWhereTheyAreAllowed) {
  SheetForm form = StrictForm();
  form.unknown_allowed = true;
  const Sheet sheet = *Open("NIK;UPAH;Hobi\n1;2;3\n", form);
  EXPECT_THAT(sheet.unknown_columns(), ElementsAre("Hobi"));
}

TEST_F(SheetTest, PassesOverTheReasonsOfAnEarlierRefusal) {
  EXPECT_THAT(RowsOf(*Open("NIK;UPAH;KODE_KESALAHAN;KOLOM_KESALAHAN;KETERANGAN_KESALAHAN\n"
                           "1;2;WORKER_UNKNOWN;NIK;text\n")),
              ElementsAre("2: 1|2|"));
}

}  // namespace
}  // namespace paritrana::files
