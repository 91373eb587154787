// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/settlement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/base/reason.h"

namespace paritrana::compliance {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Pseudonym kWorker(1), kMerged(2), kOther(3);
constexpr std::uint64_t kJakarta = 3171011001, kBerau = 6403011001;
constexpr Month kDecember(2024, 12);
constexpr std::size_t kMany = 1'000;

std::int32_t Day(int year, int month, int day) {
  return static_cast<std::int32_t>(absl::CivilDay(year, month, day) - absl::CivilDay(1970, 1, 1));
}

Membership Spell(std::uint32_t number, std::uint64_t region, std::int32_t start_day = 0,
                 std::int32_t end_day = 0) {
  Membership membership;
  membership.membership_no = number;
  membership.workplace_region = region;
  membership.worker_kind = 1;
  membership.start_day = start_day;
  membership.end_day = end_day;
  return membership;
}

OpenLine Line(std::uint64_t line_no, Month month = kDecember) {
  OpenLine open;
  open.line.id = {7, line_no};
  open.line.where = {"S1", line_no};
  open.line.run_no = 5;
  open.line.counted.covered = {month, month};
  open.line.counted.amount = Rupiah(27'000);
  open.period = kDecember;
  return open;
}

OpenLine Counted(std::uint64_t line_no, Pseudonym worker, std::uint64_t region,
                 Month month = kDecember) {
  OpenLine open = Line(line_no, month);
  open.line.standing = Standing::kLive;
  open.line.counted.worker = worker;
  open.line.counted.region = region;
  open.line.counted.worker_kind = 1;
  open.line.membership_no = 1;
  return open;
}

OpenLine Waiting(std::uint64_t line_no, Pseudonym worker, Month month = kDecember) {
  OpenLine open = Line(line_no, month);
  open.line.verdict = VerdictKind::kWaiting;
  open.worker = worker;
  open.findings = {{"WORKER_AWAITED", "worker"}};
  return open;
}

// A book with one task and its worker's memberships.
PayerBook BookOf(Pseudonym worker, std::vector<Membership> memberships) {
  PayerBook book;
  book.tasks = {worker};
  book.owners[worker] = worker;
  book.memberships[worker] = std::move(memberships);
  return book;
}

// "-7/1 1@3171011001" for each row of the journal: sign, line, worker, region.
std::vector<std::string> JournalOf(const Settlement& settlement) {
  std::vector<std::string> rows;
  for (const JournalRow& row : settlement.journal) {
    rows.push_back((row.takes_back ? "-" : "+") + std::to_string(row.line.line_no) + " " +
                   std::to_string(row.as.worker.value()) + "@" + std::to_string(row.as.region));
  }
  return rows;
}

std::string_view ReasonIn(const SettledLine& line) { return line.after.findings.at(0).reason; }

TEST(SettleTasks, LeavesALineThatWaitsForAnEmploymentAndSaysSo) {
  PayerBook book = BookOf(kWorker, {});
  book.waiting = {Waiting(1, kWorker)};
  const Settlement first = SettleTasks(book, kMany);
  EXPECT_THAT(first.journal, IsEmpty());
  ASSERT_THAT(first.lines, SizeIs(1));
  EXPECT_EQ(ReasonIn(first.lines[0]), "EMPLOYMENT_AWAITED");
  EXPECT_TRUE(first.lines[0].after.line.waiting());
  book.waiting = {first.lines[0].after};
  const Settlement second = SettleTasks(book, kMany);
  EXPECT_THAT(second.lines, IsEmpty());
  EXPECT_THAT(second.done, ElementsAre(kWorker));
}

TEST(SettleTasks, RefusesALineWhoseMonthsAreTaken) {
  PayerBook book = BookOf(kWorker, {Spell(1, kJakarta)});
  book.counted = {Counted(1, kWorker, kJakarta)};
  book.waiting = {Waiting(2, kWorker)};
  const Settlement settlement = SettleTasks(book, kMany);
  ASSERT_THAT(settlement.lines, SizeIs(1));
  const OpenLine& after = settlement.lines[0].after;
  EXPECT_EQ(after.line.verdict, VerdictKind::kRejected);
  EXPECT_EQ(after.findings,
            (Findings{{"DUPLICATE_WORKER_MONTH", "covered_from", LineReference{"S1", 1}}}));
  EXPECT_THAT(settlement.journal, IsEmpty());
}

TEST(SettleTasks, RefusesTheSecondOfTwoWaitingLinesOfOneMonth) {
  PayerBook book = BookOf(kWorker, {Spell(1, kJakarta)});
  book.waiting = {Waiting(1, kWorker), Waiting(2, kWorker)};
  const Settlement settlement = SettleTasks(book, kMany);
  ASSERT_THAT(settlement.lines, SizeIs(2));
  EXPECT_EQ(settlement.lines[0].after.line.verdict, VerdictKind::kAccepted);
  EXPECT_EQ(ReasonIn(settlement.lines[1]), "DUPLICATE_WORKER_MONTH");
}

TEST(SettleTasks, AcceptsALineWhoseWorkerIsRegistered) {
  PayerBook book = BookOf(kWorker, {Spell(4, kJakarta)});
  book.waiting = {Waiting(1, kWorker)};
  const Settlement settlement = SettleTasks(book, kMany);
  EXPECT_THAT(JournalOf(settlement), ElementsAre("+1 1@3171011001"));
  EXPECT_EQ(settlement.journal[0].cause, SettleCause::kRegistered);
  ASSERT_THAT(settlement.lines, SizeIs(1));
  const OpenLine& after = settlement.lines[0].after;
  EXPECT_EQ(after.line.verdict, VerdictKind::kAccepted);
  EXPECT_EQ(after.line.membership_no, 4u);
  EXPECT_TRUE(after.reasons.Has(MatchReason::kSameIdentity));
  EXPECT_THAT(after.findings, IsEmpty());
  EXPECT_TRUE(settlement.lines[0].waited);
}

TEST(SettleTasks, KeepsTheWarningsOfALineThatWaited) {
  PayerBook book = BookOf(kWorker, {Spell(1, kJakarta)});
  book.waiting = {Waiting(1, kWorker)};
  book.waiting[0].findings.push_back({"RELIEF_NOT_IN_FORCE", "relief_code"});
  const Settlement settlement = SettleTasks(book, kMany);
  EXPECT_EQ(settlement.lines.at(0).after.line.verdict, VerdictKind::kAcceptedWithWarnings);
  EXPECT_EQ(ReasonIn(settlement.lines[0]), "RELIEF_NOT_IN_FORCE");
}

TEST(SettleTasks, AsksWhenSpellsOverlapAndAcceptsWhenOnlyOneIsLeft) {
  PayerBook book = BookOf(kWorker, {Spell(1, kJakarta), Spell(2, kBerau)});
  book.waiting = {Waiting(1, kWorker)};
  const Settlement asked = SettleTasks(book, kMany);
  ASSERT_THAT(asked.lines, SizeIs(1));
  EXPECT_THAT(asked.lines[0].after.candidates, SizeIs(2));
  EXPECT_EQ(ReasonIn(asked.lines[0]), "EMPLOYMENT_AMBIGUOUS");
  book.waiting = {asked.lines[0].after};
  EXPECT_THAT(SettleTasks(book, kMany).lines, IsEmpty());
  book.memberships[kWorker].pop_back();
  EXPECT_THAT(JournalOf(SettleTasks(book, kMany)), ElementsAre("+1 1@3171011001"));
}

TEST(SettleTasks, LetsASupplementaryLineStandBesideARegularOne) {
  PayerBook book = BookOf(kWorker, {Spell(1, kJakarta)});
  book.counted = {Counted(1, kWorker, kJakarta)};
  book.waiting = {Waiting(2, kWorker)};
  book.waiting[0].line.run_no = 6;
  book.waiting[0].line.run_kind = RunKind::kSupplementary;
  EXPECT_THAT(JournalOf(SettleTasks(book, kMany)), ElementsAre("+2 1@3171011001"));
}

TEST(SettleTasks, TakesBackTheLineThatAWaitingOneReplaces) {
  PayerBook book = BookOf(kWorker, {Spell(1, kJakarta)});
  book.counted = {Counted(1, kWorker, kJakarta)};
  book.waiting = {Waiting(2, kWorker)};
  book.waiting[0].line.run_no = 6;
  book.waiting[0].replaces_run_no = 5;
  const Settlement settlement = SettleTasks(book, kMany);
  EXPECT_THAT(JournalOf(settlement), ElementsAre("-1 1@3171011001", "+2 1@3171011001"));
  ASSERT_THAT(settlement.lines, SizeIs(2));
  EXPECT_EQ(settlement.lines[0].after.line.standing, Standing::kReplaced);
}

TEST(SettleTasks, LeavesALineThatCountsWhenNoEmploymentFitsAnyMore) {
  PayerBook book = BookOf(kWorker, {Spell(1, kBerau, 0, Day(2024, 11, 30))});
  book.counted = {Counted(1, kWorker, kJakarta)};
  EXPECT_THAT(SettleTasks(book, kMany).journal, IsEmpty());
}

TEST(SettleTasks, MovesTheMonthsFromTheMoveOnAndNoOthers) {
  PayerBook book = BookOf(
      kWorker, {Spell(1, kJakarta, 0, Day(2024, 11, 14)), Spell(2, kBerau, Day(2024, 11, 15))});
  book.counted = {Counted(1, kWorker, kJakarta, Month(2024, 10)),
                  Counted(2, kWorker, kJakarta, Month(2024, 11)),
                  Counted(3, kWorker, kJakarta, Month(2024, 12))};
  const Settlement settlement = SettleTasks(book, kMany);
  EXPECT_THAT(JournalOf(settlement), ElementsAre("-2 1@3171011001", "+2 1@6403011001",
                                                 "-3 1@3171011001", "+3 1@6403011001"));
  EXPECT_EQ(settlement.journal[0].cause, SettleCause::kMoved);
  EXPECT_EQ(settlement.lines.at(0).after.line.membership_no, 2u);
}

TEST(SettleTasks, TakesAChangedCapacityOver) {
  PayerBook book = BookOf(kWorker, {Spell(1, kJakarta)});
  book.memberships[kWorker][0].worker_kind = 3;
  book.counted = {Counted(1, kWorker, kJakarta)};
  const Settlement settlement = SettleTasks(book, kMany);
  ASSERT_THAT(settlement.journal, SizeIs(2));
  EXPECT_EQ(settlement.journal[0].as.worker_kind, 1);
  EXPECT_EQ(settlement.journal[1].as.worker_kind, 3);
}

TEST(SettleTasks, StaysWithTheEmploymentThatThePayerChose) {
  PayerBook book = BookOf(kWorker, {Spell(1, kJakarta), Spell(2, kBerau, Day(2024, 6, 1))});
  book.counted = {Counted(1, kWorker, kJakarta)};
  book.counted[0].reasons = {MatchReason::kAnswered};
  EXPECT_THAT(SettleTasks(book, kMany).journal, IsEmpty());
  book.memberships[kWorker][0].workplace_region = kBerau;
  EXPECT_THAT(JournalOf(SettleTasks(book, kMany)),
              ElementsAre("-1 1@3171011001", "+1 1@6403011001"));
}

TEST(SettleTasks, WaitsForTheFactOfTheSurvivingWorker) {
  PayerBook book;
  book.tasks = {kMerged};
  book.counted = {Counted(1, kMerged, kJakarta)};
  const Settlement settlement = SettleTasks(book, kMany);
  EXPECT_THAT(settlement.journal, IsEmpty());
  EXPECT_THAT(settlement.done, ElementsAre(kMerged));
}

TEST(SettleTasks, BringsLinesOfAMergedWorkerUnderTheSurvivor) {
  PayerBook book = BookOf(kMerged, {});
  book.owners[kMerged] = kWorker;
  book.memberships[kWorker] = {Spell(1, kBerau, 0, Day(2020, 1, 1)), Spell(2, kJakarta)};
  book.counted = {Counted(1, kMerged, kJakarta)};
  const Settlement settlement = SettleTasks(book, kMany);
  EXPECT_THAT(JournalOf(settlement), ElementsAre("-1 2@3171011001", "+1 1@3171011001"));
  EXPECT_EQ(settlement.journal[1].cause, SettleCause::kMerged);
  EXPECT_EQ(settlement.lines.at(0).after.line.membership_no, 2u);
  EXPECT_EQ(settlement.merged.at(kMerged), kWorker);
}

TEST(SettleTasks, BringsTheLinesAlongAlsoWithoutAnEmploymentOfTheSurvivor) {
  PayerBook book = BookOf(kMerged, {});
  book.owners[kMerged] = kWorker;
  book.counted = {Counted(1, kMerged, kJakarta)};
  const Settlement settlement = SettleTasks(book, kMany);
  EXPECT_THAT(JournalOf(settlement), ElementsAre("-1 2@3171011001", "+1 1@3171011001"));
  EXPECT_EQ(settlement.lines.at(0).after.line.membership_no, 0u);
}

TEST(SettleTasks, LetsTwoLinesOfOneMonthStandThatAMergeBringsTogether) {
  PayerBook book = BookOf(kMerged, {});
  book.owners[kMerged] = kWorker;
  book.memberships[kWorker] = {Spell(1, kJakarta)};
  book.counted = {Counted(1, kMerged, kJakarta), Counted(2, kWorker, kJakarta)};
  EXPECT_THAT(JournalOf(SettleTasks(book, kMany)),
              ElementsAre("-1 2@3171011001", "+1 1@3171011001"));
}

TEST(SettleTasks, StopsAtItsLimitAndLeavesTheTaskForAnotherTransaction) {
  PayerBook book = BookOf(kWorker, {Spell(1, kBerau)});
  book.tasks.push_back(kOther);
  book.owners[kOther] = kOther;
  book.counted = {Counted(1, kWorker, kJakarta), Counted(2, kWorker, kJakarta, Month(2024, 11)),
                  Counted(3, kWorker, kJakarta, Month(2024, 10))};
  const Settlement settlement = SettleTasks(book, 2);
  EXPECT_THAT(settlement.lines, SizeIs(2));
  EXPECT_THAT(settlement.done, IsEmpty());
}

TEST(SettleTasks, HoldsAWaitingLineAgainstThePayrollNumberOfAnother) {
  PayerBook book = BookOf(kWorker, {Spell(1, kJakarta)});
  book.owners[kOther] = kOther;
  book.memberships[kOther] = {Spell(1, kBerau)};
  book.numbers["E-17"] = kOther;
  book.waiting = {Waiting(1, kWorker)};
  book.waiting[0].payroll_number = "E-17";
  const Settlement settlement = SettleTasks(book, kMany);
  EXPECT_THAT(settlement.lines.at(0).after.candidates, SizeIs(2));
}

TEST(GiveUp, RefusesWhatWaitedTooLong) {
  PayerBook book;
  book.waiting = {Waiting(1, kWorker)};
  const Settlement settlement = GiveUp(book);
  ASSERT_THAT(settlement.lines, SizeIs(1));
  EXPECT_EQ(ReasonIn(settlement.lines[0]), "WAITED_TOO_LONG");
  EXPECT_EQ(settlement.lines[0].after.line.verdict, VerdictKind::kRejected);
}

class TakeAnswerTest : public ::testing::Test {
 protected:
  TakeAnswerTest() {
    book_ = BookOf(kWorker, {Spell(1, kJakarta), Spell(2, kBerau)});
    book_.waiting = {Waiting(1, kWorker)};
    book_.waiting = {SettleTasks(book_, kMany).lines.at(0).after};
    book_.tasks.clear();
  }

  std::string ReasonFor(std::string_view candidate) {
    const auto settlement = TakeAnswer(book_, candidate);
    return settlement.ok() ? "OK" : std::string(ReasonOf(settlement.status())->name);
  }

  PayerBook book_;
};

TEST_F(TakeAnswerTest, RefusesWhatIsNoCandidate) {
  for (const char* answer : {"", "0", "3", "-1", "1 ", "two", "99999999999999999999"}) {
    EXPECT_EQ(ReasonFor(answer), "CANDIDATE_UNKNOWN") << answer;
  }
}

TEST_F(TakeAnswerTest, RefusesACandidateThatDoesNotFitAnyMore) {
  book_.memberships[kWorker][1].end_day = Day(2024, 6, 30);
  EXPECT_EQ(ReasonFor("2"), "CANDIDATE_UNKNOWN");
  EXPECT_EQ(ReasonFor("1"), "OK");
  book_.owners[kWorker] = kOther;
  EXPECT_EQ(ReasonFor("1"), "CANDIDATE_UNKNOWN");
}

TEST_F(TakeAnswerTest, RefusesALineThatAsksNothing) {
  book_.waiting = {Waiting(1, kWorker)};
  EXPECT_EQ(ReasonFor("1"), "LINE_NOT_WAITING");
  EXPECT_EQ(ReasonFor("none"), "LINE_NOT_WAITING");
}

TEST_F(TakeAnswerTest, CountsTheLineForTheChosenEmployment) {
  const auto settlement = TakeAnswer(book_, "2");
  ASSERT_TRUE(settlement.ok());
  EXPECT_THAT(JournalOf(*settlement), ElementsAre("+1 1@6403011001"));
  EXPECT_EQ(settlement->journal[0].cause, SettleCause::kAnswered);
  EXPECT_TRUE(settlement->lines.at(0).after.reasons.Has(MatchReason::kAnswered));
}

TEST_F(TakeAnswerTest, GivesTheLineUpWhenNoneIsRight) {
  const auto settlement = TakeAnswer(book_, "none");
  ASSERT_TRUE(settlement.ok());
  EXPECT_EQ(ReasonIn(settlement->lines.at(0)), "MATCH_DECLINED");
  EXPECT_THAT(settlement->journal, IsEmpty());
}

TEST_F(TakeAnswerTest, RefusesTheLineIfItsMonthsAreTakenByNow) {
  book_.counted = {Counted(2, kWorker, kJakarta)};
  const auto settlement = TakeAnswer(book_, "1");
  ASSERT_TRUE(settlement.ok());
  EXPECT_EQ(ReasonIn(settlement->lines.at(0)), "DUPLICATE_WORKER_MONTH");
}

SettledLine Settled(OpenLine after, bool waited) { return {std::move(after), waited}; }

TEST(AccrualsOf, CountsLinesThatBeginOrCeaseToCountAndNoOthers) {
  OpenLine replaced = Counted(2, kWorker, kJakarta);
  replaced.line.standing = Standing::kReplaced;
  OpenLine refused = Waiting(3, kWorker);
  refused.line.verdict = VerdictKind::kRejected;
  OpenLine accepted = Counted(4, kWorker, kJakarta, Month(2024, 11));
  accepted.line.amounts[0].employer = Rupiah(9);
  Settlement settlement;
  settlement.lines = {Settled(Counted(1, kWorker, kBerau), false), Settled(replaced, false),
                      Settled(refused, true), Settled(replaced, true), Settled(accepted, true)};
  const auto accruals = AccrualsOf(settlement);
  ASSERT_THAT(accruals, SizeIs(1));
  const auto& changes = accruals.at(kDecember).changes();
  ASSERT_THAT(changes, SizeIs(2));
  EXPECT_EQ(changes.at({Segment::kPu, kDecember}).lines, -1);
  EXPECT_EQ(changes.at({Segment::kPu, Month(2024, 11)}).lines, 1);
  EXPECT_EQ(changes.at({Segment::kPu, Month(2024, 11)}).amounts, accepted.line.amounts);
}

}  // namespace
}  // namespace paritrana::compliance
