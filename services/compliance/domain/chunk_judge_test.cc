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
  membership.workplace_region = 6474000000;
  membership.worker_kind = 2;
  membership.sponsor_kind = 3;
  facts.memberships = {membership};
  return facts;
}

class ChunkJudgeTest : public ::testing::Test {
 protected:
  // The reason of the only finding, empty if the line counts.
  std::string Judge(std::uint64_t line_no, std::string_view line_id, const Declaration& declaration,
                    const LineFacts& facts) {
    last_ = judge_.Judge(line_no, line_id, declaration, facts);
    EXPECT_NE(last_.contribution.has_value(), !last_.findings.empty());
    if (last_.findings.empty()) return "";
    EXPECT_EQ(last_.findings.size(), 1u);
    return std::string(last_.findings[0].reason);
  }

  ChunkJudge judge_{"S-1"};
  Judgement last_;
};

TEST_F(ChunkJudgeTest, RefusesAWorkerNobodyKnows) {
  EXPECT_EQ(Judge(1, "a", kMay, LineFacts{}), "WORKER_UNKNOWN");
}

TEST_F(ChunkJudgeTest, RefusesAWorkerOfAnotherPayer) {
  LineFacts facts = Employed(1);
  facts.memberships.clear();
  EXPECT_EQ(Judge(1, "a", kMay, facts), "EMPLOYMENT_UNKNOWN");
}

TEST_F(ChunkJudgeTest, RefusesALineIdOfTheLedgerAndSaysWhere) {
  LineFacts facts = Employed(1);
  facts.same_id = LineReference{"S-0", 17};
  EXPECT_EQ(Judge(1, "a", kMay, facts), "LINE_ID_REPEATED");
  EXPECT_EQ(last_.findings[0].other, (LineReference{"S-0", 17}));
}

TEST_F(ChunkJudgeTest, RefusesALineIdOfTheSameChunkAndSaysWhere) {
  EXPECT_EQ(Judge(1, "a", kMay, Employed(1)), "");
  EXPECT_EQ(Judge(2, "a", kMay, Employed(2)), "LINE_ID_REPEATED");
  EXPECT_EQ(last_.findings[0].other, (LineReference{"S-1", 1}));
}

TEST_F(ChunkJudgeTest, RefusesAWorkerMonthOfTheLedgerAndSaysWhere) {
  LineFacts facts = Employed(1);
  facts.same_months = LineReference{"S-0", 17};
  EXPECT_EQ(Judge(1, "a", kMay, facts), "DUPLICATE_WORKER_MONTH");
  EXPECT_EQ(last_.findings[0].other, (LineReference{"S-0", 17}));
}

TEST_F(ChunkJudgeTest, RefusesAWorkerMonthOfTheSameChunkAlsoWithinARange) {
  EXPECT_EQ(Judge(1, "a", kMayToJune, Employed(1)), "");
  EXPECT_EQ(Judge(2, "b", kJune, Employed(1)), "DUPLICATE_WORKER_MONTH");
  EXPECT_EQ(last_.findings[0].other, (LineReference{"S-1", 1}));
}

TEST_F(ChunkJudgeTest, LeavesTheIdOfARefusedLineFree) {
  EXPECT_EQ(Judge(1, "a", kMay, LineFacts{}), "WORKER_UNKNOWN");
  EXPECT_EQ(Judge(2, "a", kMay, Employed(1)), "");
}

TEST_F(ChunkJudgeTest, AcceptsTheSameMonthOfAnotherWorkerOrSegment) {
  EXPECT_EQ(Judge(1, "a", kMay, Employed(1)), "");
  EXPECT_EQ(Judge(2, "b", kMay, Employed(2)), "");
  Declaration jakon = kMay;
  jakon.segment = Segment::kJakon;
  LineFacts facts = Employed(1);
  facts.memberships[0].segment = Segment::kJakon;
  EXPECT_EQ(Judge(3, "c", jakon, facts), "");
}

TEST_F(ChunkJudgeTest, CarriesWhatTheMembershipSays) {
  EXPECT_EQ(Judge(1, "a", kMay, Employed(7)), "");
  EXPECT_EQ(last_.contribution->worker, Pseudonym(7));
  EXPECT_EQ(last_.contribution->region, 6474000000u);
  EXPECT_EQ(last_.contribution->worker_kind, 2);
  EXPECT_EQ(last_.contribution->sponsor_kind, 3);
}

}  // namespace
}  // namespace paritrana::compliance
