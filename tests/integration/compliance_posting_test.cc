// SPDX-License-Identifier: Apache-2.0
// What a payer's system sees of compliance over gRPC, on a real PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class PostSubmission : public ::testing::Test {
 protected:
  StreamOutcome Post(const std::vector<v1::PostSubmissionRequest>& parts) {
    return PostStream(service_.submissions(), parts);
  }
  StreamOutcome PostAll(const std::string& submission, const Lines& lines) {
    return PostWhole(service_.submissions(), submission, lines);
  }
  // Posts lines without a seal and returns the chunk's answer.
  v1::SubmissionProgress PostOpen(const std::string& submission, const Lines& lines) {
    const StreamOutcome outcome = Post({Part(HeaderOf(submission)), ChunkPart(1, lines)});
    EXPECT_EQ(outcome.reason, "OK");
    return outcome.progress();
  }
  std::string ReasonOfHeader(const v1::SubmissionHeader& header) {
    return Post({Part(header)}).reason;
  }
  std::int64_t LinesKept() { return service_.Count("SELECT count(*) FROM line"); }

  TestService service_;
};

TEST_F(PostSubmission, RefusesAHeaderThatNamesNothingKnown) {
  v1::SubmissionHeader header = HeaderOf("S");
  header.set_payer("NOBODY-000");
  EXPECT_EQ(ReasonOfHeader(header), "PAYER_UNKNOWN");
  header.set_payer("");
  EXPECT_EQ(ReasonOfHeader(header), "FIELD_REQUIRED");
  header = HeaderOf("S");
  header.set_period("2024-13");
  EXPECT_EQ(ReasonOfHeader(header), "PERIOD_INVALID");
  header.set_period("2025-02");
  EXPECT_EQ(ReasonOfHeader(header), "PERIOD_IN_FUTURE");
  header = HeaderOf("S");
  header.set_run("a/b");
  EXPECT_EQ(ReasonOfHeader(header), "FIELD_MALFORMED");
  EXPECT_EQ(ReasonOfHeader(HeaderOf("")), "FIELD_REQUIRED");
}

TEST_F(PostSubmission, RefusesPartsInTheWrongOrder) {
  const Lines lines = LinesOf(1, 1);
  EXPECT_EQ(Post({ChunkPart(1, lines)}).reason, "STREAM_PROTOCOL");
  EXPECT_EQ(Post({Part(HeaderOf("S")), Part(HeaderOf("S"))}).reason, "STREAM_PROTOCOL");
  EXPECT_EQ(Post({v1::PostSubmissionRequest()}).reason, "STREAM_PROTOCOL");
  service_.KnowWorkers(1);
  EXPECT_EQ(
      Post({Part(HeaderOf("S")), ChunkPart(1, lines), SealPart(lines), SealPart(lines)}).reason,
      "STREAM_PROTOCOL");
}

TEST_F(PostSubmission, WaitsForFactsOnlyToTheDeadline) {
  v1::SubmissionHeader header = HeaderOf("S");
  auto& mark = *header.mutable_after()->add_marks();
  header.mutable_after()->set_epoch(1);
  mark.set_shard(0);
  mark.set_sequence(1'000'000);
  EXPECT_EQ(ReasonOfHeader(header), "POSITION_NOT_REACHED");
}

TEST_F(PostSubmission, JudgesEachLineAndKeepsTheGoodOnes) {
  service_.KnowWorkers(3);
  const std::vector<TestWorker> elsewhere = {
      {.pseudonym = 9, .nik = NikOf(9), .kpj = "", .employer = EmployerId(72)}};
  service_.Know(elsewhere);
  Lines lines = {LineOf(1, "good"),     LineOf(99, "unknown"), LineOf(9, "elsewhere"),
                 LineOf(2, "bad nik"),  LineOf(2, "nik"),      LineOf(2, "kpj"),
                 LineOf(2, "nobody"),   LineOf(2, "negative"), LineOf(2, "absurd"),
                 LineOf(2, "overflow"), LineOf(2, "twice"),    LineOf(2, "programme"),
                 LineOf(2, "segment"),  LineOf(2, "far"),      LineOf(3, "good"),
                 LineOf(1, "again"),    LineOf(2, "last")};
  lines[4].mutable_worker()->set_nik("3101010101900000");
  lines[5].mutable_worker()->set_kpj("123");
  lines[6].clear_worker();
  lines[7].mutable_amounts(0)->set_employer_rupiah(-1);
  lines[8].mutable_amounts(0)->set_employer_rupiah(1'000'000'000'000);
  lines[9].mutable_amounts(0)->set_employer_rupiah(9'223'372'036'854'775'807);
  lines[10].mutable_amounts(1)->set_programme(common::v1::PROGRAMME_JKK);
  lines[11].mutable_amounts(1)->set_programme(static_cast<common::v1::Programme>(9));
  lines[12].set_segment(common::v1::SEGMENT_UNSPECIFIED);
  lines[13].set_covered_from("2019-01");

  const v1::SubmissionProgress progress = PostOpen("S", lines);
  EXPECT_THAT(ReasonsOf(progress, lines.size()),
              ElementsAre("", "WORKER_AWAITED", "EMPLOYMENT_AWAITED", "FIELD_MALFORMED",
                          "NIK_INVALID", "KPJ_INVALID", "IDENTITY_REQUIRED", "AMOUNT_NEGATIVE",
                          "AMOUNT_ABSURD", "AMOUNT_ABSURD,AMOUNT_OVERFLOW", "PROGRAMME_REPEATED",
                          "PROGRAMME_UNKNOWN", "SEGMENT_INVALID", "COVERED_RANGE_INVALID",
                          "LINE_ID_REPEATED", "DUPLICATE_WORKER_MONTH", ""));
  EXPECT_EQ(progress.totals().lines(), lines.size());
  EXPECT_EQ(progress.totals().accepted(), 2u);
  EXPECT_EQ(progress.totals().waiting(), 2u);
  EXPECT_EQ(progress.totals().rejected(), lines.size() - 4);
  EXPECT_EQ(progress.totals().accepted_rupiah(), 54'000);
  EXPECT_EQ(progress.next_line_no(), lines.size() + 1);
  EXPECT_EQ(service_.Count("SELECT count(*) FROM line WHERE pseudonym IS NOT NULL"), 2);
}

TEST_F(PostSubmission, SaysWhereTheOtherLineStands) {
  service_.KnowWorkers(2);
  PostOpen("FIRST", LinesOf(1, 2));
  const v1::SubmissionProgress progress = PostOpen("SECOND", {LineOf(2, "other-id")});
  ASSERT_THAT(progress.verdicts(), SizeIs(1));
  const auto& finding = progress.verdicts(0).findings(0);
  EXPECT_EQ(finding.reason(), "DUPLICATE_WORKER_MONTH");
  EXPECT_THAT(finding.text_en(), HasSubstr("line 2 of submission FIRST"));
  EXPECT_THAT(finding.text_id(), HasSubstr("baris 2 pengajuan FIRST"));
}

TEST_F(PostSubmission, RefusesALineIdOfAnotherSubmissionOfTheRunOnly) {
  service_.KnowWorkers(3);
  PostOpen("FIRST", {LineOf(1, "id")});
  EXPECT_THAT(ReasonsOf(PostOpen("SECOND", {LineOf(2, "id")}), 1), ElementsAre("LINE_ID_REPEATED"));
  v1::SubmissionHeader other_run = HeaderOf("THIRD");
  other_run.set_run("R2");
  const StreamOutcome outcome = Post({Part(other_run), ChunkPart(1, {LineOf(2, "id")})});
  EXPECT_THAT(ReasonsOf(outcome.progress(), 1), ElementsAre(""));
}

TEST_F(PostSubmission, RefusesASecondLineForAMonthOfARange) {
  service_.KnowWorkers(1);
  Lines year = {LineOf(1, "year")};
  year[0].set_covered_from("2024-01");
  year[0].set_covered_to("2024-12");
  PostOpen("YEAR", year);
  Lines june = {LineOf(1, "june")};
  june[0].set_covered_from("2024-06");
  EXPECT_THAT(ReasonsOf(PostOpen("JUNE", june), 1), ElementsAre("DUPLICATE_WORKER_MONTH"));
  Lines next = {LineOf(1, "next")};
  next[0].set_covered_from("2025-01");
  EXPECT_THAT(ReasonsOf(PostOpen("NEXT", next), 1), ElementsAre(""));
}

TEST_F(PostSubmission, AcceptsAMendedLineUnderItsOldId) {
  service_.KnowWorkers(1);
  Lines lines = {LineOf(1, "id")};
  lines[0].clear_segment();
  EXPECT_THAT(ReasonsOf(PostOpen("S1", lines), 1), ElementsAre("SEGMENT_INVALID"));
  EXPECT_THAT(ReasonsOf(PostOpen("S2", {LineOf(1, "id")}), 1), ElementsAre(""));
}

TEST_F(PostSubmission, FindsAWorkerByKpj) {
  const std::vector<TestWorker> worker = {
      {.pseudonym = 5, .nik = NikOf(5), .kpj = "01234567890", .employer = kTestPayerId}};
  service_.Know(worker);
  Lines lines = {LineOf(5, "kpj")};
  lines[0].mutable_worker()->set_kpj("01234567890");
  EXPECT_THAT(ReasonsOf(PostOpen("S", lines), 1), ElementsAre(""));
}

TEST_F(PostSubmission, GivesTheSameAnswerToTheSameContent) {
  service_.KnowWorkers(3);
  Lines lines = LinesOf(1, 3);
  lines[1].mutable_worker()->set_nik(NikOf(99));
  const StreamOutcome first = PostAll("S", lines);
  ASSERT_EQ(first.reason, "OK");
  service_.clock().Advance(absl::Hours(1));
  const StreamOutcome again = PostAll("S", lines);
  ASSERT_EQ(again.reason, "OK");
  EXPECT_EQ(again.answers[1].SerializeAsString(), first.answers[1].SerializeAsString());
  EXPECT_EQ(again.receipt().SerializeAsString(), first.receipt().SerializeAsString());
  EXPECT_EQ(LinesKept(), 3);
}

TEST_F(PostSubmission, RefusesOtherContentUnderTheSameId) {
  service_.KnowWorkers(3);
  Lines lines = LinesOf(1, 2);
  ASSERT_EQ(PostAll("S", lines).reason, "OK");
  Lines changed = lines;
  changed[1].set_reported_wage_rupiah(1);
  const StreamOutcome outcome = PostAll("S", changed);
  EXPECT_EQ(outcome.reason, "SUBMISSION_CONTENT_DIFFERS");
  EXPECT_EQ(outcome.field, "lines[1]");
  changed = lines;
  changed[0].mutable_worker()->set_nik(NikOf(3));
  EXPECT_EQ(PostAll("S", changed).reason, "SUBMISSION_CONTENT_DIFFERS");
  EXPECT_EQ(PostAll("S", LinesOf(1, 1)).reason, "SUBMISSION_CONTENT_DIFFERS");
  EXPECT_EQ(PostAll("S", LinesOf(1, 3)).reason, "SUBMISSION_SEALED");
  EXPECT_EQ(LinesKept(), 2);
}

TEST_F(PostSubmission, ResumesAfterACut) {
  service_.KnowWorkers(6);
  const Lines lines = LinesOf(1, 6);
  PostOpen("S", LinesOf(1, 2));
  // The caller missed the answer and begins one line early.
  const StreamOutcome rest = Post({Part(HeaderOf("S")), ChunkPart(2, LinesOf(2, 4)),
                                   ChunkPart(5, LinesOf(5, 6)), SealPart(lines)});
  ASSERT_EQ(rest.reason, "OK");
  EXPECT_EQ(rest.answers[0].progress().next_line_no(), 3u);
  EXPECT_EQ(rest.answers[1].progress().next_line_no(), 5u);
  EXPECT_EQ(rest.receipt().totals().accepted(), 6u);
  EXPECT_EQ(LinesKept(), 6);
}

TEST_F(PostSubmission, KeepsWhatCameBeforeAStreamWasCut) {
  service_.KnowWorkers(4);
  {
    grpc::ClientContext context;
    const auto stream = service_.submissions().PostSubmission(&context);
    v1::PostSubmissionResponse answer;
    ASSERT_TRUE(stream->Write(Part(HeaderOf("S"))) && stream->Read(&answer));
    ASSERT_TRUE(stream->Write(ChunkPart(1, LinesOf(1, 2))) && stream->Read(&answer));
    context.TryCancel();
    stream->Finish();
  }
  v1::GetSubmissionRequest request;
  request.set_payer(kTestPayer);
  request.set_period("2024-12");
  request.set_run("R1");
  request.set_submission("S");
  v1::GetSubmissionResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(service_.submissions().GetSubmission(&context, request, &response).ok());
  EXPECT_EQ(response.receipt().state(), v1::SUBMISSION_STATE_OPEN);
  EXPECT_EQ(response.receipt().totals().lines(), 2u);
}

TEST_F(PostSubmission, RefusesAGapBetweenLines) {
  service_.KnowWorkers(3);
  PostOpen("S", LinesOf(1, 1));
  EXPECT_EQ(Post({Part(HeaderOf("S")), ChunkPart(3, LinesOf(3, 3))}).reason, "LINES_OUT_OF_ORDER");
  EXPECT_EQ(Post({Part(HeaderOf("S")), ChunkPart(0, LinesOf(3, 3))}).reason, "FIELD_OUT_OF_RANGE");
  EXPECT_EQ(LinesKept(), 1);
}

TEST_F(PostSubmission, RefusesASealThatDoesNotFit) {
  service_.KnowWorkers(2);
  const Lines lines = LinesOf(1, 2);
  EXPECT_EQ(Post({Part(HeaderOf("EMPTY")), SealPart({})}).reason, "FIELD_REQUIRED");
  EXPECT_EQ(Post({Part(HeaderOf("S")), ChunkPart(1, lines), SealPart(LinesOf(1, 1))}).reason,
            "SEAL_MISMATCH");
  Lines changed = lines;
  changed[0].set_line_id("other");
  EXPECT_EQ(Post({Part(HeaderOf("S")), SealPart(changed)}).reason, "SEAL_MISMATCH");
  EXPECT_EQ(Post({Part(HeaderOf("S")), SealPart(lines)}).reason, "OK");
}

TEST_F(PostSubmission, RefusesAChunkOfTooManyLinesOrBytes) {
  v1::PostSubmissionRequest many;
  many.mutable_chunk()->set_first_line_no(1);
  for (int i = 0; i < 5'001; ++i) many.mutable_chunk()->add_lines();
  EXPECT_EQ(Post({Part(HeaderOf("S")), many}).reason, "CHUNK_TOO_LARGE");
  v1::PostSubmissionRequest large = ChunkPart(1, LinesOf(1, 1));
  large.mutable_chunk()->mutable_lines(0)->set_line_id(std::string(257 << 10, 'x'));
  EXPECT_EQ(Post({Part(HeaderOf("S")), large}).reason, "CHUNK_TOO_LARGE");
  EXPECT_EQ(Post({Part(HeaderOf("S")), ChunkPart(1, {})}).reason, "FIELD_REQUIRED");
  EXPECT_EQ(LinesKept(), 0);
}

TEST_F(PostSubmission, RefusesAMessageOverOneMebibyte) {
  v1::PostSubmissionRequest large = ChunkPart(1, LinesOf(1, 1));
  large.mutable_chunk()->mutable_lines(0)->set_line_id(std::string(2 << 20, 'x'));
  EXPECT_NE(Post({Part(HeaderOf("S")), large}).reason, "OK");
  EXPECT_EQ(LinesKept(), 0);
}

TEST_F(PostSubmission, RefusesLineThreeHundredThousandAndOne) {
  service_.KnowWorkers(2);
  PostOpen("S", LinesOf(1, 1));
  // As if the other lines had arrived; the digest of so many is none of this test's business.
  service_.Query("UPDATE submission SET lines = 300000 WHERE submission = 'S' RETURNING 1");
  EXPECT_EQ(Post({Part(HeaderOf("S")), ChunkPart(300'001, LinesOf(2, 2))}).reason,
            "TOO_MANY_LINES");
  EXPECT_EQ(LinesKept(), 1);
}

TEST_F(PostSubmission, DoesNothingAfterTheDeadline) {
  service_.KnowWorkers(1);
  const StreamOutcome outcome =
      PostStream(service_.submissions(), {Part(HeaderOf("S")), ChunkPart(1, LinesOf(1, 1))},
                 absl::ZeroDuration());
  EXPECT_EQ(outcome.reason, "DEADLINE_EXCEEDED");
  EXPECT_EQ(LinesKept(), 0);
}

TEST_F(PostSubmission, HasOneEffectWhenSentTwoHundredTimesAtOnce) {
  constexpr int kSenders = 200;
  service_.KnowWorkers(20);
  const Lines lines = LinesOf(1, 20);
  std::vector<std::string> receipts(kSenders);
  std::vector<std::thread> senders;
  for (int i = 0; i < kSenders; ++i) {
    senders.emplace_back([&, i] {
      const StreamOutcome outcome = PostAll("S", lines);
      receipts[i] = outcome.reason == "OK" ? outcome.receipt().SerializeAsString() : outcome.reason;
    });
  }
  for (std::thread& sender : senders) sender.join();
  EXPECT_THAT(receipts, Each(receipts[0]));
  EXPECT_THAT(receipts[0], HasSubstr(kTestPayer));
  EXPECT_EQ(LinesKept(), 20);
  EXPECT_EQ(service_.Count("SELECT sum(sequence) FROM outbox_shard"),
            service_.Count("SELECT count(*) FROM chunk_shard"));
}

TEST_F(PostSubmission, KeepsNoIdentityNumberAnywhere) {
  service_.KnowWorkers(2);
  Lines lines = LinesOf(1, 2);
  lines.push_back(LineOf(77, "unknown"));
  lines.push_back(LineOf(1, "bad"));
  lines.back().mutable_worker()->set_nik("310101010190000");
  ASSERT_EQ(PostAll("S", lines).reason, "OK");
  const auto tables = service_.Query(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'compliance'");
  ASSERT_GT(tables.size(), 8u);
  for (const std::string& table : tables) {
    for (const std::string& row : service_.Query("SELECT t::text FROM \"" + table + "\" t")) {
      EXPECT_EQ(row.find("310101010190"), std::string::npos) << table;
    }
  }
}

TEST_F(PostSubmission, TakesNoLinesInAClosedPeriodButAnswersOldOnes) {
  service_.KnowWorkers(2);
  const Lines lines = LinesOf(1, 1);
  const StreamOutcome before = PostAll("S", lines);
  v1::ClosePeriodRequest close;
  close.set_idempotency_key("close-1");
  close.set_payer(kTestPayer);
  close.set_period("2024-12");
  v1::ClosePeriodResponse closed;
  grpc::ClientContext context;
  ASSERT_TRUE(service_.periods().ClosePeriod(&context, close, &closed).ok());
  EXPECT_EQ(closed.period().state(), v1::PERIOD_STATE_CLOSED);

  EXPECT_EQ(PostAll("NEW", LinesOf(2, 2)).reason, "PERIOD_CLOSED");
  EXPECT_EQ(PostAll("S", lines).receipt().SerializeAsString(),
            before.receipt().SerializeAsString());
  EXPECT_EQ(LinesKept(), 1);
}

}  // namespace
}  // namespace paritrana::compliance::testing
