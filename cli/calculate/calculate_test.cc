// SPDX-License-Identifier: Apache-2.0
// `paritrana calculate` as a user runs it: no server, files in, file out.
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/cli.h"
#include "libs/base/reason.h"
#include "libs/csv/record_reader.h"
#include "libs/testing/temporary_folder.h"

namespace paritrana::cli {
namespace {

using ::testing::HasSubstr;

constexpr char kCases[] = "libs/contribution/testdata/contribution_cases.csv";
constexpr char kHeader[] =
    "case_id,case_type,date,segment,employer_kind,payer,income,class,programmes,age,jp_deferred,"
    "relief_code,months_late,paid_date,holidays\n";

using Row = std::map<std::string, std::string>;

std::vector<Row> ReadRows(const std::string& text) {
  csv::RecordReader reader(text, ',');
  std::vector<std::string> header;
  EXPECT_TRUE(*reader.Next(&header));
  std::vector<Row> rows;
  std::vector<std::string> fields;
  while (*reader.Next(&fields)) {
    Row row;
    for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = fields.at(i);
    rows.push_back(row);
  }
  return rows;
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class CalculateTest : public ::testing::Test {
 protected:
  int Run(const std::vector<std::string>& arguments) {
    std::vector<const char*> argv = {"paritrana", "--language", "en", "calculate"};
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    std::ostringstream out;
    std::ostringstream err;
    const int code = RunCli(static_cast<int>(argv.size()), argv.data(), {out, err});
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  int Calculate(const std::string& input) {
    const int code = Run({"--input", input, "--output", folder_.Path("out.csv")});
    answers_ = code == 0 || code == 3 ? ReadRows(folder_.Read("out.csv")) : std::vector<Row>();
    return code;
  }

  // The answer to one row below the usual header.
  Row Answer(const std::string& row) {
    Calculate(folder_.Write("in.csv", kHeader + row + "\n"));
    return answers_.size() == 1 ? answers_[0] : Row();
  }

  std::string CodeOf(const std::string& row) { return Answer(row)["error_code"]; }

  paritrana::testing::TemporaryFolder folder_;
  std::vector<Row> answers_;
  std::string out_;
  std::string err_;
};

TEST_F(CalculateTest, ReportsAFileThatIsNotThere) {
  EXPECT_EQ(Calculate(folder_.Path("none.csv")), FindReason("FILE_UNREADABLE")->exit_code);
}

TEST_F(CalculateTest, ReportsRulesThatAreNotThere) {
  const int code = Run(
      {"--input", kCases, "--output", folder_.Path("out.csv"), "--rules", folder_.Path("none")});
  EXPECT_EQ(code, FindReason("FILE_UNREADABLE")->exit_code);
  EXPECT_THAT(err_, HasSubstr("none/book.csv"));
}

TEST_F(CalculateTest, RefusesToOverwriteItsInput) {
  const std::string input = folder_.Write("in.csv", std::string(kHeader) + "A,monthly\n");
  EXPECT_EQ(Run({"--input", input, "--output", input}), FindReason("FILE_UNWRITABLE")->exit_code);
}

TEST_F(CalculateTest, NeedsBothFiles) {
  EXPECT_EQ(Run({"--input", kCases}), FindReason("USAGE")->exit_code);
}

TEST_F(CalculateTest, ShowsAnExample) {
  EXPECT_EQ(Run({"--help"}), 0);
  EXPECT_THAT(out_, HasSubstr("paritrana calculate --input cases.csv --output amounts.csv"));
}

TEST_F(CalculateTest, MeetsEveryPublishedCase) {
  EXPECT_EQ(Calculate(kCases), 0);
  const std::vector<Row> cases = ReadRows(ReadAll(kCases));
  ASSERT_EQ(answers_.size(), cases.size());
  const std::map<std::string, std::string> renamed = {{"expected_fine", "fine"},
                                                      {"expected_due_date", "due_date"}};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    SCOPED_TRACE(cases[i].at("case_id"));
    EXPECT_EQ(answers_[i].at("case_id"), cases[i].at("case_id"));
    for (const auto& [column, expected] : cases[i]) {
      const auto other = renamed.find(column);
      const std::string& name = other == renamed.end() ? column : other->second;
      if (expected.empty() || !answers_[i].contains(name)) continue;
      EXPECT_EQ(answers_[i].at(name), expected) << column;
    }
  }
}

TEST_F(CalculateTest, HasTheColumnsInTheirOrder) {
  Calculate(kCases);
  const std::string text = folder_.Read("out.csv");
  EXPECT_EQ(text.substr(0, text.find('\n')),
            "case_id,jkk_employer,jkm_employer,jht_employer,jp_employer,jkk_employee,jkm_employee,"
            "jht_employee,jp_employee,total_employer,total_employee,fine,due_date,error_code,"
            "explanation");
}

TEST_F(CalculateTest, LeavesAmountsEmptyThatWereNotAskedFor) {
  Row answer = Answer("A,monthly,2026-04-30,PU,,,10000000,,JHT+JP,59,no,,,,");
  EXPECT_EQ(answer["jkk_employer"], "");
  EXPECT_EQ(answer["jp_employer"], "0");
  EXPECT_EQ(answer["jht_employee"], "200000");
  EXPECT_EQ(answer["fine"], "");
  answer = Answer("A,monthly,2025-07-31,BPU,,,1000000,,JKK+JKM+JP,,,,,,");
  EXPECT_EQ(answer["jp_employee"], "");
  EXPECT_EQ(answer["total_employee"], "16800");
  EXPECT_THAT(answer["explanation"], HasSubstr("JP: does not exist in this segment"));
}

TEST_F(CalculateTest, LeavesAllAmountsEmptyWhereOneProgrammeCannotBeComputed) {
  Row answer = Answer("A,monthly,2027-03-31,PU,,,5000000,I,JKK+JKM+JHT+JP,,,,,,");
  EXPECT_EQ(answer["error_code"], "RULE_CEILING_UNKNOWN");
  EXPECT_EQ(answer["jkk_employer"], "");
  EXPECT_EQ(answer["total_employer"], "");
}

TEST_F(CalculateTest, GoesOnAfterARowThatCannotBeComputed) {
  const std::string input =
      folder_.Write("in.csv", std::string(kHeader) + "A,monthly,2026-04-30,PU,,,1,VI,JKM,,,,,,\n" +
                                  "B,\"quotes\" in the wrong place,,,,,,,,,,,,,\nC,monthly\n" +
                                  "D,monthly,2026-04-30,PU,,,1000,I,JKM,,,,,,\n");
  EXPECT_EQ(Calculate(input), 3);
  ASSERT_EQ(answers_.size(), 4U);
  EXPECT_EQ(answers_[0]["error_code"], "RISK_CLASS_INVALID");
  EXPECT_EQ(answers_[1]["error_code"], "LINE_MALFORMED");
  EXPECT_EQ(answers_[2]["error_code"], "LINE_MALFORMED");
  EXPECT_EQ(answers_[3]["jkm_employer"], "3");
}

TEST_F(CalculateTest, ReadsWhatSpreadsheetsWrite) {
  const std::string input = folder_.Write(
      "in.csv",
      "\xEF\xBB\xBF"
      "Case_ID;note;case_type;date;segment;income;programmes\r\n"
      "\"A;1\";\"two\nlines\";Monthly;30-04-2026;pu;\"10.000.000\";jkm + jht\r\n\r\n");
  EXPECT_EQ(Calculate(input), 0);
  ASSERT_EQ(answers_.size(), 1U);
  EXPECT_EQ(answers_[0]["case_id"], "A;1");
  EXPECT_EQ(answers_[0]["jkm_employer"], "30000");
  EXPECT_EQ(answers_[0]["jht_employee"], "200000");
}

struct BadRow {
  const char* row;
  const char* code;
};

class BadRows : public CalculateTest, public ::testing::WithParamInterface<BadRow> {};

TEST_P(BadRows, HaveAStableCode) { EXPECT_EQ(CodeOf(GetParam().row), GetParam().code); }

INSTANTIATE_TEST_SUITE_P(
    Monthly, BadRows,
    ::testing::Values(
        BadRow{"A,,2026-04-30,PU,,,1,I,JKK,,,,,,", "CASE_TYPE_UNKNOWN"},
        BadRow{"A,yearly,2026-04-30,PU,,,1,I,JKK,,,,,,", "CASE_TYPE_UNKNOWN"},
        BadRow{"A,monthly,2026-04-31,PU,,,1,I,JKK,,,,,,", "DATE_INVALID"},
        BadRow{"A,monthly,soon,PU,,,1,I,JKK,,,,,,", "DATE_INVALID"},
        BadRow{"A,monthly,,PU,,,1,I,JKK,,,,,,", "FIELD_REQUIRED"},
        BadRow{"A,monthly,2014-04-30,PU,,,1,I,JKK,,,,,,", "RULE_UNKNOWN"},
        BadRow{"A,monthly,2026-04-30,,,,1,I,JKK,,,,,,", "FIELD_REQUIRED"},
        BadRow{"A,monthly,2026-04-30,PX,,,1,I,JKK,,,,,,", "SEGMENT_INVALID"},
        BadRow{"A,monthly,2026-04-30,PMI,,,1,I,JKK,,,,,,", "SEGMENT_INVALID"},
        BadRow{"A,monthly,2026-04-30,JAKON_VALUE,,,1,I,JKK,,,,,,", "SEGMENT_INVALID"},
        BadRow{"A,monthly,2026-04-30,PU,secret,,1,I,JKK,,,,,,", "ENUM_UNKNOWN"},
        BadRow{"A,monthly,2026-04-30,PU,,nobody,1,I,JKK,,,,,,", "ENUM_UNKNOWN"},
        BadRow{"A,monthly,2026-04-30,PU,,,,I,JKK,,,,,,", "FIELD_REQUIRED"},
        BadRow{"A,monthly,2026-04-30,PU,,,-5,I,JKK,,,,,,", "AMOUNT_NEGATIVE"},
        BadRow{"A,monthly,2026-04-30,PU,,,9e18,I,JKK,,,,,,", "AMOUNT_MALFORMED"},
        BadRow{"A,monthly,2026-04-30,PU,,,12.5,I,JKK,,,,,,", "AMOUNT_MALFORMED"},
        BadRow{"A,monthly,2026-04-30,PU,,,NaN,I,JKK,,,,,,", "AMOUNT_MALFORMED"},
        BadRow{"A,monthly,2026-04-30,PU,,,9000000000000000000,I,JKK,,,,,,", "AMOUNT_ABSURD"},
        BadRow{"A,monthly,2026-04-30,PU,,,99999999999999999999,I,JKK,,,,,,", "AMOUNT_OVERFLOW"},
        BadRow{"A,monthly,2026-04-30,PU,,,1,,JKK,,,,,,", "JKK_CLASS_UNKNOWN"},
        BadRow{"A,monthly,2026-04-30,PU,,,1,VI,JKK,,,,,,", "RISK_CLASS_INVALID"},
        BadRow{"A,monthly,2026-04-30,PU,,,1,I,,,,,,,", "FIELD_REQUIRED"},
        BadRow{"A,monthly,2026-04-30,PU,,,1,I,JKX,,,,,,", "PROGRAMME_UNKNOWN"},
        BadRow{"A,monthly,2026-04-30,PU,,,1,I,JKK+,,,,,,", "PROGRAMME_UNKNOWN"},
        BadRow{"A,monthly,2026-04-30,PU,,,1,I,JKK+JKK,,,,,,", "PROGRAMME_REPEATED"},
        BadRow{"A,monthly,2026-04-30,BPU,,,1,,JP,,,,,,", "PROGRAMME_NOT_IN_SEGMENT"},
        BadRow{"A,monthly,2026-04-30,PU,,,1,I,JP,-1,,,,,", "FIELD_OUT_OF_RANGE"},
        BadRow{"A,monthly,2026-04-30,PU,,,1,I,JP,999999999999,,,,,", "FIELD_OUT_OF_RANGE"},
        BadRow{"A,monthly,2026-04-30,PU,,,1,I,JP,old,,,,,", "FIELD_MALFORMED"},
        BadRow{"A,monthly,2026-04-30,PU,,,1,I,JP,59,perhaps,,,,", "ENUM_UNKNOWN"},
        BadRow{"A,monthly,2026-04-30,PU,,,1,I,JP,,,FREE,,,", "RELIEF_UNKNOWN"},
        BadRow{"A,monthly,2022-02-28,PU,,,1,I,JP,,,,,,", "RULE_CEILING_UNKNOWN"}));

INSTANTIATE_TEST_SUITE_P(
    Others, BadRows,
    ::testing::Values(
        BadRow{"A,project,2026-05-04,PU,,,1,,JKK,,,,,,", "SEGMENT_INVALID"},
        BadRow{"A,project,2026-05-04,JAKON_VALUE,,,2000000000000000,,JKK,,,,,,", "AMOUNT_ABSURD"},
        BadRow{"A,project,2026-05-04,JAKON_VALUE,,,1,,JHT,,,,,,", "PROGRAMME_NOT_IN_SEGMENT"},
        BadRow{"A,pmi,2024-08-01,PU,,,,before placement,JKK+JKM,,,,,,", "SEGMENT_INVALID"},
        BadRow{"A,pmi,2024-08-01,PMI,,,,contract 7 months,JKK+JKM,,,,,,", "PLACEMENT_INVALID"},
        BadRow{"A,pmi,2024-08-01,PMI,,,,,JKK+JKM,,,,,,", "FIELD_REQUIRED"},
        BadRow{"A,pmi,2023-01-31,PMI,,,,each extra month,JKK+JKM,,,,,,", "RULE_UNKNOWN"},
        BadRow{"A,late_fine,2025-06-01,PU,private,,1,,,,,,,,", "FIELD_REQUIRED"},
        BadRow{"A,late_fine,2025-06-01,PU,private,,1,,,,,,-1,,", "FIELD_OUT_OF_RANGE"},
        BadRow{"A,late_fine,2025-06-01,PU,private,,1,,,,,,1.5,,", "FIELD_MALFORMED"},
        BadRow{"A,late_fine,2025-06-01,PU,,,1,,,,,,1,,", "FIELD_REQUIRED"},
        BadRow{"A,late_fine,2025-06-01,PMI,private,,1,,,,,,1,,", "RULE_UNKNOWN"},
        BadRow{"A,late_fine_dated,2025-06-01,PU,private,,1,,,,,,,,", "FIELD_REQUIRED"},
        BadRow{"A,late_fine_dated,2025-06-01,PU,private,,1,,,,,,,2025-02-30,", "DATE_INVALID"},
        BadRow{"A,due_date,2025-06-01,PU,private,,,,,,,,,,2025-07-15", "FIELD_MALFORMED"},
        BadRow{"A,due_date,2025-06-01,PU,private,,,,,,,,,,2025-07-15=feast", "FIELD_MALFORMED"},
        BadRow{"A,due_date,2025-06-01,PMI,private,,,,,,,,,,", "RULE_UNKNOWN"}));

}  // namespace
}  // namespace paritrana::cli
