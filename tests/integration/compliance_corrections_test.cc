// SPDX-License-Identifier: Apache-2.0
// Lines that are corrected, deleted, replaced, or wait, on a real PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/compliance/testing/ledger_audit.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

v1::ContributionLine CorrectionOf(const std::string& previous, std::uint64_t worker,
                                  const std::string& line_id, std::int64_t jkk) {
  v1::ContributionLine line = LineOf(worker, line_id);
  line.set_action(v1::LINE_ACTION_CORRECT);
  line.mutable_previous()->set_line_id(previous);
  line.mutable_amounts(0)->set_employer_rupiah(jkk);
  return line;
}

v1::ContributionLine DeletionOf(const std::string& previous, const std::string& line_id) {
  v1::ContributionLine line;
  line.set_line_id(line_id);
  line.set_action(v1::LINE_ACTION_DELETE);
  line.mutable_previous()->set_line_id(previous);
  return line;
}

class Corrections : public ::testing::Test {
 protected:
  Corrections() { service_.KnowWorkers(9); }
  ~Corrections() override { AuditLedger(service_); }

  // Posts and seals a small submission; the reasons of its lines, or of the whole.
  std::vector<std::string> Post(const v1::CreateSubmissionRequest& request) {
    grpc::ClientContext context;
    response_.Clear();
    const auto status = service_.submissions().CreateSubmission(&context, request, &response_);
    if (!status.ok()) return {ReasonOfCall(status)};
    v1::SubmissionProgress progress;
    *progress.mutable_verdicts() = response_.verdicts();
    return ReasonsOf(progress, static_cast<std::size_t>(request.lines_size()));
  }
  v1::CreateSubmissionRequest RequestOf(const std::string& submission, const Lines& lines) {
    v1::CreateSubmissionRequest request;
    request.set_payer(kTestPayer);
    request.set_period("2024-12");
    request.set_run("R1");
    request.set_submission(submission);
    for (const v1::ContributionLine& line : lines) *request.add_lines() = line;
    return request;
  }
  std::vector<std::string> Post(const std::string& submission, const Lines& lines) {
    return Post(RequestOf(submission, lines));
  }
  std::vector<std::string> PostInto(const std::string& run, v1::RunKind kind,
                                    const std::string& submission, const Lines& lines) {
    v1::CreateSubmissionRequest request = RequestOf(submission, lines);
    request.set_run(run);
    request.set_run_kind(kind);
    return Post(request);
  }
  // What counts now, in rupiah.
  std::int64_t Rupiah() {
    return service_.Count("SELECT coalesce(sum(amount), 0) FROM line WHERE standing = 1");
  }
  std::int64_t Version() { return service_.Count("SELECT coalesce(max(version), 0) FROM period"); }

  TestService service_;
  v1::CreateSubmissionResponse response_;
};

TEST_F(Corrections, RefuseALineThatIsNotThereOrWasRefused) {
  Lines bad = {LineOf(1, "bad")};
  bad[0].clear_segment();
  Post("S1", bad);
  EXPECT_THAT(Post("S2", {CorrectionOf("none", 1, "c", 1), CorrectionOf("bad", 1, "d", 1),
                          DeletionOf("none", "e"), DeletionOf("bad", "f")}),
              ElementsAre("LINE_PREVIOUS_UNKNOWN", "LINE_PREVIOUS_REJECTED",
                          "LINE_PREVIOUS_UNKNOWN", "LINE_PREVIOUS_REJECTED"));
  EXPECT_EQ(Version(), 0);
}

TEST_F(Corrections, PutTheNewLineInThePlaceOfTheOld) {
  Post("S1", LinesOf(1, 2));
  EXPECT_THAT(Post("S2", {CorrectionOf("L1", 1, "c", 20'000)}), ElementsAre(""));
  EXPECT_EQ(Rupiah(), 27'000 + 35'000);
  EXPECT_EQ(response_.receipt().period_version(), 2u);
  EXPECT_THAT(Post("S3", {CorrectionOf("L1", 1, "x", 1), CorrectionOf("c", 1, "d", 30'000)}),
              ElementsAre("LINE_ALREADY_REPLACED", ""));
  EXPECT_EQ(Rupiah(), 27'000 + 45'000);
}

TEST_F(Corrections, RefuseAnotherWorkerAndMonthsOfAThirdLine) {
  Lines lines = LinesOf(1, 2);
  lines.push_back(LineOf(1, "november"));
  lines.back().set_covered_from("2024-11");
  Post("S1", lines);
  Lines both = {CorrectionOf("L1", 2, "c", 1), CorrectionOf("L1", 1, "d", 1)};
  both[1].set_covered_from("2024-11");
  both[1].set_covered_to("2024-12");
  EXPECT_THAT(Post("S2", both), ElementsAre("CORRECTION_WORKER_DIFFERS", "DUPLICATE_WORKER_MONTH"));
}

TEST_F(Corrections, MayStandInTheSubmissionOfTheirLine) {
  EXPECT_THAT(Post("S1", {LineOf(1, "a"), CorrectionOf("a", 1, "b", 20'000), DeletionOf("a", "c"),
                          DeletionOf("b", "d")}),
              ElementsAre("", "", "LINE_ALREADY_REPLACED", "LINE_ADDED_AND_DELETED"));
  EXPECT_EQ(Rupiah(), 35'000);
  EXPECT_EQ(response_.receipt().totals().accepted(), 2u);
}

TEST_F(Corrections, MayStandInALaterChunkOfTheSubmissionOfTheirLine) {
  const Lines lines = {LineOf(1, "a"), CorrectionOf("a", 1, "b", 20'000), DeletionOf("b", "c")};
  const StreamOutcome outcome =
      PostStream(service_.submissions(),
                 {Part(HeaderOf("S")), ChunkPart(1, {lines[0]}), ChunkPart(2, {lines[1]}),
                  ChunkPart(3, {lines[2]}), SealPart(lines)});
  ASSERT_EQ(outcome.reason, "OK");
  EXPECT_EQ(outcome.answers[3].progress().verdicts(0).findings(0).reason(),
            "LINE_ADDED_AND_DELETED");
  EXPECT_EQ(Rupiah(), 35'000);
}

TEST_F(Corrections, DeleteALineOnceAndLeaveItsMonthFree) {
  Post("S1", LinesOf(1, 2));
  EXPECT_THAT(Post("S2", {DeletionOf("L1", "d"), DeletionOf("L1", "e"), LineOf(1, "again")}),
              ElementsAre("", "LINE_ALREADY_DELETED", ""));
  EXPECT_EQ(response_.receipt().totals().deletions(), 1u);
  EXPECT_EQ(Rupiah(), 54'000);
  EXPECT_THAT(Post("S3", {CorrectionOf("L1", 1, "c", 1), LineOf(3, "d")}),
              ElementsAre("LINE_ALREADY_DELETED", "LINE_ID_REPEATED"));
}

TEST_F(Corrections, OfARunOfCorrectionsReachAnyRunOfThePeriod) {
  Post("S1", LinesOf(1, 2));
  Lines late = {CorrectionOf("L1", 1, "c", 20'000), DeletionOf("L2", "d"), LineOf(3, "new")};
  late[0].mutable_previous()->set_run("R1");
  late[1].mutable_previous()->set_run("R1");
  EXPECT_THAT(PostInto("LATE", v1::RUN_KIND_CORRECTION, "S", late),
              ElementsAre("", "", "LINE_ACTION_NOT_ALLOWED"));
  EXPECT_EQ(Rupiah(), 35'000);
}

TEST_F(Corrections, GiveTheSameAnswerAgain) {
  Post("S1", LinesOf(1, 2));
  const Lines lines = {CorrectionOf("L1", 1, "c", 20'000), DeletionOf("L2", "d"),
                       DeletionOf("none", "e")};
  Post("S2", lines);
  const std::string first = response_.SerializeAsString();
  Post("S2", lines);
  EXPECT_EQ(response_.SerializeAsString(), first);
  EXPECT_EQ(Version(), 2);
}

TEST_F(Corrections, TakeLinesThatWaitBack) {
  EXPECT_THAT(Post("S1", {LineOf(91, "a"), LineOf(92, "b"), LineOf(93, "c")}),
              ElementsAre("WORKER_AWAITED", "WORKER_AWAITED", "WORKER_AWAITED"));
  EXPECT_EQ(service_.Count("SELECT count(*) FROM waiting_line"), 3);
  EXPECT_THAT(Post("S2", {CorrectionOf("a", 91, "a2", 1), DeletionOf("b", "b2"),
                          CorrectionOf("c", 94, "c2", 1)}),
              ElementsAre("WORKER_AWAITED", "", "CORRECTION_WORKER_DIFFERS"));
  EXPECT_EQ(service_.Count("SELECT count(*) FROM waiting_line"), 2);
  Post("S1", {LineOf(91, "a"), LineOf(92, "b"), LineOf(93, "c")});
  EXPECT_EQ(response_.receipt().totals().waiting(), 1u);
  EXPECT_EQ(response_.receipt().totals().rejected(), 2u);
  EXPECT_EQ(response_.verdicts(0).findings(0).reason(), "LINE_ALREADY_REPLACED");
  EXPECT_EQ(response_.verdicts(1).findings(0).reason(), "LINE_ALREADY_DELETED");
}

TEST_F(Corrections, OfALineThatWaitsInTheSameSubmission) {
  EXPECT_THAT(Post("S1", {LineOf(91, "a"), CorrectionOf("a", 91, "b", 1)}),
              ElementsAre("LINE_ALREADY_REPLACED", "WORKER_AWAITED"));
  EXPECT_EQ(response_.receipt().totals().waiting(), 1u);
}

TEST_F(Corrections, AreNotTakenInAClosedPeriod) {
  Post("S1", LinesOf(1, 1));
  service_.Query("UPDATE period SET closed = true RETURNING 1");
  EXPECT_THAT(PostInto("LATE", v1::RUN_KIND_CORRECTION, "S", {DeletionOf("L1", "d")}),
              ElementsAre("PERIOD_CLOSED"));
}

TEST_F(Corrections, TellAPayrollNumberThatChangedAndOneOfAnother) {
  Lines lines = LinesOf(1, 2);
  lines[0].set_payroll_number("K-1");
  lines[1].set_payroll_number("K-2");
  Post("S1", lines);
  Lines next = {LineOf(1, "a"), LineOf(2, "b"), LineOf(3, "c")};
  for (auto& line : next) line.set_covered_from("2024-11");
  next[0].set_payroll_number("K-9");
  next[1].set_payroll_number("K-2");
  next[2].set_payroll_number("K-2");
  EXPECT_THAT(Post("S2", next), ElementsAre("", "", "EMPLOYMENT_AMBIGUOUS"));
  ASSERT_THAT(response_.verdicts(), SizeIs(2));
  EXPECT_THAT(response_.verdicts(0).match().reasons(),
              ElementsAre(common::v1::MATCH_REASON_SAME_IDENTITY,
                          common::v1::MATCH_REASON_PAYROLL_NUMBER_CHANGED));
  const auto& match = response_.verdicts(1).match();
  EXPECT_EQ(match.kind(), common::v1::MATCH_KIND_AMBIGUOUS);
  ASSERT_THAT(match.candidates(), SizeIs(2));
  EXPECT_EQ(match.candidates(0).candidate(), "1");
  EXPECT_EQ(match.candidates(0).start_date(), "1970-01-01");
  EXPECT_EQ(match.candidates(0).workplace_region(), "64.74.01.1001");
  EXPECT_EQ(service_.Count("SELECT count(*) FROM payroll_number"), 3);
}

class Runs : public Corrections {
 protected:
  std::vector<std::string> Replace(const std::string& submission, const Lines& lines,
                                   bool complete) {
    v1::CreateSubmissionRequest request = RequestOf(submission, lines);
    request.set_run("R2");
    request.set_run_kind(v1::RUN_KIND_REPLACEMENT);
    request.set_replaces_run("R1");
    request.set_completes_run(complete);
    return Post(request);
  }
};

TEST_F(Runs, KeepTheirKind) {
  Post("S1", LinesOf(1, 1));
  EXPECT_THAT(PostInto("R1", v1::RUN_KIND_SUPPLEMENTARY, "S2", LinesOf(2, 2)),
              ElementsAre("RUN_KIND_DIFFERS"));
  EXPECT_THAT(PostInto("R1", static_cast<v1::RunKind>(9), "S2", LinesOf(2, 2)),
              ElementsAre("ENUM_UNKNOWN"));
  EXPECT_THAT(PostInto("R1", v1::RUN_KIND_REGULAR, "S2", LinesOf(2, 2)), ElementsAre(""));
}

TEST_F(Runs, OfSupplementsRepeatMonthsOncePerRun) {
  Post("S1", LinesOf(1, 1));
  EXPECT_THAT(PostInto("X", v1::RUN_KIND_SUPPLEMENTARY, "S", {LineOf(1, "a"), LineOf(1, "b")}),
              ElementsAre("", "DUPLICATE_WORKER_MONTH"));
  EXPECT_THAT(PostInto("Y", v1::RUN_KIND_SUPPLEMENTARY, "S", {LineOf(1, "a")}), ElementsAre(""));
  EXPECT_EQ(Rupiah(), 3 * 27'000);
}

TEST_F(Runs, ReplaceLineByLineAndThenWhatIsLeft) {
  Post("S1", {LineOf(1, "a"), LineOf(2, "b"), LineOf(3, "c"), LineOf(91, "waits")});
  Lines lines = {LineOf(1, "a"), LineOf(4, "d")};
  lines[0].mutable_amounts(0)->set_employer_rupiah(20'000);
  EXPECT_THAT(Replace("S1", lines, false), ElementsAre("", ""));
  EXPECT_EQ(Rupiah(), 35'000 + 3 * 27'000);
  AuditLedger(service_);
  EXPECT_THAT(Replace("S2", {LineOf(2, "b")}, true), ElementsAre(""));
  EXPECT_EQ(Rupiah(), 35'000 + 2 * 27'000);
  EXPECT_EQ(service_.Count("SELECT count(*) FROM line WHERE standing = 4"), 4);
  EXPECT_EQ(service_.Count("SELECT count(*) FROM waiting_line"), 0);
  const std::string receipt = response_.SerializeAsString();
  Replace("S2", {LineOf(2, "b")}, true);
  EXPECT_EQ(response_.SerializeAsString(), receipt);
  EXPECT_THAT(Post("S9", LinesOf(9, 9)), ElementsAre("RUN_REPLACED"));
}

TEST_F(Runs, GoOnReplacingWhenTheSealIsSentAgain) {
  Post("S1", {LineOf(1, "a"), LineOf(2, "b")});
  Replace("S1", {LineOf(1, "a")}, false);
  Replace("S1", {LineOf(1, "a")}, true);
  EXPECT_EQ(Rupiah(), 27'000);
}

TEST_F(Runs, RefuseToReplaceWhatIsUnknownOrReplaced) {
  EXPECT_THAT(Replace("S1", LinesOf(1, 1), false), ElementsAre("RUN_UNKNOWN"));
  Post("S1", LinesOf(1, 1));
  Replace("S1", LinesOf(1, 1), true);
  v1::CreateSubmissionRequest third = RequestOf("S1", LinesOf(2, 2));
  third.set_run("R3");
  third.set_run_kind(v1::RUN_KIND_REPLACEMENT);
  EXPECT_THAT(Post(third), ElementsAre("FIELD_REQUIRED"));
  third.set_replaces_run("a b");
  EXPECT_THAT(Post(third), ElementsAre("FIELD_MALFORMED"));
  third.set_replaces_run("R1");
  EXPECT_THAT(Post(third), ElementsAre("RUN_ALREADY_REPLACED"));
  third.set_replaces_run("R2");
  EXPECT_THAT(Post(third), ElementsAre(""));
}

TEST_F(Runs, OfNilDeclareThatNothingIsDue) {
  EXPECT_THAT(PostInto("NIL", v1::RUN_KIND_NIL, "S", LinesOf(1, 1)),
              ElementsAre("NIL_RETURN_HAS_LINES"));
  EXPECT_THAT(PostInto("NIL", v1::RUN_KIND_NIL, "S", {}), SizeIs(0));
  EXPECT_EQ(response_.receipt().state(), v1::SUBMISSION_STATE_SEALED);
  EXPECT_EQ(response_.receipt().run_kind(), v1::RUN_KIND_NIL);
  EXPECT_EQ(response_.receipt().period_version(), 1u);
  const std::string receipt = response_.SerializeAsString();
  Post("S1", LinesOf(1, 1));
  PostInto("NIL", v1::RUN_KIND_NIL, "S", {});
  EXPECT_EQ(response_.SerializeAsString(), receipt);
  EXPECT_THAT(PostInto("NIL", v1::RUN_KIND_NIL, "S2", {}), ElementsAre("PERIOD_HAS_LINES"));
}

class ValidateOnly : public Corrections {
 protected:
  std::int64_t Kept() {
    return service_.Count(
        "SELECT (SELECT count(*) FROM line) + (SELECT count(*) FROM run) + "
        "(SELECT count(*) FROM outbox) + (SELECT count(*) FROM waiting_line) + "
        "(SELECT count(*) FROM period)");
  }
};

TEST_F(ValidateOnly, AnswersAsIfPostedAndKeepsNothing) {
  v1::CreateSubmissionRequest request =
      RequestOf("S", {LineOf(1, "a"), LineOf(1, "b"), LineOf(91, "c")});
  request.set_validate_only(true);
  EXPECT_THAT(Post(request), ElementsAre("", "DUPLICATE_WORKER_MONTH", "WORKER_AWAITED"));
  EXPECT_EQ(response_.receipt().totals().accepted(), 1u);
  EXPECT_EQ(response_.receipt().state(), v1::SUBMISSION_STATE_WAITING);
  EXPECT_FALSE(response_.receipt().has_opened_at());
  EXPECT_FALSE(response_.receipt().has_position());
  EXPECT_EQ(Kept(), 0);
}

TEST_F(ValidateOnly, RemembersTheLinesOfItsStream) {
  v1::SubmissionHeader header = HeaderOf("S");
  header.set_validate_only(true);
  const Lines lines = {LineOf(1, "a"), LineOf(1, "b"), CorrectionOf("a", 1, "c", 1)};
  const StreamOutcome outcome =
      PostStream(service_.submissions(), {Part(header), ChunkPart(1, {lines[0]}),
                                          ChunkPart(2, {lines[1], lines[2]}), SealPart(lines)});
  ASSERT_EQ(outcome.reason, "OK");
  EXPECT_EQ(outcome.answers[2].progress().verdicts(0).findings(0).reason(),
            "DUPLICATE_WORKER_MONTH");
  EXPECT_EQ(outcome.receipt().totals().accepted(), 2u);
  EXPECT_EQ(Kept(), 0);
  EXPECT_EQ(
      PostStream(service_.submissions(), {Part(header), ChunkPart(1, lines), SealPart({lines[0]})})
          .reason,
      "SEAL_MISMATCH");
}

}  // namespace
}  // namespace paritrana::compliance::testing
