// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/matching.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paritrana::scenarios {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> Compared(const char* expected, const char* actual, Notes notes = {}) {
  return Differences(Json::parse(expected), Json::parse(actual), notes);
}

TEST(Differences, NamesThePathOfAWrongValue) {
  EXPECT_THAT(Compared(R"({"a": {"b": ["1", "2"]}})", R"({"a": {"b": ["1", "3"]}})"),
              ElementsAre(R"(a.b[1]: expected "2", got "3")"));
}

TEST(Differences, NamesAMemberThatIsNotShown) {
  EXPECT_THAT(Compared(R"({"a": 1})", R"({"a": 1, "b": 2})"),
              ElementsAre("b: expected nothing, got 2"));
  EXPECT_THAT(Compared(R"({"a": 1, "<rest>": "<any>"})", R"({"a": 1, "b": 2})"), IsEmpty());
}

TEST(Differences, NamesAMemberThatIsMissing) {
  EXPECT_THAT(Compared(R"({"a": 1})", "{}"), ElementsAre("a: expected 1, got null"));
  EXPECT_THAT(Compared(R"({"a": {"b": 1}})", "{}"), ElementsAre("a.b: expected 1, got null"));
}

TEST(Differences, TakesADefaultForAbsent) {
  EXPECT_THAT(Compared("{}", R"({"a": "0", "b": "", "c": [], "d": false, "e": "K_UNSPECIFIED",
                                 "f": {"g": "0"}})"),
              IsEmpty());
  EXPECT_THAT(Compared(R"({"a": "0", "b": [], "c": {}})", "{}"), IsEmpty());
}

TEST(Differences, KeepsTypesApart) { EXPECT_THAT(Compared("[1]", R"(["1"])"), SizeIs(1)); }

TEST(Differences, NamesListsOfOtherLength) {
  EXPECT_THAT(Compared("[1]", "[1, 2]"), ElementsAre("(answer): expected 1 elements, got [1,2]"));
}

TEST(Differences, KnowsKindsOfValues) {
  EXPECT_THAT(Compared(R"(["<number>", "<number>", "<time>", "<text>", "<any>"])",
                       R"([7, "-7", "2026-05-11T02:00:00Z", "t", {"a": 1}])"),
              IsEmpty());
  EXPECT_THAT(Compared(R"(["<number>", "<time>", "<text>"])", R"(["x", "x", 1])"), SizeIs(3));
}

TEST(Differences, ComparesWithWhatWasKept) {
  Notes notes;
  EXPECT_THAT(Differences(Json::parse(R"({"v": "<save:v>"})"), Json::parse(R"({"v": "3"})"), notes),
              IsEmpty());
  EXPECT_EQ(notes.at("v"), "3");
  EXPECT_THAT(Compared(R"({"w": "<v>"})", R"({"w": "3"})", notes), IsEmpty());
  EXPECT_THAT(Compared(R"({"w": "<v>"})", R"({"w": "4"})", notes), SizeIs(1));
  EXPECT_THAT(Compared(R"({"w": "<u>"})", R"({"w": "4"})", notes), SizeIs(1));
  EXPECT_THAT(Compared(R"({"w": "<save:u>"})", "{}"), SizeIs(1));
}

TEST(Differences, LeavesTheOrderFreeWhereMarked) {
  EXPECT_THAT(Compared(R"(["<unordered>", {"a": 1}, {"a": 2}])", R"([{"a": 2}, {"a": 1}])"),
              IsEmpty());
  EXPECT_THAT(Compared(R"(["<unordered>", 1, 1])", "[1, 2]"), SizeIs(1));
  EXPECT_THAT(Compared(R"(["<unordered>", 1])", "[1, 2]"), SizeIs(1));
}

TEST(FillIn, PutsKeptValuesIntoRequests) {
  const Notes notes = {{"v", "3"}, {"p", Json::parse(R"({"epoch": 1})")}, {"t", "a+b="}};
  EXPECT_EQ(*FillIn(Json::parse(R"({"a": ["<v>", "<p>"], "b": 1})"), notes),
            Json::parse(R"({"a": ["3", {"epoch": 1}], "b": 1})"));
  EXPECT_EQ(*FillInText("/v1/x?since=<v>&t=<t>", notes, true), "/v1/x?since=3&t=a%2Bb%3D");
}

TEST(FillIn, RefusesWhatWasNeverKept) {
  EXPECT_FALSE(FillIn(Json("<v>"), {}).ok());
  EXPECT_FALSE(FillInText("/v1/<v>", {}, true).ok());
}

}  // namespace
}  // namespace paritrana::scenarios
