// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/translate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/compliance/domain/vocabulary.h"

namespace paritrana::compliance {
namespace {

using ::testing::SizeIs;

// Adapters translate these by number.
TEST(Vocabulary, HasTheNumbersOfTheContracts) {
  EXPECT_EQ(static_cast<int>(Segment::kPu), common::v1::SEGMENT_PU);
  EXPECT_EQ(static_cast<int>(Segment::kPmi), common::v1::SEGMENT_PMI);
  EXPECT_EQ(kSegmentLast, common::v1::Segment_MAX);
  EXPECT_EQ(static_cast<int>(Programme::kJkk), common::v1::PROGRAMME_JKK);
  EXPECT_EQ(static_cast<int>(Programme::kJkp), common::v1::PROGRAMME_JKP);
  EXPECT_EQ(kProgrammeCount, common::v1::Programme_MAX);
  EXPECT_EQ(static_cast<int>(VerdictKind::kAccepted), common::v1::VERDICT_KIND_ACCEPTED);
  EXPECT_EQ(static_cast<int>(VerdictKind::kRejected), common::v1::VERDICT_KIND_REJECTED);
}

TEST(FromProto, RefusesASealWithoutThirtyTwoBytes) {
  v1::SubmissionSeal seal;
  seal.set_content_sha256(std::string(31, 'x'));
  EXPECT_FALSE(FromProto(seal).ok());
  seal.set_content_sha256(std::string(32, 'x'));
  EXPECT_TRUE(FromProto(seal).ok());
}

TEST(FromProto, LeavesTheNumberOutOfTheSecondText) {
  google::protobuf::RepeatedPtrField<v1::ContributionLine> lines;
  lines.Add()->mutable_worker()->set_nik("3174011708900001");
  const std::vector<IncomingLine> incoming = FromProto(lines);
  ASSERT_THAT(incoming, SizeIs(1));
  EXPECT_NE(incoming[0].canonical_text.find("3174011708900001"), std::string::npos);
  EXPECT_EQ(incoming[0].text_without_worker.find("3174011708900001"), std::string::npos);
}

TEST(AppendNotable, LeavesOutWhatIsPlainlyAccepted) {
  const std::vector<Verdict> verdicts = {
      {1, "a", VerdictKind::kAccepted, {}},
      {2, "b", VerdictKind::kRejected, {{"WORKER_UNKNOWN", "worker"}}}};
  google::protobuf::RepeatedPtrField<common::v1::LineVerdict> out;
  AppendNotable(verdicts, out);
  ASSERT_THAT(out, SizeIs(1));
  EXPECT_EQ(out[0].line_no(), 2u);
  EXPECT_EQ(out[0].findings(0).field(), "worker");
  EXPECT_FALSE(out[0].findings(0).text_id().empty());
}

}  // namespace
}  // namespace paritrana::compliance
