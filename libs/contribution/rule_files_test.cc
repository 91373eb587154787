// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/rule_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/clock.h"
#include "libs/base/reason.h"
#include "libs/base/uuid.h"

namespace paritrana::contribution {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// A copy of data/rules in which one text is replaced by another.
class RuleFiles : public ::testing::Test {
 protected:
  RuleFiles() : folder_(::testing::TempDir() + MakeUuidV7(Clock::Real().Now(), Random::Real())) {
    std::filesystem::copy("data/rules", folder_);
  }
  ~RuleFiles() override { std::filesystem::remove_all(folder_); }

  void Replace(const std::string& name, const std::string& from, const std::string& to) {
    const std::string path = folder_ + "/" + name;
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    std::ofstream(path, std::ios::binary) << text.replace(at, from.size(), to);
  }

  std::string Complaint() const {
    const absl::StatusOr<RuleBook> book = ReadRuleBook(folder_);
    return book.ok() ? "none" : std::string(book.status().message());
  }

  std::string folder_;
};

TEST_F(RuleFiles, AreMissing) {
  std::filesystem::remove(folder_ + "/rates.csv");
  EXPECT_EQ(ReasonOf(ReadRuleBook(folder_).status())->name, "FILE_UNREADABLE");
}

TEST_F(RuleFiles, LackAColumn) {
  Replace("rates.csv", "employer_rate_per_100000", "employer_rate");
  EXPECT_THAT(Complaint(), HasSubstr("has no column employer_rate_per_100000"));
}

TEST_F(RuleFiles, HoldAnUnknownProgrammeAtALine) {
  Replace("rates.csv", "JKM,PU", "JKN,PU");
  EXPECT_THAT(Complaint(), AllOf(HasSubstr("rates.csv:7 column programme"), HasSubstr("JKN")));
}

TEST_F(RuleFiles, HoldANumberThatIsNone) {
  Replace("ceilings.csv", "9559600", "9559.6");
  EXPECT_THAT(Complaint(), HasSubstr("ceilings.csv:3 column value is not a whole number"));
}

TEST_F(RuleFiles, HoldADateThatIsNone) {
  Replace("due_dates.csv", "2020-07-31", "2020-07-32");
  EXPECT_THAT(Complaint(), HasSubstr("due_dates.csv:2 column effective_to is not a date"));
}

TEST_F(RuleFiles, HoldARowWithoutLegalBasis) {
  Replace("rounding.csv", "none found", "");
  EXPECT_THAT(Complaint(), HasSubstr("rounding.csv:2 column legal_basis is empty"));
}

TEST_F(RuleFiles, HoldANumberBeyond32Bits) {
  Replace("rates.csv", "I,,240,", "I,,4294967536,");
  EXPECT_THAT(Complaint(), HasSubstr("column employer_rate_per_100000 is out of bounds"));
}

TEST_F(RuleFiles, LeaveAGap) {
  Replace("ceilings.csv", "2026-03-01,2027-02-28", "2026-04-01,2027-02-28");
  EXPECT_THAT(Complaint(), HasSubstr("leaves a gap"));
}

TEST_F(RuleFiles, AllocateToAHeadThatIsNone) {
  Replace("allocation.csv", "JKP+FINE", "JKP+FINES");
  EXPECT_THAT(Complaint(), HasSubstr("allocation.csv:2 column heads holds an unknown value"));
}

TEST_F(RuleFiles, AllocateInAnOrderThatIsNone) {
  Replace("allocation.csv", "oldest_due_first", "newest_first");
  EXPECT_THAT(Complaint(),
              HasSubstr("allocation.csv:2 column period_order holds an unknown value"));
}

TEST_F(RuleFiles, LeaveAHeadWithoutMoney) {
  Replace("allocation.csv", "JKP+FINE", "FINE");
  EXPECT_THAT(Complaint(),
              AllOf(HasSubstr("allocation.csv:2"), HasSubstr("does not name every head once")));
}

TEST_F(RuleFiles, AllocateTwoWaysAtOnce) {
  std::ofstream(folder_ + "/allocation.csv", std::ios::app)
      << "ALLOCATION-TWO,2026-01-01,,oldest_due_first,JKK+JKM+JHT+JP+JKP+FINE,employer_first,a "
         "decree,EX,\n";
  EXPECT_THAT(Complaint(), AllOf(HasSubstr("allocation.csv:3"), HasSubstr("overlaps")));
}

TEST_F(RuleFiles, ChangeTheOrderOfAllocationByOneMoreRow) {
  Replace("allocation.csv", "1977-12-01,,", "1977-12-01,2025-12-31,");
  std::ofstream(folder_ + "/allocation.csv", std::ios::app)
      << "ALLOCATION-TWO,2026-01-01,,oldest_due_first,FINE+JKK+JKM+JHT+JP+JKP,employer_first,a "
         "decree,EX,\n";
  const RuleBook book = ReadRuleBook(folder_).value();
  EXPECT_EQ(book.AllocationFor(Month(2025, 12))->heads.front(), Head::kJkk);
  EXPECT_EQ(book.AllocationFor(Month(2026, 1))->heads.front(), Head::kFine);
  EXPECT_EQ(book.AllocationFor(Month(1977, 11)), nullptr);
}

TEST_F(RuleFiles, LeaveAnAgeOfArrearsWithoutAClass) {
  Replace("arrears_classes.csv", "MACET_AKTIF,3,6", "MACET_AKTIF,4,6");
  EXPECT_THAT(Complaint(), AllOf(HasSubstr("arrears_classes.csv:4"),
                                 HasSubstr("does not begin where the last one ends")));
}

TEST_F(RuleFiles, EndTheOldestArrears) {
  Replace("arrears_classes.csv", "MACET,7,,", "MACET,7,12,");
  EXPECT_THAT(Complaint(),
              AllOf(HasSubstr("arrears_classes.csv:5"), HasSubstr("the last class has an end")));
}

TEST_F(RuleFiles, CallArrearsByTheirAge) {
  const RuleBook book = ReadRuleBook(folder_).value();
  const auto code = [&](int months) { return book.ArrearsClassFor(months, Month(2026, 1))->code; };
  EXPECT_EQ(code(0), "CURRENT");
  EXPECT_EQ(code(2), "LATE");
  EXPECT_EQ(code(3), "MACET_AKTIF");
  EXPECT_EQ(code(6), "MACET_AKTIF");
  EXPECT_EQ(code(7), "MACET");
  EXPECT_EQ(code(500), "MACET");
}

TEST_F(RuleFiles, HoldAnUnknownSetting) {
  Replace("book.csv", "known_on", "known_off");
  EXPECT_THAT(Complaint(), HasSubstr("book.csv:2 column key is unknown"));
}

TEST_F(RuleFiles, TakeNextYearsCeilingAsOneMoreRow) {
  std::ofstream(folder_ + "/ceilings.csv", std::ios::app)
      << "PU-JP-CEILING-2027-03,2027-03-01,2028-02-29,JP,PU,wage_ceiling,11650000,"
         "rupiah_per_month,a letter,H,\n";
  const RuleBook book = ReadRuleBook(folder_).value();
  EXPECT_EQ(book.RulesFor({.month = Month(2027, 3)}).Of(Programme::kJp).base_most, 11'650'000);
}

TEST_F(RuleFiles, GiveAMonthThatChangesInItsMiddleToTheNewRow) {
  const RuleBook book = ReadRuleBook(folder_).value();
  const auto rule_in = [&](Month month) {
    const auto row = book.RulesFor({.month = month}).Of(Programme::kJkp).row;
    return book.rows().rates[static_cast<std::size_t>(row)].origin.rule_id;
  };
  EXPECT_EQ(rule_in(Month(2025, 1)), "PU-JKP-2021");
  EXPECT_EQ(rule_in(Month(2025, 2)), "PU-JKP-2025");
}

}  // namespace
}  // namespace paritrana::contribution
