// SPDX-License-Identifier: Apache-2.0
// Every published or derived case of testdata/contribution_cases.csv, through the library alone.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "libs/base/date.h"
#include "libs/contribution/calculation.h"
#include "libs/contribution/due_date.h"
#include "libs/contribution/placement.h"
#include "libs/contribution/project.h"
#include "libs/contribution/testing/shipped_rules.h"
#include "libs/contribution/words.h"
#include "libs/csv/table.h"

namespace paritrana::contribution {
namespace {

using testing::ReliefOf;
using testing::ShippedBook;

const std::vector<std::string> kColumns = {
    "case_id",        "case_type",      "date",          "segment",       "employer_kind",
    "payer",          "income",         "class",         "programmes",    "age",
    "jp_deferred",    "relief_code",    "months_late",   "paid_date",     "holidays",
    "jkk_employer",   "jkm_employer",   "jht_employer",  "jp_employer",   "jkk_employee",
    "jkm_employee",   "jht_employee",   "jp_employee",   "expected_fine", "expected_due_date",
    "total_employer", "total_employee", "extra_expected"};

class CaseFile {
 public:
  CaseFile()
      : table_(csv::Table::Read("libs/contribution/testdata/contribution_cases.csv", kColumns)
                   .value()) {}

  std::size_t rows() const { return table_.rows(); }

  std::string Text(std::size_t row, std::string_view column) const {
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      if (kColumns[i] == column) return std::string(table_.Text(row, i));
    }
    ADD_FAILURE() << column;
    return "";
  }

  std::int64_t Number(std::size_t row, std::string_view column) const {
    std::int64_t value = 0;
    EXPECT_TRUE(absl::SimpleAtoi(Text(row, column), &value)) << column;
    return value;
  }

 private:
  csv::Table table_;
};

class Cases : public ::testing::TestWithParam<std::size_t> {
 protected:
  std::string Text(std::string_view column) const { return File().Text(GetParam(), column); }
  std::int64_t Number(std::string_view column) const { return File().Number(GetParam(), column); }

  static const CaseFile& File() {
    static const CaseFile& file = *new CaseFile();
    return file;
  }

  absl::CivilDay Day(std::string_view column) const { return ParseDate(Text(column)).value(); }
  Month CoveredMonth() const {
    return Month(static_cast<int>(Day("date").year()), Day("date").month());
  }
  ProgrammeSet Programmes() const { return FindProgrammes(Text("programmes")).value(); }

  absl::StatusOr<Calculation> Monthly() const {
    MonthlyCase month;
    month.month = CoveredMonth();
    const std::string segment = Text("segment");
    month.segment = segment == "JAKON_WAGE" ? Segment::kJakon : FindSegment(segment).value();
    month.risk_class = FindRiskClass(Text("class")).value();
    month.programmes = Programmes();
    month.relief = ReliefOf(Text("relief_code"));
    month.sponsored = Text("payer") == "government";
    month.pension_deferred = Text("jp_deferred") == "yes";
    if (!Text("age").empty()) {
      month.age = Age::OnFirstOf(month.month, static_cast<int>(Number("age")));
    }
    month.income = Rupiah(Number("income"));
    return Calculate(ShippedBook(), month);
  }

  absl::StatusOr<Calculation> Project() const {
    return Calculate(ShippedBook(),
                     ProjectCase{CoveredMonth(), Programmes(), Rupiah(Number("income"))});
  }

  absl::StatusOr<Calculation> Migrant() const {
    return Calculate(
        ShippedBook(),
        PlacementCase{CoveredMonth(), Programmes(), ParsePlacement(Text("class")).value(), {}});
  }

  DueCase Due() const {
    DueCase due{CoveredMonth(), FindSegment(Text("segment")).value(),
                FindEmployerKind(Text("employer_kind")).value(), ReliefOf(Text("relief_code"))};
    for (const std::string& entry :
         std::vector<std::string>(absl::StrSplit(Text("holidays"), ';', absl::SkipEmpty()))) {
      const std::vector<std::string> pair = absl::StrSplit(entry, '=');
      due.holidays.push_back({ParseDate(pair[0]).value(), FindHolidayKind(pair[1]).value()});
    }
    return due;
  }

  void ExpectNumber(std::string_view column, std::int64_t value) const {
    if (Text(column).empty()) return;
    EXPECT_EQ(value, Number(column)) << column;
  }

  void ExpectLines(const Calculation& calculation) const {
    const struct {
      Programme programme;
      std::string name;
    } kNames[] = {{Programme::kJkk, "jkk"},
                  {Programme::kJkm, "jkm"},
                  {Programme::kJht, "jht"},
                  {Programme::kJp, "jp"}};
    for (const auto& [programme, name] : kNames) {
      if (Text(name + "_employer").empty() && Text(name + "_employee").empty()) continue;
      const ProgrammeLine* line = calculation.Find(programme);
      ASSERT_NE(line, nullptr) << name;
      ExpectNumber(name + "_employer", line->shares.employer.value());
      ExpectNumber(name + "_employee", line->shares.employee.value());
    }
    ExpectNumber("total_employer", calculation.total_employer.value());
    ExpectNumber("total_employee", calculation.total_employee.value());
  }

  // "jkp_state=11000;jkp_from_jkk=7000".
  void ExpectExtra(const Calculation& calculation) const {
    for (const std::string& entry :
         std::vector<std::string>(absl::StrSplit(Text("extra_expected"), ';', absl::SkipEmpty()))) {
      const std::vector<std::string> pair = absl::StrSplit(entry, '=');
      const ProgrammeLine* line = calculation.Find(Programme::kJkp);
      ASSERT_NE(line, nullptr);
      const std::optional<Rupiah> part = pair[0] == "jkp_state"      ? line->state_share
                                         : pair[0] == "jkp_from_jkk" ? line->from_jkk
                                                                     : line->from_jkm;
      EXPECT_EQ(std::to_string(part.value().value()), pair[1]) << pair[0];
    }
  }
};

TEST_P(Cases, AreMet) {
  SCOPED_TRACE(Text("case_id"));
  const std::string type = Text("case_type");
  if (type == "due_date") {
    EXPECT_EQ(FindDueDate(ShippedBook(), Due()).value().day, Day("expected_due_date"));
    return;
  }
  if (type == "late_fine" || type == "late_fine_dated") {
    int months = static_cast<int>(Number("months_late"));
    if (type == "late_fine_dated") {
      EXPECT_EQ(CountMonthsLate(ShippedBook(), Due(), Day("paid_date")).value(), months);
    }
    const auto fine = ComputeLateFine(ShippedBook(), Due(), Rupiah(Number("income")), months);
    EXPECT_EQ(fine.value().amount.value(), Number("expected_fine"));
    return;
  }
  const absl::StatusOr<Calculation> calculation =
      type == "monthly" ? Monthly() : (type == "project" ? Project() : Migrant());
  ASSERT_TRUE(calculation.ok()) << calculation.status();
  EXPECT_TRUE(calculation->FirstRefusal().ok());
  ExpectLines(*calculation);
  ExpectExtra(*calculation);
}

INSTANTIATE_TEST_SUITE_P(Published, Cases, ::testing::Range<std::size_t>(0, 109));

TEST(CaseFileTest, IsCoveredWhole) { EXPECT_EQ(CaseFile().rows(), 109U); }

}  // namespace
}  // namespace paritrana::contribution
