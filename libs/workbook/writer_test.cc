// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paritrana::workbook {
namespace {

using ::testing::ElementsAre;

std::string Write(const std::vector<std::vector<Cell>>& rows, const WriteOptions& options) {
  const std::unique_ptr<TableWriter> writer = MakeTableWriter(options);
  for (const auto& row : rows) writer->Append(row);
  return writer->Finish().value();
}

const std::vector<std::vector<Cell>> kTable = {
    {{CellKind::kText, "NIK"}, {CellKind::kText, "UPAH"}, {CellKind::kText, "LAHIR"}},
    {{CellKind::kText, "6474010708900001"},
     {CellKind::kNumber, "5000000"},
     {CellKind::kDate, "1990-08-07"},
     {CellKind::kText, "=1+1"}},
    {{CellKind::kNumber, "6474010708900001"}, {CellKind::kText, ""}, {CellKind::kDate, "kapan"}}};

TEST(XlsxWriter, GivesBackWhatWasWritten) {
  const auto book = OpenBook(Write(kTable, {.sheet = "data_tk_baru", .widths = {20, 10}}));
  ASSERT_TRUE(book.ok()) << book.status();
  EXPECT_EQ((*book)->format(), Format::kXlsx);
  EXPECT_EQ((*book)->name(0), "data_tk_baru");
  const auto rows = (*book)->Rows(0);
  Row row;
  ASSERT_TRUE(rows->Next(&row).value());
  EXPECT_EQ(row.cells, kTable[0]);
  ASSERT_TRUE(rows->Next(&row).value());
  EXPECT_EQ(row.cells, kTable[1]);  // also "=1+1", which is no formula
  ASSERT_TRUE(rows->Next(&row).value());
  EXPECT_THAT(row.cells,
              ElementsAre(Cell{CellKind::kText, "6474010708900001"},  // with all its digits
                          Cell(), Cell{CellKind::kText, "kapan"}));
}

TEST(XlsxWriter, WritesTheSameBytesForTheSameTable) {
  EXPECT_EQ(Write(kTable, {}), Write(kTable, {}));
}

TEST(CsvWriter, QuotesWhatMustBeQuoted) {
  EXPECT_EQ(Write({{{CellKind::kText, "a;b"}, {CellKind::kNumber, "1"}}, {{CellKind::kText, "\""}}},
                  {.format = Format::kCsv, .separator = ';'}),
            "\xEF\xBB\xBF\"a;b\";1\r\n\"\"\"\"\r\n");
}

}  // namespace
}  // namespace paritrana::workbook
