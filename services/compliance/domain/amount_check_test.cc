// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/amount_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/check.h"
#include "libs/contribution/rule_files.h"

namespace paritrana::compliance {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const contribution::RuleBook& Book() {
  static const auto* const book = [] {
    auto read = contribution::ReadRuleBook("data/rules");
    PARITRANA_CHECK(read.ok());
    return new contribution::RuleBook(*std::move(read));
  }();
  return *book;
}

constexpr std::uint8_t kMicro = 1;
constexpr std::uint8_t kMedium = 3;

// A PU line of December 2024 with a wage of five million; class II pays 27,000 for JKK.
class AmountCheckTest : public ::testing::Test {
 protected:
  AmountCheckTest() {
    payer_.size_class = kMicro;
    payer_.jkk_class = 2;
    declaration_.covered = {Month(2024, 12), Month(2024, 12)};
    declaration_.reported_wage = Rupiah(5'000'000);
  }
  void Give(Programme programme, std::int64_t employer, std::int64_t employee) {
    line_.amounts.push_back({static_cast<int>(programme), employer, employee});
    declaration_.amounts[contribution::IndexOf(programme)] = {Rupiah(employer), Rupiah(employee)};
    declaration_.programmes.Add(programme);
  }
  // The refusal, else the warnings.
  std::vector<std::string> Check() {
    AmountCheck check(&Book(), payer_);
    Findings warnings;
    const auto refusal = check.Apply(line_, {}, declaration_, warnings);
    std::vector<std::string> found;
    if (refusal) return {std::string(refusal->reason) + " " + refusal->field};
    for (const Finding& warning : warnings) {
      found.push_back(std::string(warning.reason) + " " + warning.field);
    }
    return found;
  }
  std::vector<std::string> Compute(ProgrammeSet programmes) {
    declaration_.amounts_given = false;
    declaration_.programmes = programmes;
    return Check();
  }

  PayerTerms payer_;
  DeclaredLine line_;
  Declaration declaration_;
};

TEST_F(AmountCheckTest, NeedsAmountsWithoutABook) {
  AmountCheck check(nullptr, payer_);
  Findings warnings;
  EXPECT_FALSE(check.Apply(line_, {}, declaration_, warnings));
  declaration_.amounts_given = false;
  EXPECT_EQ(check.Apply(line_, {}, declaration_, warnings)->reason, "AMOUNT_MISSING");
}

TEST_F(AmountCheckTest, RefusesAReliefNobodyKnows) {
  line_.relief_code = "NONE_SUCH";
  EXPECT_THAT(Check(), ElementsAre("RELIEF_UNKNOWN relief_code"));
}

TEST_F(AmountCheckTest, RefusesToComputeWhatItCannot) {
  payer_.jkk_class = 0;
  EXPECT_THAT(Compute({Programme::kJkk}), ElementsAre("JKK_CLASS_UNKNOWN amounts"));
  payer_.size_class = 0;
  EXPECT_THAT(Compute({}), ElementsAre("RULE_UNKNOWN programmes"));
  declaration_.covered = {Month(2027, 6), Month(2027, 6)};
  EXPECT_THAT(Compute({Programme::kJp}), ElementsAre("RULE_CEILING_UNKNOWN amounts"));
  declaration_.covered = {Month(2010, 1), Month(2010, 1)};
  EXPECT_THAT(Compute({Programme::kJkm}), ElementsAre("RULE_UNKNOWN amounts"));
  declaration_.covered = {Month(2024, 12), Month(2024, 12)};
  declaration_.segment = Segment::kBpu;
  EXPECT_THAT(Compute({Programme::kJp}), ElementsAre("PROGRAMME_NOT_IN_SEGMENT amounts"));
  declaration_.segment = Segment::kPmi;
  EXPECT_THAT(Compute({Programme::kJkk}), ElementsAre("SEGMENT_INVALID segment"));
}

TEST_F(AmountCheckTest, RefusesToComputeNothing) {
  declaration_.reported_wage = Rupiah(0);
  EXPECT_THAT(Compute({Programme::kJkm}), ElementsAre("AMOUNT_MISSING amounts"));
}

TEST_F(AmountCheckTest, ComputesWhatIsMandatoryForTheSizeOfThePayer) {
  EXPECT_THAT(Compute({}), IsEmpty());
  EXPECT_EQ(declaration_.amounts[0].employer, Rupiah(27'000));
  EXPECT_EQ(declaration_.amounts[1].employer, Rupiah(15'000));
  EXPECT_EQ(declaration_.total, Rupiah(42'000));
}

TEST_F(AmountCheckTest, ComputesEachMonthOfARange) {
  declaration_.covered = {Month(2024, 10), Month(2024, 12)};
  EXPECT_THAT(Compute({Programme::kJkm}), IsEmpty());
  EXPECT_EQ(declaration_.total, Rupiah(45'000));
}

TEST_F(AmountCheckTest, SaysNothingOfAmountsThatAgreeToARupiahAMonth) {
  Give(Programme::kJkk, 27'001, 0);
  Give(Programme::kJkm, 14'999, 0);
  EXPECT_THAT(Check(), IsEmpty());
}

TEST_F(AmountCheckTest, WarnsOfTheShareThatDiffers) {
  Give(Programme::kJkm, 15'002, 0);
  Give(Programme::kJkk, 27'000, 2);
  EXPECT_THAT(Check(), ElementsAre("AMOUNT_DIFFERS_FROM_RULE amounts[0].employer_rupiah",
                                   "AMOUNT_DIFFERS_FROM_RULE amounts[1].employee_rupiah"));
}

TEST_F(AmountCheckTest, TakesTheAmountOfAnyClassWhileNoneIsReviewed) {
  payer_.jkk_class = 0;
  Give(Programme::kJkk, 87'000, 0);
  Give(Programme::kJkm, 15'000, 0);
  EXPECT_THAT(Check(), IsEmpty());
  line_.amounts.clear();
  Give(Programme::kJkk, 88'000, 0);
  Give(Programme::kJkm, 15'000, 0);
  EXPECT_THAT(Check(), ElementsAre("AMOUNT_DIFFERS_FROM_RULE amounts[0].employer_rupiah"));
}

TEST_F(AmountCheckTest, WarnsOfAMandatoryProgrammeThatIsMissing) {
  payer_.size_class = kMedium;
  Give(Programme::kJkk, 27'000, 0);
  Give(Programme::kJkm, 15'000, 0);
  Give(Programme::kJp, 100'000, 50'000);
  EXPECT_THAT(Check(), ElementsAre("PROGRAMME_MISSING amounts[JHT]"));
}

TEST_F(AmountCheckTest, WarnsOfAProgrammeThatIsNotDue) {
  Give(Programme::kJkk, 27'000, 0);
  Give(Programme::kJkm, 15'000, 0);
  Give(Programme::kJp, 100'000, 50'000);
  line_.age_years = 70;
  EXPECT_THAT(Check(), ElementsAre("PROGRAMME_NOT_DUE amounts[2].programme"));
}

TEST_F(AmountCheckTest, SaysNothingWhereNoRuleCan) {
  declaration_.covered = {Month(2027, 6), Month(2027, 6)};
  Give(Programme::kJkk, 27'000, 0);
  Give(Programme::kJkm, 15'000, 0);
  Give(Programme::kJp, 1, 1);
  EXPECT_THAT(Check(), IsEmpty());
}

TEST_F(AmountCheckTest, TakesTheReliefOfThePayerOrNone) {
  payer_.reliefs = {"LABOUR_INTENSIVE_JKK50"};
  declaration_.covered = {Month(2025, 3), Month(2025, 3)};
  Give(Programme::kJkk, 13'500, 0);
  Give(Programme::kJkm, 15'000, 0);
  EXPECT_THAT(Check(), IsEmpty());
  line_.amounts.clear();
  Give(Programme::kJkk, 27'000, 0);
  Give(Programme::kJkm, 15'000, 0);
  EXPECT_THAT(Check(), IsEmpty());
  EXPECT_THAT(Compute({Programme::kJkk}), IsEmpty());
  EXPECT_EQ(declaration_.total, Rupiah(13'500));
}

TEST_F(AmountCheckTest, WarnsOfAReliefOutsideItsWindow) {
  line_.relief_code = "LABOUR_INTENSIVE_JKK50";
  Give(Programme::kJkk, 27'000, 0);
  Give(Programme::kJkm, 15'000, 0);
  EXPECT_THAT(Check(), ElementsAre("RELIEF_NOT_IN_FORCE relief_code"));
}

}  // namespace
}  // namespace paritrana::compliance
