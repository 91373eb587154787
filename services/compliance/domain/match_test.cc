// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/civil_time.h"

namespace paritrana::compliance {
namespace {

using ::testing::SizeIs;

constexpr Pseudonym kAni{1};
constexpr Pseudonym kBudi{2};

std::int32_t Day(int year, int month, int day) {
  return static_cast<std::int32_t>(absl::CivilDay(year, month, day) - absl::CivilDay(1970, 1, 1));
}

Membership Spell(std::uint32_t number, std::int32_t start_day, std::int32_t end_day = 0) {
  Membership membership;
  membership.membership_no = number;
  membership.start_day = start_day;
  membership.end_day = end_day;
  membership.workplace_region = 6474000000 + number;
  return membership;
}

class MatchLineTest : public ::testing::Test {
 protected:
  MatchLineTest() {
    input_.worker = kAni;
    input_.covered = {Month(2024, 5), Month(2024, 5)};
  }
  Match Of(const std::vector<Membership>& memberships) {
    input_.memberships = memberships;
    return MatchLine(input_);
  }

  MatchInput input_;
};

TEST_F(MatchLineTest, IsNewWhenNobodyHasThisIdentity) {
  input_.worker.reset();
  const Match match = Of({});
  EXPECT_EQ(match.kind, MatchKind::kNew);
  EXPECT_EQ(match.reasons, MatchReasons());
}

TEST_F(MatchLineTest, IsNewWhenTheWorkerHasNoFittingMembership) {
  const Match match = Of({Spell(1, Day(2024, 6, 1))});
  EXPECT_EQ(match.kind, MatchKind::kNew);
  EXPECT_EQ(match.reasons, MatchReasons({MatchReason::kSameIdentity}));
}

TEST_F(MatchLineTest, IsNewWhenTheNamedMembershipDoesNotFit) {
  input_.membership_no = 2;
  EXPECT_EQ(Of({Spell(1, 0), Spell(2, Day(2024, 6, 1))}).kind, MatchKind::kNew);
}

TEST_F(MatchLineTest, IsAmbiguousBetweenSpellsThatOverlapInDays) {
  const Match match = Of({Spell(1, 0, Day(2024, 5, 20)), Spell(2, Day(2024, 5, 20))});
  EXPECT_EQ(match.kind, MatchKind::kAmbiguous);
  EXPECT_EQ(match.membership_no, 0u);
  ASSERT_THAT(match.candidates, SizeIs(2));
  EXPECT_EQ(
      match.candidates[1],
      (MatchCandidate{kAni, 2, {MatchReason::kSameIdentity}, Day(2024, 5, 20), 0, 6474000002}));
}

TEST_F(MatchLineTest, TakesTheMembershipThePayerNames) {
  input_.membership_no = 1;
  const Match match = Of({Spell(1, 0), Spell(2, 0)});
  EXPECT_EQ(match.kind, MatchKind::kMatched);
  EXPECT_EQ(match.membership_no, 1u);
  EXPECT_TRUE(match.reasons.Has(MatchReason::kNamedByPayer));
}

TEST_F(MatchLineTest, TakesTheLatestOfSpellsThatFollowEachOther) {
  const Match match = Of({Spell(2, Day(2024, 5, 16)), Spell(1, 0, Day(2024, 5, 15))});
  EXPECT_EQ(match.kind, MatchKind::kMatched);
  EXPECT_EQ(match.membership_no, 2u);
  EXPECT_EQ(match.reasons, MatchReasons({MatchReason::kSameIdentity, MatchReason::kLatestSpell}));
}

TEST_F(MatchLineTest, IsAmbiguousWhenTheNumberIsAnothersWhoStillWorksHere) {
  const PayrollNumberOwner budi = {kBudi, {Spell(7, 0)}};
  input_.has_payroll_number = true;
  input_.number_owner = &budi;
  const Match match = Of({Spell(1, 0)});
  EXPECT_EQ(match.kind, MatchKind::kAmbiguous);
  ASSERT_THAT(match.candidates, SizeIs(2));
  EXPECT_EQ(match.candidates[0].worker, kAni);
  EXPECT_EQ(match.candidates[1].worker, kBudi);
  EXPECT_TRUE(match.candidates[1].reasons.Has(MatchReason::kSamePayrollNumber));
}

TEST_F(MatchLineTest, TakesOverTheNumberOfOneWhoHasLeft) {
  const PayrollNumberOwner budi = {kBudi, {Spell(7, 0, Day(2024, 4, 30))}};
  input_.has_payroll_number = true;
  input_.number_owner = &budi;
  EXPECT_EQ(Of({Spell(1, 0)}).kind, MatchKind::kMatched);
}

TEST_F(MatchLineTest, IsTheSameEmploymentWhenTheNumberChanges) {
  input_.has_payroll_number = true;
  input_.worker_has_number = true;
  const Match match = Of({Spell(1, 0)});
  EXPECT_EQ(match.kind, MatchKind::kMatched);
  EXPECT_EQ(match.reasons,
            MatchReasons({MatchReason::kSameIdentity, MatchReason::kPayrollNumberChanged}));
}

TEST_F(MatchLineTest, SaysThatIdentityAndNumberAgree) {
  const PayrollNumberOwner ani = {kAni, {Spell(1, 0)}};
  input_.has_payroll_number = true;
  input_.number_owner = &ani;
  input_.worker_has_number = true;
  EXPECT_EQ(Of({Spell(1, 0)}).reasons,
            MatchReasons({MatchReason::kSameIdentity, MatchReason::kSamePayrollNumber}));
}

}  // namespace
}  // namespace paritrana::compliance
