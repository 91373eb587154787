// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/enforcement/good_standing.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/testing/seeded_random.h"
#include "services/compliance/testing/enforcement/rules.h"

namespace paritrana::compliance {
namespace {

using absl::CivilDay;

CertificateCode AnyCode(std::uint64_t seed) {
  paritrana::testing::SeededRandom random(seed);
  CertificateCode code;
  random.Fill(code);
  return code;
}

TEST(CertificateCode, ReadsWhatItWrote) {
  for (std::uint64_t seed = 1; seed < 200; ++seed) {
    EXPECT_EQ(ParseCode(FormatCode(AnyCode(seed))), AnyCode(seed));
  }
  CertificateCode all;
  all.fill(0xff);
  EXPECT_EQ(FormatCode(all), "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZW");
  EXPECT_EQ(FormatCode(CertificateCode{}), "0000-0000-0000-0000-0000-0000-00");
}

TEST(CertificateCode, ReadsCodesAsPeopleWriteThem) {
  EXPECT_EQ(ParseCode("oooo 0000 OOOO-0000-0000-0000-00"), CertificateCode{});
  EXPECT_EQ(ParseCode("iL11-0000-0000-0000-0000-0000-00"),
            ParseCode("1111-0000-0000-0000-0000-0000-00"));
}

TEST(CertificateCode, RefusesAllElse) {
  for (const char* text :
       {"", "0000", "0000-0000-0000-0000-0000-0000-0", "0000-0000-0000-0000-0000-0000-000",
        "0000-0000-0000-0000-0000-0000-0U", "0000-0000-0000-0000-0000-0000-01",
        "0000_0000-0000-0000-0000-0000-00"}) {
    EXPECT_EQ(ParseCode(text), std::nullopt) << text;
  }
}

TEST(StandingObstacles, AreNamedForErrors) {
  const std::vector<StandingObstacle> obstacles = {
      {StandingObstacle::Kind::kFinding, Flag::kPdsWage, 7},
      {StandingObstacle::Kind::kArrears},
      {StandingObstacle::Kind::kCase, {}, 12}};
  EXPECT_EQ(ToText(obstacles), "FINDING:PDS_WAGE,ARREARS,CASE:12");
}

TEST(StandingRules, ShipTermAndIncentivesAsExamples) {
  const StandingRules& rules = testing::ShippedEnforcement().standing;
  EXPECT_EQ(rules.TermOn(CivilDay(2026, 5, 4))->valid_days, 90);
  EXPECT_EQ(rules.TermOn(CivilDay(2013, 5, 4)), nullptr);
  ASSERT_FALSE(rules.IncentivesOn(CivilDay(2026, 5, 4)).empty());
  EXPECT_EQ(rules.IncentivesOn(CivilDay(2026, 5, 4))[0]->origin.confidence,
            contribution::Confidence::kExample);
  EXPECT_EQ(rules.FindIncentive("INCENTIVE-TENDER")->text_en,
            "Proof of compliance for public tenders");
  EXPECT_EQ(rules.FindTerm("NO-SUCH-TERM"), nullptr);
}

TEST(StandingRules, RefusesRulesThatCannotBe) {
  CertificateTerm term;
  term.valid_days = 0;
  EXPECT_EQ(ReasonOf(StandingRules::Make({term}, {}).status())->name, "RULES_INVALID");
  term.valid_days = 90;
  EXPECT_TRUE(StandingRules::Make({term}, {}).ok());
  EXPECT_EQ(ReasonOf(StandingRules::Make({term, term}, {}).status())->name, "RULES_INVALID");
  Incentive incentive;
  incentive.text_id = "Bukti";
  EXPECT_EQ(ReasonOf(StandingRules::Make({term}, {incentive}).status())->name, "RULES_INVALID");
}

}  // namespace
}  // namespace paritrana::compliance
