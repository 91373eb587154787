// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/chunk_judge.h"

#include <gtest/gtest.h>

namespace paritrana::compliance {
namespace {

Declaration Of(Month from, Month to) {
  Declaration declaration;
  declaration.covered = {from, to};
  declaration.segment = Segment::kPu;
  declaration.total = Rupiah(27'000);
  return declaration;
}

const Declaration kMay = Of(Month(2024, 5), Month(2024, 5));
const Declaration kJune = Of(Month(2024, 6), Month(2024, 6));
const Declaration kMayToJune = Of(Month(2024, 5), Month(2024, 6));

LineFacts Employed(std::uint64_t worker) {
  LineFacts facts;
  facts.worker = Pseudonym(worker);
  Membership membership;
  membership.membership_no = 1;
  membership.workplace_region = 6474000000;
  membership.worker_kind = 2;
  membership.sponsor_kind = 3;
  facts.memberships = {membership};
  return facts;
}

// A line of the ledger of worker 1 that counts in run 8, for May.
LedgerLine Live(std::uint64_t line_no = 17) {
  LedgerLine line;
  line.id = {5, line_no};
  line.where = {"S-0", line_no};
  line.run_no = 8;
  line.standing = Standing::kLive;
  line.membership_no = 1;
  line.counted.worker = Pseudonym(1);
  line.counted.covered = kMay.covered;
  line.counted.segment = Segment::kPu;
  return line;
}

LedgerLine Waiting() {
  LedgerLine line = Live();
  line.standing = Standing::kNone;
  line.verdict = VerdictKind::kWaiting;
  line.token = WorkerToken{7};
  return line;
}

class ChunkJudgeTest : public ::testing::Test {
 protected:
  ChunkJudgeTest() { BeginRun(RunKind::kRegular); }
  void BeginRun(RunKind kind, std::int64_t replaces = 0) {
    judge_.BeginRun({kind, 9, replaces, "S-1", 6});
  }
  // The reason of the only finding, empty if the line counts.
  std::string Judge(const LineToJudge& line, const LineFacts& facts) {
    last_ = judge_.Judge(line, facts);
    EXPECT_EQ(last_.kind == VerdictKind::kAccepted, last_.findings.empty());
    if (last_.findings.empty()) return "";
    EXPECT_EQ(last_.findings.size(), 1u);
    return std::string(last_.findings[0].reason);
  }
  std::string Add(std::uint64_t line_no, std::string_view line_id, const Declaration& declaration,
                  const LineFacts& facts) {
    LineToJudge line;
    line.line_no = line_no;
    line.line_id = line_id;
    line.declaration = &declaration;
    return Judge(line, facts);
  }
  std::string Correct(std::uint64_t line_no, const Declaration& declaration, LineFacts facts,
                      std::optional<LedgerLine> previous, std::string_view previous_id = "p") {
    LineToJudge line;
    line.line_no = line_no;
    const std::string id = "c" + std::to_string(line_no);
    line.line_id = id;
    line.action = LineAction::kCorrect;
    line.previous_in_run = true;
    line.previous_line_id = previous_id;
    line.declaration = &declaration;
    line.token = WorkerToken{7};
    facts.previous = std::move(previous);
    return Judge(line, facts);
  }
  std::string Delete(std::uint64_t line_no, std::optional<LedgerLine> previous,
                     std::string_view previous_id = "p") {
    LineToJudge line;
    line.line_no = line_no;
    const std::string id = "d" + std::to_string(line_no);
    line.line_id = id;
    line.action = LineAction::kDelete;
    line.previous_in_run = true;
    line.previous_line_id = previous_id;
    LineFacts facts;
    facts.previous = std::move(previous);
    return Judge(line, facts);
  }

  ChunkJudge judge_;
  Judgement last_;
};

TEST_F(ChunkJudgeTest, LetsALineWaitForAWorkerNobodyKnows) {
  EXPECT_EQ(Add(1, "a", kMay, LineFacts{}), "WORKER_AWAITED");
  EXPECT_EQ(last_.kind, VerdictKind::kWaiting);
  EXPECT_EQ(last_.match.kind, MatchKind::kNew);
  EXPECT_FALSE(last_.counted);
}

TEST_F(ChunkJudgeTest, LetsALineWaitForTheEmploymentOfAWorkerOfAnotherPayer) {
  LineFacts facts = Employed(1);
  facts.memberships.clear();
  EXPECT_EQ(Add(1, "a", kMay, facts), "EMPLOYMENT_AWAITED");
  EXPECT_EQ(last_.kind, VerdictKind::kWaiting);
}

TEST_F(ChunkJudgeTest, LetsALineWaitForAnAnswerWhenSeveralEmploymentsFit) {
  LineFacts facts = Employed(1);
  facts.memberships.push_back(facts.memberships[0]);
  facts.memberships[1].membership_no = 2;
  EXPECT_EQ(Add(1, "a", kMay, facts), "EMPLOYMENT_AMBIGUOUS");
  EXPECT_EQ(last_.kind, VerdictKind::kWaiting);
  EXPECT_EQ(last_.match.candidates.size(), 2u);
}

TEST_F(ChunkJudgeTest, RefusesALineIdOfTheLedgerAndSaysWhere) {
  LineFacts facts = Employed(1);
  facts.same_id = LineReference{"S-0", 17};
  EXPECT_EQ(Add(1, "a", kMay, facts), "LINE_ID_REPEATED");
  EXPECT_EQ(last_.findings[0].other, (LineReference{"S-0", 17}));
}

TEST_F(ChunkJudgeTest, RefusesALineIdOfTheSameChunkAndSaysWhereAlsoIfThatOneWaits) {
  EXPECT_EQ(Add(1, "a", kMay, LineFacts{}), "WORKER_AWAITED");
  EXPECT_EQ(Add(2, "a", kMay, Employed(2)), "LINE_ID_REPEATED");
  EXPECT_EQ(last_.findings[0].other, (LineReference{"S-1", 1}));
}

TEST_F(ChunkJudgeTest, RefusesAWorkerMonthOfTheLedgerAndSaysWhere) {
  LineFacts facts = Employed(1);
  facts.same_months = {Live()};
  EXPECT_EQ(Add(1, "a", kMay, facts), "DUPLICATE_WORKER_MONTH");
  EXPECT_EQ(last_.findings[0].other, (LineReference{"S-0", 17}));
}

TEST_F(ChunkJudgeTest, RefusesAWorkerMonthOfTheSameChunkAlsoWithinARange) {
  EXPECT_EQ(Add(1, "a", kMayToJune, Employed(1)), "");
  EXPECT_EQ(Add(2, "b", kJune, Employed(1)), "DUPLICATE_WORKER_MONTH");
  EXPECT_EQ(last_.findings[0].other, (LineReference{"S-1", 1}));
}

TEST_F(ChunkJudgeTest, LeavesTheIdOfARefusedLineFree) {
  EXPECT_EQ(Add(1, "a", kMay, Employed(1)), "");
  EXPECT_EQ(Add(2, "b", kMay, Employed(1)), "DUPLICATE_WORKER_MONTH");
  EXPECT_EQ(Add(3, "b", kMay, Employed(2)), "");
}

TEST_F(ChunkJudgeTest, AcceptsTheSameMonthOfAnotherWorkerOrSegment) {
  EXPECT_EQ(Add(1, "a", kMay, Employed(1)), "");
  EXPECT_EQ(Add(2, "b", kMay, Employed(2)), "");
  Declaration jakon = kMay;
  jakon.segment = Segment::kJakon;
  LineFacts facts = Employed(1);
  facts.memberships[0].segment = Segment::kJakon;
  EXPECT_EQ(Add(3, "c", jakon, facts), "");
}

TEST_F(ChunkJudgeTest, CarriesWhatTheMembershipSays) {
  EXPECT_EQ(Add(1, "a", kMay, Employed(7)), "");
  EXPECT_EQ(last_.counted->worker, Pseudonym(7));
  EXPECT_EQ(last_.counted->region, 6474000000u);
  EXPECT_EQ(last_.counted->worker_kind, 2);
  EXPECT_EQ(last_.counted->sponsor_kind, 3);
  EXPECT_EQ(last_.counted->amount, Rupiah(27'000));
}

TEST_F(ChunkJudgeTest, RefusesACorrectionOfALineThatIsUnknownRefusedOrADeletion) {
  EXPECT_EQ(Correct(1, kMay, Employed(1), std::nullopt), "LINE_PREVIOUS_UNKNOWN");
  LedgerLine refused;
  refused.verdict = VerdictKind::kRejected;
  EXPECT_EQ(Correct(2, kMay, Employed(1), refused), "LINE_PREVIOUS_REJECTED");
  judge_.NoteRefused("bad");
  EXPECT_EQ(Correct(3, kMay, Employed(1), std::nullopt, "bad"), "LINE_PREVIOUS_REJECTED");
  LedgerLine deletion = Live();
  deletion.standing = Standing::kNone;
  deletion.action = LineAction::kDelete;
  EXPECT_EQ(Correct(4, kMay, Employed(1), deletion), "LINE_PREVIOUS_UNKNOWN");
}

TEST_F(ChunkJudgeTest, RefusesToChangeWhatHasEnded) {
  LedgerLine ended = Live();
  ended.standing = Standing::kCorrected;
  EXPECT_EQ(Correct(1, kMay, Employed(1), ended), "LINE_ALREADY_REPLACED");
  ended.standing = Standing::kReplaced;
  EXPECT_EQ(Delete(2, ended), "LINE_ALREADY_REPLACED");
  ended.standing = Standing::kDeleted;
  EXPECT_EQ(Delete(3, ended), "LINE_ALREADY_DELETED");
}

TEST_F(ChunkJudgeTest, ChangesALineOfTheLedgerOnlyOnce) {
  EXPECT_EQ(Correct(1, kJune, Employed(1), Live()), "");
  EXPECT_EQ(Correct(2, kJune, Employed(1), Live()), "LINE_ALREADY_REPLACED");
  EXPECT_EQ(Delete(3, Live(18)), "");
  EXPECT_EQ(Delete(4, Live(18)), "LINE_ALREADY_DELETED");
}

TEST_F(ChunkJudgeTest, RefusesACorrectionOfAnotherWorkerOrSegment) {
  EXPECT_EQ(Correct(1, kMay, Employed(2), Live()), "CORRECTION_WORKER_DIFFERS");
  Declaration bpu = kMay;
  bpu.segment = Segment::kBpu;
  EXPECT_EQ(Correct(2, bpu, Employed(1), Live()), "CORRECTION_WORKER_DIFFERS");
  LedgerLine other = Waiting();
  other.token = WorkerToken{8};
  EXPECT_EQ(Correct(3, kMay, Employed(1), other), "CORRECTION_WORKER_DIFFERS");
}

TEST_F(ChunkJudgeTest, PutsACorrectionInThePlaceOfItsLine) {
  LineFacts facts = Employed(1);
  facts.same_months = {Live()};
  EXPECT_EQ(Correct(1, kMay, facts, Live()), "");
  ASSERT_EQ(last_.endings.size(), 1u);
  EXPECT_EQ(last_.endings[0].how, Standing::kCorrected);
  EXPECT_EQ(last_.endings[0].by, (LineReference{"S-1", 1}));
  EXPECT_EQ(last_.previous, (LedgerLineId{5, 17}));
}

TEST_F(ChunkJudgeTest, RefusesACorrectionThatOverlapsAThirdLine) {
  LineFacts facts = Employed(1);
  LedgerLine june = Live(18);
  june.counted.covered = kJune.covered;
  facts.same_months = {Live(), june};
  EXPECT_EQ(Correct(1, kMayToJune, facts, Live()), "DUPLICATE_WORKER_MONTH");
  EXPECT_EQ(last_.findings[0].other, (LineReference{"S-0", 18}));
}

TEST_F(ChunkJudgeTest, NeverTakesBackWhatCountsForWhatOnlyWaits) {
  LineFacts facts = Employed(1);
  facts.memberships.clear();
  EXPECT_EQ(Correct(1, kMay, facts, Live()), "EMPLOYMENT_UNKNOWN");
  EXPECT_EQ(last_.kind, VerdictKind::kRejected);
  EXPECT_TRUE(last_.endings.empty());
}

TEST_F(ChunkJudgeTest, LetsACorrectionWaitInThePlaceOfALineThatWaits) {
  EXPECT_EQ(Correct(1, kMay, LineFacts{}, Waiting()), "WORKER_AWAITED");
  EXPECT_EQ(last_.kind, VerdictKind::kWaiting);
  EXPECT_EQ(last_.endings.size(), 1u);
}

TEST_F(ChunkJudgeTest, KeepsTheEmploymentOfTheLineItCorrects) {
  LineFacts facts = Employed(1);
  facts.memberships.push_back(facts.memberships[0]);
  facts.memberships[1].membership_no = 2;
  EXPECT_EQ(Correct(1, kMay, facts, Live()), "");
  EXPECT_EQ(last_.match.membership_no, 1u);
  EXPECT_FALSE(last_.match.reasons.Has(MatchReason::kNamedByPayer));
}

TEST_F(ChunkJudgeTest, CorrectsALineOfTheSameChunkAndThenTheCorrection) {
  EXPECT_EQ(Add(1, "p", kMay, Employed(1)), "");
  EXPECT_EQ(Correct(2, kMay, Employed(1), std::nullopt), "");
  EXPECT_EQ(last_.ended_here->line_no, 1u);
  EXPECT_EQ(last_.previous, (LedgerLineId{6, 1}));
  EXPECT_EQ(Correct(3, kMay, Employed(1), std::nullopt, "c2"), "");
  EXPECT_EQ(Correct(4, kMay, Employed(1), std::nullopt, "c2"), "LINE_ALREADY_REPLACED");
}

TEST_F(ChunkJudgeTest, RefusesToDeleteALineOfTheSameSubmission) {
  EXPECT_EQ(Add(1, "p", kMay, Employed(1)), "");
  EXPECT_EQ(Delete(2, std::nullopt), "LINE_ADDED_AND_DELETED");
  LedgerLine earlier = Live();
  earlier.id.submission_no = 6;
  EXPECT_EQ(Delete(3, earlier, "q"), "LINE_ADDED_AND_DELETED");
}

TEST_F(ChunkJudgeTest, LeavesTheMonthsOfADeletedLineFree) {
  LineFacts facts = Employed(1);
  facts.same_months = {Live()};
  EXPECT_EQ(Delete(1, Live()), "");
  EXPECT_EQ(Add(2, "a", kMay, facts), "");
}

TEST_F(ChunkJudgeTest, TakesNoAdditionInARunOfCorrections) {
  BeginRun(RunKind::kCorrection);
  EXPECT_EQ(Add(1, "a", kMay, Employed(1)), "LINE_ACTION_NOT_ALLOWED");
  EXPECT_EQ(Delete(2, Live()), "");
}

TEST_F(ChunkJudgeTest, LetsASupplementaryRunRepeatTheMonthsOfOtherRunsOnly) {
  BeginRun(RunKind::kSupplementary);
  LineFacts facts = Employed(1);
  facts.same_months = {Live()};
  EXPECT_EQ(Add(1, "a", kMay, facts), "");
  EXPECT_EQ(Add(2, "b", kMay, facts), "DUPLICATE_WORKER_MONTH");
}

TEST_F(ChunkJudgeTest, LetsALineStandBesideASupplementaryOne) {
  LineFacts facts = Employed(1);
  facts.same_months = {Live()};
  facts.same_months[0].run_kind = RunKind::kSupplementary;
  EXPECT_EQ(Add(1, "a", kMay, facts), "");
}

TEST_F(ChunkJudgeTest, TakesThePlaceOfLinesOfTheReplacedRunOnly) {
  BeginRun(RunKind::kReplacement, 8);
  LineFacts facts = Employed(1);
  facts.same_months = {Live(17), Live(18)};
  EXPECT_EQ(Add(1, "a", kMayToJune, facts), "");
  ASSERT_EQ(last_.endings.size(), 2u);
  EXPECT_EQ(last_.endings[1].how, Standing::kReplaced);
  EXPECT_EQ(last_.previous, (LedgerLineId{5, 17}));
  LineFacts other = Employed(2);
  other.same_months = {Live(19)};
  other.same_months[0].run_no = 7;
  EXPECT_EQ(Add(2, "b", kMay, other), "DUPLICATE_WORKER_MONTH");
  EXPECT_TRUE(last_.endings.empty());
}

TEST_F(ChunkJudgeTest, RemembersAPayrollNumberOfTheSameChunk) {
  LineToJudge line;
  line.line_id = "a";
  line.declaration = &kMay;
  line.payroll_number = "K-7";
  EXPECT_EQ(Judge(line, Employed(1)), "");
  line.line_id = "b";
  EXPECT_EQ(Judge(line, Employed(2)), "EMPLOYMENT_AMBIGUOUS");
}

}  // namespace
}  // namespace paritrana::compliance
