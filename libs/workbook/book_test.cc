// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/workbook/limits.h"
#include "libs/workbook/testing/raw_workbook.h"

namespace paritrana::workbook {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeRawWorkbook;
using testing::RawWorkbook;
using testing::ZipOf;

// The reason for which a file is refused while its first table is read; empty if it is not.
std::string RefusalOf(std::string bytes) {
  const auto book = OpenBook(std::move(bytes));
  if (!book.ok()) return std::string(ReasonOf(book.status())->name);
  const auto rows = (*book)->Rows(0);
  Row row;
  while (true) {
    const auto more = rows->Next(&row);
    if (!more.ok()) return std::string(ReasonOf(more.status())->name);
    if (!*more) return "";
  }
}

std::string RefusalOfSheet(const std::string& sheet_data) {
  return RefusalOf(MakeRawWorkbook({.sheet_data = sheet_data}));
}

constexpr const char* kKinds[] = {"", "number ", "date ", "boolean ", "error "};

// All rows as "line: cell|cell", numbers, days and the like with their kind.
std::vector<std::string> RowsOf(const RawWorkbook& content) {
  const auto book = OpenBook(MakeRawWorkbook(content));
  EXPECT_TRUE(book.ok()) << book.status();
  const auto rows = (*book)->Rows(0);
  std::vector<std::string> texts;
  Row row;
  while (rows->Next(&row).value()) {
    std::string text = std::to_string(row.line) + ":";
    for (const Cell& cell : row.cells) {
      text += "|" + std::string(kKinds[static_cast<int>(cell.kind)]) + cell.text;
    }
    texts.push_back(text);
  }
  return texts;
}

std::vector<std::string> RowsOfSheet(const std::string& sheet_data) {
  return RowsOf(RawWorkbook{.sheet_data = sheet_data});
}

TEST(OpenBook, RefusesAnEmptyFileAndOneThatIsTooLarge) {
  EXPECT_EQ(RefusalOf(""), "FILE_EMPTY");
  EXPECT_EQ(RefusalOf(std::string((64u << 20) + 1, 'x')), "FILE_TOO_LARGE");
}

TEST(OpenBook, RefusesWhatOnlyBeginsLikeAWorkbook) {
  EXPECT_EQ(RefusalOf("PK\x03\x04rest"), "WORKBOOK_INVALID");
  EXPECT_EQ(RefusalOf(ZipOf({{"readme.txt", "no workbook"}})), "WORKBOOK_INVALID");
  const std::string whole = MakeRawWorkbook({.sheet_data = "<row><c><v>1</v></c></row>"});
  EXPECT_EQ(RefusalOf(whole.substr(0, whole.size() / 2)), "WORKBOOK_INVALID");
}

TEST(OpenBook, RefusesDamagedContent) {
  std::string bytes = MakeRawWorkbook(
      {.sheet_data = "<row><c><v>1234567</v></c></row>", .zip = {.compress = false}});
  bytes[bytes.find("1234567")] = '9';  // the checksum does not fit any more
  EXPECT_EQ(RefusalOf(bytes), "WORKBOOK_INVALID");
  EXPECT_EQ(RefusalOfSheet("<row><c></row>"), "WORKBOOK_INVALID");
  EXPECT_EQ(RefusalOfSheet("<row><c t=\"s\"><v>0</v></c></row>"), "WORKBOOK_INVALID");
}

TEST(OpenBook, RefusesAWorkbookWithAPassword) {
  EXPECT_EQ(RefusalOf(MakeRawWorkbook({.zip = {.password = "rahasia"}})), "WORKBOOK_ENCRYPTED");
}

TEST(OpenBook, RefusesASheetThatStandsElsewhere) {
  std::vector<testing::Part> parts = {
      {"xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" id=\"r\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"r\" Type=\"x/worksheet\" TargetMode=\"External\" "
       "Target=\"file:///etc/passwd\"/></Relationships>"}};
  EXPECT_EQ(RefusalOf(ZipOf(parts)), "WORKBOOK_EXTERNAL");
  parts[1].second = "<Relationships/>";
  EXPECT_EQ(RefusalOf(ZipOf(parts)), "WORKBOOK_INVALID");
}

TEST(OpenBook, RefusesDocumentTypesAndSoAllEntities) {
  const std::string laughs =
      "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>"
      "<workbook><sheets>&b;</sheets></workbook>";
  EXPECT_EQ(RefusalOf(ZipOf({{"xl/workbook.xml", laughs}})), "WORKBOOK_ENTITIES");
  const std::string outside =
      "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><workbook><sheets/></workbook>";
  EXPECT_EQ(RefusalOf(ZipOf({{"xl/workbook.xml", outside}})), "WORKBOOK_ENTITIES");
}

TEST(OpenBook, RefusesXmlThatIsNestedTooDeep) {
  const auto nested = [](int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "<x>";
    for (int i = 0; i < depth; ++i) text += "</x>";
    return "<row>" + text + "</row>";
  };
  constexpr int kAround = 3;  // worksheet, sheetData, row
  EXPECT_EQ(RefusalOfSheet(nested(limits::kXmlDepthMax - kAround)), "");
  EXPECT_EQ(RefusalOfSheet(nested(limits::kXmlDepthMax - kAround + 1)), "WORKBOOK_TOO_DEEP");
}

TEST(OpenBook, RefusesColumnsPastTheLastOne) {
  EXPECT_EQ(RefusalOfSheet("<row><c r=\"IV1\"><v>1</v></c></row>"), "");
  EXPECT_EQ(RefusalOfSheet("<row><c r=\"IW1\"><v>1</v></c></row>"), "WORKBOOK_TOO_MANY_COLUMNS");
  // A style without content does no harm there.
  EXPECT_EQ(RefusalOfSheet("<row><c r=\"XFD1\" s=\"1\"/></row>"), "");
}

TEST(OpenBook, RefusesRowsPastTheLastOne) {
  EXPECT_EQ(RefusalOfSheet("<row r=\"1048576\"><c><v>1</v></c></row>"), "");
  EXPECT_EQ(RefusalOfSheet("<row r=\"1048577\"><c><v>1</v></c></row>"), "TOO_MANY_LINES");
}

TEST(OpenBook, RefusesTextsThatNoCellCanHold) {
  const std::string longest(limits::kTextBytesMax, 'x');
  const auto in_sheet = [](const std::string& text) {
    return "<row><c t=\"inlineStr\"><is><t>" + text + "</t></is></c></row>";
  };
  EXPECT_EQ(RefusalOfSheet(in_sheet(longest)), "");
  EXPECT_EQ(RefusalOfSheet(in_sheet(longest + "x")), "WORKBOOK_TEXT_TOO_LONG");
  const auto shared = [](const std::string& text) {
    return RefusalOf(MakeRawWorkbook({.shared = "<si><t>" + text + "</t></si>"}));
  };
  EXPECT_EQ(shared(longest), "");
  EXPECT_EQ(shared(longest + "x"), "WORKBOOK_TEXT_TOO_LONG");
}

TEST(OpenBook, RefusesASecondTableOfContentsOfSheetsThatNeverEnds) {
  std::string sheets;
  for (std::size_t i = 0; i <= limits::kSheetsMax; ++i) sheets += "<sheet name=\"a\" id=\"r\"/>";
  EXPECT_EQ(RefusalOf(ZipOf({{"xl/workbook.xml", "<workbook>" + sheets + "</workbook>"}})),
            "WORKBOOK_TOO_MANY_PARTS");
}

TEST(Rows, ReadsTextsNumbersBooleansAndErrors) {
  EXPECT_THAT(RowsOf({.sheet_data = "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c>"
                                    "<c r=\"C2\" t=\"inlineStr\"><is><t>in</t></is></c>"
                                    "<c r=\"D2\"><v>5000000</v></c><c r=\"E2\"><v>5.0E+6</v></c>"
                                    "<c r=\"F2\" t=\"b\"><v>1</v></c>"
                                    "<c r=\"G2\" t=\"e\"><v>#N/A</v></c>"
                                    "<c r=\"H2\" t=\"str\"><f>A1</f><v>so</v></c>"
                                    "<c r=\"I2\"><f>1+1</f><v>2</v></c>"
                                    "<c r=\"J2\"><f>1+1</f></c></row>",
                      .shared = "<si><t>a</t></si><si><t xml:space=\"preserve\"> b</t></si>"}),
              ElementsAre("2:| b||in|number 5000000|number 5000000|boolean TRUE|error #N/A|so|"
                          "number 2|error "));
}

TEST(Rows, PutsRunsTogetherAndLeavesPhoneticGuidesOut) {
  EXPECT_THAT(RowsOf({.sheet_data = "<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><r><t>x</t>"
                                    "</r><r><t>y</t></r><rPh><t>no</t></rPh></is></c></row>",
                      .shared = "<si><r><rPr><b/></rPr><t>Siti </t></r><r><t>Contoh</t></r>"
                                "<rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si>"}),
              ElementsAre("1:|Siti Contoh|xy"));
}

TEST(Rows, NumbersRowsAndCellsThatSayNothing) {
  EXPECT_THAT(
      RowsOfSheet("<row><c><v>1</v></c></row><row r=\"5\"><c r=\"B5\"><v>2</v></c><c><v>3</v>"
                  "</c></row><row/><row><c><v>4</v></c></row>"),
      ElementsAre("1:|number 1", "5:||number 2|number 3", "7:|number 4"));
}

TEST(Rows, LeavesOutRowsOfStylesOnly) {
  EXPECT_THAT(RowsOfSheet("<row><c s=\"1\"/><c s=\"1\"/></row>"), IsEmpty());
}

TEST(Rows, ReadsDaysByTheirStyle) {
  const std::string styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\-mm\\-yyyy\"/>"
      "<numFmt numFmtId=\"165\" formatCode=\"0.00&quot; hari&quot;\"/></numFmts>"
      "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
      "<xf numFmtId=\"165\"/></cellXfs>";
  const std::string cells =
      "<row><c s=\"0\"><v>33092</v></c><c s=\"1\"><v>33092</v></c><c s=\"2\"><v>33092.75</v></c>"
      "<c s=\"3\"><v>33092</v></c><c s=\"9\"><v>33092</v></c><c s=\"1\"><v>-1</v></c>"
      "<c t=\"d\"><v>1990-08-07T00:00:00</v></c></row>";
  EXPECT_THAT(RowsOf({.sheet_data = cells, .styles = styles}),
              ElementsAre("1:|number 33092|date 1990-08-07|date 1990-08-07|number 33092|"
                          "number 33092|number -1|date 1990-08-07"));
  EXPECT_THAT(RowsOf({.sheet_data = cells, .styles = styles, .properties = "date1904=\"1\""})[0],
              HasSubstr("date 1994-08-08"));
}

TEST(Rows, TakesAnyPrefixOfNamespaces) {
  const std::string book = ZipOf(
      {{"xl/workbook.xml",
        "<x:workbook xmlns:x=\"m\" xmlns:y=\"o\"><x:sheets><x:sheet name=\"data\" y:id=\"r\"/>"
        "</x:sheets></x:workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r\" Type=\"o/worksheet\" Target=\"../s.xml\"/>"
        "</Relationships>"},
       {"s.xml",
        "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>"}});
  const auto opened = OpenBook(book);
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_EQ((*opened)->name(0), "data");
  Row row;
  ASSERT_TRUE((*opened)->Rows(0)->Next(&row).value());
  EXPECT_EQ(row.cells[0].text, "7");
}

TEST(Rows, ReadsATextWithEachSeparator) {
  const auto book = OpenBook(
      "\xEF\xBB\xBF"
      "a;b,c\r\n ; \r\n\"1;2\";3\n");
  ASSERT_TRUE(book.ok());
  EXPECT_EQ((*book)->tables(), 3u);
  EXPECT_EQ((*book)->separator(0), ';');
  const auto rows = (*book)->Rows(0);
  Row row;
  ASSERT_TRUE(rows->Next(&row).value());
  EXPECT_THAT(row.cells, ElementsAre(Cell{CellKind::kText, "a"}, Cell{CellKind::kText, "b,c"}));
  ASSERT_TRUE(rows->Next(&row).value());
  EXPECT_EQ(row.line, 3u);
  EXPECT_EQ(row.cells[0].text, "1;2");
  EXPECT_FALSE(rows->Next(&row).value());
}

}  // namespace
}  // namespace paritrana::workbook
