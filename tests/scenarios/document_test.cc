// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/document.h"

#include <gtest/gtest.h>

namespace paritrana::scenarios {
namespace {

constexpr char kFile[] = "01-example.md";
constexpr char kStart[] = "# 01 Contoh\n\nCerita.\n\n";

std::string ErrorOf(const std::string& rest) {
  const auto scenario = ParseScenario(kFile, kStart + rest);
  return scenario.ok() ? "" : std::string(scenario.status().message());
}

TEST(ParseScenario, NamesFileAndLineOfABlockItDoesNotKnow) {
  EXPECT_EQ(ErrorOf("```htpp\nGET /v1\n```\n"),
            "01-example.md:5: a block is given, http, grpc, clock or json");
}

TEST(ParseScenario, NamesTheLineOfBrokenJson) {
  const std::string error = ErrorOf("```http\nPOST /v1/x\n\n{\"a\": 1,\n \"b\": }\n```\n");
  EXPECT_EQ(error.rfind("01-example.md:9: ", 0), 0u) << error;
}

TEST(ParseScenario, RefusesACallWithoutAnswer) {
  EXPECT_EQ(ErrorOf("```http\nGET /v1/x\n```\n"), "01-example.md:5: the call has no answer");
  EXPECT_EQ(ErrorOf("```http\nGET /v1/x\n```\n\n```clock\n1h\n```\n"),
            "01-example.md:5: the call has no answer");
}

TEST(ParseScenario, RefusesAnAnswerWithoutCall) {
  EXPECT_EQ(ErrorOf("```json\n{}\n```\n"), "01-example.md:5: this answer follows no call");
}

TEST(ParseScenario, RefusesABlockThatIsNeverClosed) {
  EXPECT_EQ(ErrorOf("```http\nGET /v1/x\n"), "01-example.md:5: the block is never closed");
}

TEST(ParseScenario, RefusesAPageWithoutSteps) {
  EXPECT_EQ(ErrorOf(""), "01-example.md:1: there is no step");
}

TEST(ParseScenario, RefusesAWordItDoesNotKnow) {
  EXPECT_EQ(ErrorOf("```http\nGET /v1/x\n```\n```json 2OO\n{}\n```\n"),
            "01-example.md:8: '2OO' is not a status, eventually or retry-after");
  EXPECT_EQ(ErrorOf("```http often\nGET /v1/x\n```\n"),
            "01-example.md:5: a call is 'http' or 'http N times'");
  EXPECT_EQ(ErrorOf("```given\nworker 1 segment\n```\n"),
            "01-example.md:6: 'segment' is not name=value");
  EXPECT_EQ(ErrorOf("```clock\nlater\n```\n"),
            "01-example.md:5: time passes in one line, for example 169h");
}

TEST(ParseScenario, RefusesANameWithoutNumber) {
  EXPECT_FALSE(ParseScenario("example.md", kStart).ok());
}

TEST(ParseScenario, ReadsACallWithItsAnswer) {
  const auto scenario = ParseScenario(
      kFile, std::string(kStart) +
                 "```http 3 times\nPOST /v1/x?a=1\nIdempotency-Key: k 1\n\n{\"a\": \"}\"}\n```\n"
                 "Jawabannya:\n```json 409 eventually\n{\"b\": 2}\n```\n");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  EXPECT_EQ(scenario->number, 1);
  EXPECT_EQ(scenario->title, "01 Contoh");
  ASSERT_EQ(scenario->steps.size(), 1u);
  const Call& call = std::get<Call>(scenario->steps[0]);
  EXPECT_EQ(call.times, 3);
  EXPECT_EQ(call.http_method, "POST");
  EXPECT_EQ(call.target, "/v1/x?a=1");
  EXPECT_EQ(call.headers.at("idempotency-key"), "k 1");
  EXPECT_EQ(call.body, Json({{"a", "}"}}));
  EXPECT_EQ(call.answer.http_status, 409);
  EXPECT_TRUE(call.answer.eventually);
  EXPECT_EQ(call.answer.messages, std::vector<Json>{Json({{"b", 2}})});
  EXPECT_FALSE(NeedsGrpc(*scenario));
}

TEST(ParseScenario, ReadsAStreamOfMessages) {
  const auto scenario =
      ParseScenario(kFile, std::string(kStart) +
                               "```grpc a.v1.S/M cut\n{\"a\": 1}\n{\"a\": 2}\n```\n"
                               "```json\n{\"b\": 1}\n{\"b\": 2}\n```\n");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  const Stream& stream = std::get<Stream>(scenario->steps[0]);
  EXPECT_EQ(stream.method, "a.v1.S/M");
  EXPECT_TRUE(stream.cut);
  EXPECT_EQ(stream.messages.size(), 2u);
  EXPECT_EQ(stream.answer.messages.size(), 2u);
  EXPECT_TRUE(NeedsGrpc(*scenario));
}

TEST(ParseScenario, ReadsWhatIsGivenAndWhatTimePasses) {
  const auto scenario = ParseScenario(
      kFile, std::string(kStart) +
                 "```given\nemployer A1-000 size=small\n\nworker 64 start=2024-01-02\n```\n"
                 "```clock\n169h\n```\n");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  ASSERT_EQ(scenario->steps.size(), 3u);
  EXPECT_EQ(std::get<Given>(scenario->steps[0]).attributes.at("size"), "small");
  EXPECT_EQ(std::get<Given>(scenario->steps[1]).line, 8);
  EXPECT_EQ(std::get<Wait>(scenario->steps[2]).time, absl::Hours(169));
}

}  // namespace
}  // namespace paritrana::scenarios
