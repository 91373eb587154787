// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/transcoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "paritrana/compliance/v1/matches.pb.h"
#include "paritrana/compliance/v1/submissions.pb.h"
#include "paritrana/scoring/v1/rankings.pb.h"
#include "services/gateway/application/descriptor_set.h"

namespace paritrana::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kNik[] = "3201010101900001";

class TranscoderTest : public ::testing::Test {
 protected:
  const Operation& Named(const std::string& name) const {
    for (const Operation& operation : contract_->operations()) {
      if (operation.method->name() == name) return operation;
    }
    ADD_FAILURE() << name;
    return contract_->operations()[0];
  }

  absl::Status Refused(const std::string& method, const RequestParts& parts) const {
    return EncodeRequest(*contract_, Named(method), parts).status();
  }

  // Reason and field of the error that a body for CreateSubmission gives.
  std::string Refusal(const std::string& body) const {
    const absl::Status status = Refused("CreateSubmission", {{}, "", body, ""});
    EXPECT_THAT(status.ToString(), Not(HasSubstr(kNik)));
    EXPECT_THAT(FieldOf(status), Not(HasSubstr(kNik)));
    return std::string(ReasonOf(status)->name) + " " + FieldOf(status);
  }

  std::unique_ptr<Contract> contract_ = *Contract::Load(EmbeddedDescriptorSet());
};

TEST_F(TranscoderTest, NamesThePlaceOfEveryMistake) {
  EXPECT_EQ(Refusal(R"({"lines":[{"lineId":"a"},{"lineIx":1}]})"), "FIELD_UNKNOWN lines[1].lineIx");
  EXPECT_EQ(Refusal(R"({"nope":1})"), "FIELD_UNKNOWN nope");
  EXPECT_EQ(Refusal(R"({"lines":[{"lineId":"a","" : {}}]})"), "FIELD_UNKNOWN ");
  EXPECT_EQ(Refusal(R"({"lines":[{'':{"lineId":"a"}}]})"), "FIELD_UNKNOWN ");
  EXPECT_EQ(Refusal(R"({"lines":[{"reported_wage_rupiah":"abc"}]})"),
            "FIELD_MALFORMED lines[0].reportedWageRupiah");
  EXPECT_EQ(Refusal(R"({"lines":[{"reportedWageRupiah":1.5}]})"),
            "FIELD_MALFORMED lines[0].reportedWageRupiah");
  EXPECT_EQ(Refusal(R"({"lines":[{"segment":"SEGMENT_XX"}]})"), "ENUM_UNKNOWN lines[0].segment");
  EXPECT_EQ(Refusal(R"({"lines":[{"worker":"x"}]})"), "FIELD_MALFORMED lines[0].worker");
  EXPECT_EQ(Refusal(R"({"payer":{"a":1}})"), "FIELD_MALFORMED payer");
  EXPECT_EQ(Refusal(R"({"after":{"epoch":-1}})"), "FIELD_MALFORMED after.epoch");
  EXPECT_EQ(Refusal("{\"payer\":\"\xff\"}"), "JSON_INVALID ");
  EXPECT_EQ(Refusal("{\"a"), "JSON_INVALID ");
}

TEST_F(TranscoderTest, NeverRepeatsAnIdentityFromABrokenBody) {
  const std::string nik = kNik;
  Refusal("{\"lines\":[{\"worker\":{\"nik\":\"" + nik + "\",\"kpj\":\"1\"}}]}");
  Refusal("{\"lines\":[{\"reportedWageRupiah\":\"" + nik + "x\"}]}");
  Refusal("{\"" + nik + "\":1}");
  Refusal("{\"lines\":\"" + nik + "\"");
}

TEST_F(TranscoderTest, TakesEmptyAndQuotedTextAsValues) {
  const std::string body = R"({"payer":"","run":"a\\","submission":"\"\":"})";
  EXPECT_TRUE(Refused("CreateSubmission", {{}, "", body, ""}).ok());
}

TEST_F(TranscoderTest, RefusesAQueryBesideABody) {
  EXPECT_EQ(ReasonOf(Refused("CreateSubmission", {{}, "payer=x", "{}", ""}))->name,
            "FIELD_UNKNOWN");
}

TEST_F(TranscoderTest, RefusesListsAndDeepNamesInTheQuery) {
  EXPECT_EQ(ReasonOf(Refused("GetRanking", {{}, "after.marks=1", "", ""}))->name,
            "FIELD_MALFORMED");
  EXPECT_EQ(ReasonOf(Refused("GetRanking", {{}, "month.x=1", "", ""}))->name, "FIELD_UNKNOWN");
  EXPECT_EQ(FieldOf(Refused("GetRanking", {{}, "after={\"epoch\":\"x\"}", "", ""})), "after.epoch");
}

TEST_F(TranscoderTest, BuildsARequestFromPathAndBody) {
  const auto bytes = EncodeRequest(
      *contract_, Named("CreateSubmission"),
      {{{"payer", "A1-000"}, {"period", "2024-12"}, {"run", "r"}, {"submission", "s"}},
       "",
       R"({"payer":"A1-000","lines":[{"lineId":"1","segment":"SEGMENT_PU",
           "worker":{"kpj":"12345678901"},"reportedWageRupiah":5000000}]})",
       ""});
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  compliance::v1::CreateSubmissionRequest request;
  ASSERT_TRUE(request.ParseFromString(*bytes));
  EXPECT_EQ(request.submission(), "s");
  EXPECT_EQ(request.lines(0).worker().kpj(), "12345678901");
  EXPECT_EQ(request.lines(0).reported_wage_rupiah(), 5'000'000);
}

TEST_F(TranscoderTest, BindsANumberThatAVerbFollows) {
  const Operation& answer = Named("AnswerMatch");
  const auto path = RequestPath::Parse(
      "/v1/payers/A1-000/periods/2024-12/runs/r/submissions/s/lines/250000:answer");
  ASSERT_TRUE(path);
  const auto captures = answer.path.Match(*path);
  ASSERT_TRUE(captures);
  const auto bytes = EncodeRequest(*contract_, answer, {*captures, "", R"({"candidate":"2"})", ""});
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  compliance::v1::AnswerMatchRequest request;
  ASSERT_TRUE(request.ParseFromString(*bytes));
  EXPECT_EQ(request.line_no(), 250'000u);
  EXPECT_EQ(request.candidate(), "2");
  EXPECT_FALSE(EncodeRequest(*contract_, answer, {{{"line_no", "-1"}}, "", "", ""}).ok());
}

TEST_F(TranscoderTest, FillsFieldsFromTheQueryByEitherName) {
  const auto bytes = EncodeRequest(
      *contract_, Named("ListSubmissionLines"),
      {{{"payer", "p"}}, "pageSize=7&page_token=a%2Bb&only=VERDICT_KIND_REJECTED&", "", ""});
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  compliance::v1::ListSubmissionLinesRequest request;
  ASSERT_TRUE(request.ParseFromString(*bytes));
  EXPECT_EQ(request.page_size(), 7);
  EXPECT_EQ(request.page_token(), "a+b");
  EXPECT_EQ(request.only(), common::v1::VERDICT_KIND_REJECTED);
}

TEST_F(TranscoderTest, PrintsDefaultsNamesAndTextNumbers) {
  scoring::v1::GetStateResponse answer;
  answer.set_lines_applied(9'007'199'254'740'993);
  const auto json = DecodeResponse(*contract_, Named("GetState"), answer.SerializeAsString());
  ASSERT_TRUE(json.ok()) << json.status();
  EXPECT_THAT(*json, HasSubstr("\"linesApplied\":\"9007199254740993\""));
  EXPECT_THAT(*json, HasSubstr("\"slotBytes\":\"0\""));
}

TEST_F(TranscoderTest, RefusesAnAnswerThatDoesNotDecode) {
  EXPECT_FALSE(DecodeResponse(*contract_, Named("GetState"), "\xff\xff\xff").ok());
}

}  // namespace
}  // namespace paritrana::gateway
