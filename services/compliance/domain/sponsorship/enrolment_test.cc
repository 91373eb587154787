// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/sponsorship/enrolment.h"

#include <gtest/gtest.h>

#include "libs/contribution/testing/shipped_rules.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

constexpr std::int64_t kYearOfOneHead = 12 * 16'800;
constexpr std::int64_t kOurs = 7;
const CoveredRange kYear = {Month(2024, 1), Month(2024, 12)};

class EnrolmentJudgeTest : public ::testing::Test {
 protected:
  EnrolmentJudgeTest() {
    book_.programme.programme_no = kOurs;
    book_.programme.attributes.kind = SponsorKind::kProvinceBudget;
    Amendment<ProgrammeTerms> first;
    first.terms = {kYear.from, kYear.to, 2, Rupiah(10 * kYearOfOneHead)};
    book_.programme.history = {first};
  }

  ProgrammeTerms& terms() { return book_.programme.history.back().terms; }

  // A worker sponsored by a province from 2023 on.
  static WorkerFacts Worker(std::uint64_t pseudonym) {
    Membership membership;
    membership.segment = Segment::kBpu;
    membership.sponsor_kind = 1;
    membership.start_day = ToDayNumber(absl::CivilDay(2023, 1, 1));
    WorkerFacts facts;
    facts.worker = Pseudonym(pseudonym);
    facts.memberships = {membership};
    return facts;
  }

  EnrolmentVerdict Judge(const CoveredRange& months, const WorkerFacts& facts,
                         EnrolmentAction action = EnrolmentAction::kEnrol) {
    if (!judge_) judge_.emplace(book_, costs_);
    return judge_->Judge({action, months}, facts);
  }

  std::string Reason(const CoveredRange& months, const WorkerFacts& facts,
                     EnrolmentAction action = EnrolmentAction::kEnrol) {
    const EnrolmentVerdict verdict = Judge(months, facts, action);
    return verdict.finding ? std::string(verdict.finding->reason) : "";
  }

  ProgrammeBook book_;
  MonthlyCosts costs_ =
      *MonthlyCosts::Make(contribution::testing::ShippedBook(), {}, kYear.from, kYear.to);
  std::optional<EnrolmentJudge> judge_;
};

TEST_F(EnrolmentJudgeTest, RefusesSomebodyUnknown) {
  EXPECT_EQ(Reason(kYear, WorkerFacts()), "WORKER_UNKNOWN");
}

TEST_F(EnrolmentJudgeTest, RefusesMonthsOutsideTheProgramme) {
  EXPECT_EQ(Reason({Month(2023, 12), Month(2024, 2)}, Worker(1)), "ENROLMENT_OUTSIDE_PROGRAMME");
  EXPECT_EQ(Reason({Month(2024, 12), Month(2025, 1)}, Worker(1)), "ENROLMENT_OUTSIDE_PROGRAMME");
  EXPECT_EQ(Reason({Month(2024, 3), Month(2024, 2)}, Worker(1)), "MONTH_ORDER");
}

TEST_F(EnrolmentJudgeTest, RefusesWhomTheSponsorDoesNotInsure) {
  WorkerFacts paying_alone = Worker(1);
  paying_alone.memberships[0].sponsor_kind = 0;
  EXPECT_EQ(Reason(kYear, paying_alone), "WORKER_NOT_SPONSORED");
  WorkerFacts ended = Worker(2);
  ended.memberships[0].end_day = ToDayNumber(absl::CivilDay(2024, 11, 30));
  EXPECT_EQ(Reason(kYear, ended), "WORKER_NOT_SPONSORED");
  EXPECT_EQ(Reason({Month(2024, 1), Month(2024, 11)}, ended), "");
}

TEST_F(EnrolmentJudgeTest, TakesAMoveBetweenVillagesAsOneMembership) {
  WorkerFacts moved = Worker(1);
  moved.memberships.push_back(moved.memberships[0]);
  moved.memberships[0].end_day = ToDayNumber(absl::CivilDay(2024, 5, 31));
  moved.memberships[1].start_day = ToDayNumber(absl::CivilDay(2024, 6, 1));
  EXPECT_EQ(Reason(kYear, moved), "");
}

TEST_F(EnrolmentJudgeTest, WarnsWhenTheMembershipNamesOtherMoney) {
  WorkerFacts worker = Worker(1);
  worker.memberships[0].sponsor_kind = 4;
  const EnrolmentVerdict verdict = Judge(kYear, worker);
  EXPECT_TRUE(verdict.accepted);
  EXPECT_EQ(verdict.finding->reason, "SPONSOR_KIND_DIFFERS");
}

TEST_F(EnrolmentJudgeTest, RefusesMoreThanTheTarget) {
  EXPECT_EQ(Reason(kYear, Worker(1)), "");
  EXPECT_EQ(Reason(kYear, Worker(2)), "");
  EXPECT_EQ(Reason(kYear, Worker(3)), "SPONSOR_TARGET_EXCEEDED");
}

TEST_F(EnrolmentJudgeTest, CountsWhatWasEnrolledBefore) {
  book_.enrolled = {{Month(2024, 12), 2}};
  EXPECT_EQ(Reason(kYear, Worker(1)), "SPONSOR_TARGET_EXCEEDED");
  EXPECT_EQ(Reason({Month(2024, 1), Month(2024, 11)}, Worker(1)), "");
}

TEST_F(EnrolmentJudgeTest, GivesThePlaceOfOneWhoLeavesToAnother) {
  EXPECT_EQ(Reason(kYear, Worker(1)), "");
  EXPECT_EQ(Reason(kYear, Worker(2)), "");
  EXPECT_EQ(Reason({Month(2024, 7), kYear.to}, Worker(1), EnrolmentAction::kWithdraw), "");
  EXPECT_EQ(Reason({Month(2024, 7), kYear.to}, Worker(3)), "");
  EXPECT_EQ(Reason({Month(2024, 6), Month(2024, 6)}, Worker(4)), "SPONSOR_TARGET_EXCEEDED");
}

TEST_F(EnrolmentJudgeTest, RefusesWhatTheBudgetDoesNotReachFor) {
  terms().budget = Rupiah(kYearOfOneHead + 16'800);
  EXPECT_EQ(Reason(kYear, Worker(1)), "");
  EXPECT_EQ(Reason({Month(2024, 11), Month(2024, 12)}, Worker(2)), "SPONSOR_BUDGET_EXCEEDED");
  EXPECT_EQ(Reason({Month(2024, 12), Month(2024, 12)}, Worker(2)), "");
}

TEST_F(EnrolmentJudgeTest, LetsAFundRunBeyondItsMoneyButNotWithoutAny) {
  book_.programme.attributes.funding = Funding::kWhileItLasts;
  terms().budget = Rupiah(2 * 16'800);
  EXPECT_EQ(Reason(kYear, Worker(1)), "");
  EXPECT_EQ(Reason({Month(2024, 2), kYear.to}, Worker(2)), "SPONSOR_BUDGET_EXCEEDED");
  EXPECT_EQ(Reason(kYear, Worker(3)), "");
}

TEST_F(EnrolmentJudgeTest, AnswersTheSameEnrolmentAgainWithoutEffect) {
  EXPECT_TRUE(Judge(kYear, Worker(1)).changed);
  const EnrolmentVerdict again = Judge(kYear, Worker(1));
  EXPECT_TRUE(again.accepted);
  EXPECT_FALSE(again.changed);
  WorkerFacts known = Worker(2);
  known.enrolments = {{kOurs, 41, kYear}};
  EXPECT_FALSE(Judge(kYear, known).changed);
  EXPECT_EQ(judge_->Changes().added.size(), 1U);
}

TEST_F(EnrolmentJudgeTest, PaysAMonthFromOneProgrammeOnly) {
  WorkerFacts elsewhere = Worker(1);
  elsewhere.enrolments = {{kOurs + 1, 5, {Month(2024, 6), Month(2024, 8)}}};
  EXPECT_EQ(Reason(kYear, elsewhere), "ENROLMENT_OVERLAPS");
  EXPECT_EQ(Reason({Month(2024, 9), kYear.to}, elsewhere), "");
}

TEST_F(EnrolmentJudgeTest, RefusesToWithdrawWhoIsNotEnrolled) {
  EXPECT_EQ(Reason({Month(2024, 7), kYear.to}, Worker(1), EnrolmentAction::kWithdraw),
            "ENROLMENT_UNKNOWN");
}

TEST_F(EnrolmentJudgeTest, EndsAnEnrolmentAndKeepsItsFirstMonths) {
  WorkerFacts known = Worker(1);
  known.enrolments = {{kOurs, 41, kYear}};
  EXPECT_TRUE(Judge({Month(2024, 4), kYear.to}, known, EnrolmentAction::kWithdraw).changed);
  const EnrolmentChanges changes = judge_->Changes();
  EXPECT_EQ(changes.ended, std::vector<std::int64_t>{41});
  ASSERT_EQ(changes.added.size(), 1U);
  EXPECT_EQ(changes.added[0].months, (CoveredRange{Month(2024, 1), Month(2024, 3)}));
  EXPECT_EQ(changes.enrolled_change.at(Month(2024, 3)), 0);
  EXPECT_EQ(changes.enrolled_change.at(Month(2024, 4)), -1);
}

TEST_F(EnrolmentJudgeTest, AnswersTheSameWithdrawalAgainWithoutEffect) {
  WorkerFacts known = Worker(1);
  known.enrolments = {{kOurs, 42, {Month(2024, 1), Month(2024, 3)}}};
  const EnrolmentVerdict again =
      Judge({Month(2024, 4), kYear.to}, known, EnrolmentAction::kWithdraw);
  EXPECT_TRUE(again.accepted);
  EXPECT_FALSE(again.changed);
}

TEST_F(EnrolmentJudgeTest, WritesNothingForWhatTheBatchItselfTakesBack) {
  EXPECT_EQ(Reason(kYear, Worker(1)), "");
  EXPECT_EQ(Reason(kYear, Worker(1), EnrolmentAction::kWithdraw), "");
  EXPECT_TRUE(judge_->Changes().empty());
}

}  // namespace
}  // namespace paritrana::compliance
