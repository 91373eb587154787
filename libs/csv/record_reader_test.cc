// SPDX-License-Identifier: Apache-2.0
#include "libs/csv/record_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"

namespace paritrana::csv {
namespace {

using ::testing::ElementsAre;

std::vector<std::vector<std::string>> ReadAll(std::string_view text, char separator = ',') {
  RecordReader reader(text, separator);
  std::vector<std::vector<std::string>> records;
  std::vector<std::string> fields;
  while (true) {
    const absl::StatusOr<bool> more = reader.Next(&fields);
    EXPECT_TRUE(more.ok()) << more.status();
    if (!more.ok() || !*more) return records;
    records.push_back(fields);
  }
}

TEST(RecordReader, RefusesATextThatEndsInsideQuotes) {
  RecordReader reader("a,\"b\nc", ',');
  std::vector<std::string> fields;
  const absl::StatusOr<bool> more = reader.Next(&fields);
  ASSERT_FALSE(more.ok());
  EXPECT_EQ(ReasonOf(more.status())->name, "FILE_TRUNCATED");
}

TEST(RecordReader, TellsOfQuotesWhereNoneMayBe) {
  for (const char* text : {"a\"b,c", "\"a\"b,c", "\"\"\"a\"b", "a,\"b\" ,c"}) {
    RecordReader reader(text, ',');
    std::vector<std::string> fields;
    ASSERT_TRUE(reader.Next(&fields).value());
    EXPECT_FALSE(reader.well_formed()) << text;
  }
  RecordReader reader("a\"b\n\"say \"\"x\"\"\",\"\",c\n", ',');
  std::vector<std::string> fields;
  ASSERT_TRUE(reader.Next(&fields).value());
  ASSERT_TRUE(reader.Next(&fields).value());
  EXPECT_TRUE(reader.well_formed());
}

TEST(RecordReader, KeepsSeparatorsQuotesAndLineEndsInsideQuotes) {
  EXPECT_THAT(ReadAll("\"a,b\",\"say \"\"x\"\"\",\"1\n2\"\n"),
              ElementsAre(ElementsAre("a,b", "say \"x\"", "1\n2")));
}

TEST(RecordReader, TakesWindowsLineEndsAByteOrderMarkAndBlankLines) {
  EXPECT_THAT(ReadAll("\xEF\xBB\xBF"
                      "a;b\r\n\r\nc;\r\n",
                      ';'),
              ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "")));
}

TEST(RecordReader, NamesTheLineARecordBeganOn) {
  RecordReader reader("a\n\n\"b\nb\"\nc", ',');
  std::vector<std::string> fields;
  std::vector<std::size_t> lines;
  while (reader.Next(&fields).value()) lines.push_back(reader.line());
  EXPECT_THAT(lines, ElementsAre(1, 3, 5));
}

}  // namespace
}  // namespace paritrana::csv
