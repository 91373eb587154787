// SPDX-License-Identifier: Apache-2.0
// The calls of compliance beside the stream, on a real PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/base/retry_after.h"
#include "libs/rpc/status.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

template <typename Request>
Request Named(const std::string& submission) {
  Request request;
  request.set_payer(kTestPayer);
  request.set_period("2024-12");
  request.set_run("R1");
  request.set_submission(submission);
  return request;
}

class CreateSubmission : public ::testing::Test {
 protected:
  v1::CreateSubmissionRequest RequestOf(const std::string& submission, const Lines& lines) {
    auto request = Named<v1::CreateSubmissionRequest>(submission);
    for (const v1::ContributionLine& line : lines) *request.add_lines() = line;
    return request;
  }
  std::string Create(const v1::CreateSubmissionRequest& request) {
    grpc::ClientContext context;
    response_.Clear();
    return ReasonOfCall(service_.submissions().CreateSubmission(&context, request, &response_));
  }

  TestService service_;
  v1::CreateSubmissionResponse response_;
};

TEST_F(CreateSubmission, RefusesNoneOrTooManyLines) {
  EXPECT_EQ(Create(RequestOf("S", {})), "FIELD_REQUIRED");
  auto request = Named<v1::CreateSubmissionRequest>("S");
  for (int i = 0; i < 1'001; ++i) request.add_lines();
  EXPECT_EQ(Create(request), "CHUNK_TOO_LARGE");
}

TEST_F(CreateSubmission, RefusesOtherContentUnderTheSameId) {
  service_.KnowWorkers(2);
  ASSERT_EQ(Create(RequestOf("S", LinesOf(1, 1))), "OK");
  EXPECT_EQ(Create(RequestOf("S", LinesOf(2, 2))), "SUBMISSION_CONTENT_DIFFERS");
}

TEST_F(CreateSubmission, SealsAndGivesTheSameAnswerAgain) {
  service_.KnowWorkers(2);
  Lines lines = LinesOf(1, 2);
  lines.push_back(LineOf(9, "unknown"));
  ASSERT_EQ(Create(RequestOf("S", lines)), "OK");
  EXPECT_EQ(response_.receipt().state(), v1::SUBMISSION_STATE_WAITING);
  EXPECT_EQ(response_.receipt().totals().accepted(), 2u);
  EXPECT_EQ(response_.receipt().totals().waiting(), 1u);
  ASSERT_THAT(response_.verdicts(), SizeIs(1));
  EXPECT_EQ(response_.verdicts(0).findings(0).reason(), "WORKER_AWAITED");
  const std::string first = response_.SerializeAsString();
  ASSERT_EQ(Create(RequestOf("S", lines)), "OK");
  EXPECT_EQ(response_.SerializeAsString(), first);
}

TEST_F(CreateSubmission, NamesThePositionOfItsFacts) {
  service_.KnowWorkers(1);
  ASSERT_EQ(Create(RequestOf("S", LinesOf(1, 1))), "OK");
  const auto& position = response_.receipt().position();
  EXPECT_EQ(position.epoch(), 1u);
  ASSERT_THAT(position.marks(), SizeIs(1));
  EXPECT_EQ(position.marks(0).shard(), ShardOf(1001, kTestShards).value());
  EXPECT_EQ(position.marks(0).sequence(), 1u);
}

TEST_F(CreateSubmission, GoesOnWhereAnOpenSubmissionStopped) {
  service_.KnowWorkers(3);
  PostStream(service_.submissions(), {Part(HeaderOf("S")), ChunkPart(1, LinesOf(1, 2))});
  ASSERT_EQ(Create(RequestOf("S", LinesOf(1, 3))), "OK");
  EXPECT_EQ(response_.receipt().totals().accepted(), 3u);
}

TEST_F(CreateSubmission, ChangesNothingWhenTheSealDoesNotFit) {
  service_.KnowWorkers(3);
  PostStream(service_.submissions(), {Part(HeaderOf("S")), ChunkPart(1, LinesOf(1, 3))});
  EXPECT_EQ(Create(RequestOf("S", LinesOf(1, 2))), "SEAL_MISMATCH");
  EXPECT_EQ(service_.Count("SELECT count(*) FROM submission WHERE sealed_at IS NULL"), 1);
}

TEST_F(CreateSubmission, IsRefusedWhileThePayerSendsTooFast) {
  service_.KnowWorkers(1);
  service_.UseUpRate();
  grpc::ClientContext context;
  const absl::Status refused = rpc::FromGrpc(
      service_.submissions().CreateSubmission(&context, RequestOf("S", LinesOf(1, 1)), &response_));
  EXPECT_EQ(ReasonOf(refused)->name, "RATE_LIMITED");
  ASSERT_TRUE(RetryAfterOf(refused).has_value());
  EXPECT_EQ(service_.Count("SELECT count(*) FROM line"), 0);
  service_.clock().Advance(*RetryAfterOf(refused));
  EXPECT_EQ(Create(RequestOf("S", LinesOf(1, 1))), "OK");
}

TEST(PostSubmission, IsRefusedWhileThePayerSendsTooFastAndGoesOnAfterwards) {
  TestService service;
  service.KnowWorkers(2);
  service.UseUpRate();
  EXPECT_EQ(PostWhole(service.submissions(), "S", LinesOf(1, 2)).reason, "RATE_LIMITED");
  // Enough for the header, not for the chunk.
  service.clock().Advance(absl::Seconds(1) / RatesPerPayer{}.posts_per_second);
  const StreamOutcome opened = PostWhole(service.submissions(), "S", LinesOf(1, 2));
  EXPECT_EQ(opened.reason, "RATE_LIMITED");
  EXPECT_THAT(opened.answers, SizeIs(1));
  service.clock().Advance(absl::Seconds(1));
  EXPECT_EQ(PostWhole(service.submissions(), "S", LinesOf(1, 2)).reason, "OK");
}

class ListSubmissionLines : public ::testing::Test {
 protected:
  ListSubmissionLines() {
    service_.KnowWorkers(5);
    Lines lines = LinesOf(1, 5);
    lines[2].set_segment(common::v1::SEGMENT_UNSPECIFIED);
    EXPECT_EQ(PostWhole(service_.submissions(), "S", lines).reason, "OK");
  }
  std::string List(const v1::ListSubmissionLinesRequest& request) {
    grpc::ClientContext context;
    response_.Clear();
    return ReasonOfCall(service_.submissions().ListSubmissionLines(&context, request, &response_));
  }
  std::vector<std::uint64_t> LineNumbers() {
    std::vector<std::uint64_t> numbers;
    for (const auto& line : response_.lines()) numbers.push_back(line.verdict().line_no());
    return numbers;
  }

  TestService service_;
  v1::ListSubmissionLinesResponse response_;
};

TEST_F(ListSubmissionLines, RefusesWhatItCannotPage) {
  auto request = Named<v1::ListSubmissionLinesRequest>("NONE");
  EXPECT_EQ(List(request), "SUBMISSION_UNKNOWN");
  request = Named<v1::ListSubmissionLinesRequest>("S");
  request.set_page_size(1'001);
  EXPECT_EQ(List(request), "PAGE_SIZE_INVALID");
  request.set_page_size(2);
  request.set_page_token("two");
  EXPECT_EQ(List(request), "PAGE_TOKEN_INVALID");
  request.clear_page_token();
  request.set_only(static_cast<common::v1::VerdictKind>(9));
  EXPECT_EQ(List(request), "ENUM_UNKNOWN");
}

TEST_F(ListSubmissionLines, GoesFromPageToPage) {
  auto request = Named<v1::ListSubmissionLinesRequest>("S");
  request.set_page_size(2);
  ASSERT_EQ(List(request), "OK");
  EXPECT_THAT(LineNumbers(), ElementsAre(1, 2));
  request.set_page_token(response_.next_page_token());
  ASSERT_EQ(List(request), "OK");
  EXPECT_THAT(LineNumbers(), ElementsAre(3, 4));
  request.set_page_token(response_.next_page_token());
  ASSERT_EQ(List(request), "OK");
  EXPECT_THAT(LineNumbers(), ElementsAre(5));
  EXPECT_EQ(response_.next_page_token(), "");
}

TEST_F(ListSubmissionLines, ShowsWhatTheLedgerHoldsAndNoMore) {
  auto request = Named<v1::ListSubmissionLinesRequest>("S");
  ASSERT_EQ(List(request), "OK");
  const v1::SubmissionLine& counted = response_.lines(0);
  EXPECT_EQ(counted.covered_from(), "2024-12");
  EXPECT_EQ(counted.region(), "64.74.01.1001");
  EXPECT_EQ(counted.amount_rupiah(), 27'000);
  const v1::SubmissionLine& refused = response_.lines(2);
  EXPECT_EQ(refused.verdict().findings(0).reason(), "SEGMENT_INVALID");
  EXPECT_EQ(refused.region(), "");
}

TEST_F(ListSubmissionLines, ShowsOnlyOneKindOfVerdictWhenAsked) {
  auto request = Named<v1::ListSubmissionLinesRequest>("S");
  request.set_only(common::v1::VERDICT_KIND_REJECTED);
  ASSERT_EQ(List(request), "OK");
  EXPECT_THAT(LineNumbers(), ElementsAre(3));
}

TEST(GetSubmission, RefusesOneThatIsUnknown) {
  TestService service;
  v1::GetSubmissionResponse response;
  grpc::ClientContext context;
  EXPECT_EQ(ReasonOfCall(service.submissions().GetSubmission(
                &context, Named<v1::GetSubmissionRequest>("NONE"), &response)),
            "SUBMISSION_UNKNOWN");
}

class ChangePeriodCall : public ::testing::Test {
 protected:
  template <typename Request>
  Request RequestOf(const std::string& key) {
    Request request;
    request.set_idempotency_key(key);
    request.set_payer(kTestPayer);
    request.set_period("2024-12");
    return request;
  }
  std::string Close(const std::string& key) {
    grpc::ClientContext context;
    v1::ClosePeriodResponse response;
    const auto status =
        service_.periods().ClosePeriod(&context, RequestOf<v1::ClosePeriodRequest>(key), &response);
    period_ = response.period();
    return ReasonOfCall(status);
  }
  std::string Reopen(const std::string& key) {
    grpc::ClientContext context;
    v1::ReopenPeriodResponse response;
    const auto status = service_.periods().ReopenPeriod(
        &context, RequestOf<v1::ReopenPeriodRequest>(key), &response);
    period_ = response.period();
    return ReasonOfCall(status);
  }

  TestService service_;
  v1::Period period_;
};

TEST_F(ChangePeriodCall, NeedsAKeyOfItsOwn) {
  EXPECT_EQ(Close(""), "IDEMPOTENCY_KEY_INVALID");
  EXPECT_EQ(Close("has space"), "IDEMPOTENCY_KEY_INVALID");
  ASSERT_EQ(Close("k1"), "OK");
  EXPECT_EQ(Reopen("k1"), "IDEMPOTENCY_KEY_REUSED");
}

TEST_F(ChangePeriodCall, CountsEachChangeOnce) {
  ASSERT_EQ(Close("k1"), "OK");
  EXPECT_EQ(period_.version(), 1u);
  ASSERT_EQ(Reopen("k2"), "OK");
  EXPECT_EQ(period_.state(), v1::PERIOD_STATE_OPEN);
  EXPECT_EQ(period_.version(), 2u);
  ASSERT_EQ(Reopen("k3"), "OK");
  EXPECT_EQ(period_.version(), 2u);
}

TEST_F(ChangePeriodCall, GivesTheFirstAnswerToARetryThatComesLate) {
  ASSERT_EQ(Close("k1"), "OK");
  ASSERT_EQ(Reopen("k2"), "OK");
  ASSERT_EQ(Close("k1"), "OK");
  EXPECT_EQ(period_.state(), v1::PERIOD_STATE_CLOSED);
  EXPECT_EQ(period_.version(), 1u);
  EXPECT_EQ(service_.Count("SELECT count(*) FROM period WHERE closed"), 0);
}

}  // namespace
}  // namespace paritrana::compliance::testing
