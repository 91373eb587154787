// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/domain/path_template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paritrana::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Capture = PathTemplate::Capture;

std::optional<std::vector<Capture>> Match(std::string_view pattern, std::string_view path) {
  const auto parsed = RequestPath::Parse(path);
  return parsed ? PathTemplate::Parse(pattern)->Match(*parsed) : std::nullopt;
}

TEST(RequestPath, RefusesWhatCouldMeanSomethingElseSomewhereElse) {
  for (const char* path : {"", "v1", "/a//b", "/a/../b", "/a/%2e%2e/b", "/./a", "/a%", "/a%4",
                           "/a%zz", "/a%00", "/a%0d%0a", "/a\tb"}) {
    EXPECT_FALSE(RequestPath::Parse(path).has_value()) << path;
  }
}

TEST(RequestPath, DecodesAfterSplitting) {
  const auto path = RequestPath::Parse("/a%2Fb/c%20d");
  ASSERT_TRUE(path.has_value());
  EXPECT_THAT(path->decoded(), ElementsAre("a/b", "c d"));
}

TEST(RequestPath, KeepsATrailingSlashAsAnEmptySegment) {
  EXPECT_THAT(RequestPath::Parse("/a/")->decoded(), ElementsAre("a", ""));
  EXPECT_THAT(RequestPath::Parse("/")->decoded(), ElementsAre(""));
}

TEST(DecodePercent, ReadsPlusAsSpaceInFormsOnly) {
  EXPECT_EQ(DecodePercent("a+b", true), "a b");
  EXPECT_EQ(DecodePercent("a+b"), "a+b");
}

TEST(PathTemplate, RefusesGrammarItDoesNotUnderstand) {
  for (const char* text : {"", "/", "v1/a", "/v1/{a=*}", "/v1/**", "/v1/{a}b", "/v1/{}", "/v1//a",
                           "/v1/a:", "/v1/{a"}) {
    EXPECT_FALSE(PathTemplate::Parse(text).has_value()) << text;
  }
}

TEST(PathTemplate, MatchesNothingButItsOwnPath) {
  EXPECT_FALSE(Match("/v1/edition", "/v1/editions"));
  EXPECT_FALSE(Match("/v1/edition", "/v1/edition/"));
  EXPECT_FALSE(Match("/v1/edition", "/v1"));
  EXPECT_FALSE(Match("/v1/employers/{ref}", "/v1/employers/"));
  EXPECT_FALSE(Match("/v1/employers/{ref}", "/v1/employers/a/b"));
}

TEST(PathTemplate, CatchesVariablesDecoded) {
  EXPECT_THAT(*Match("/v1/edition", "/v1/edition"), IsEmpty());
  EXPECT_THAT(*Match("/v1/rankings/{members}/{scope}/{month}", "/v1/rankings/regencies/64/2024-12"),
              ElementsAre(Capture{"members", "regencies"}, Capture{"scope", "64"},
                          Capture{"month", "2024-12"}));
  EXPECT_THAT(*Match("/v1/a/{b.c}", "/v1/a/x%2Fy"), ElementsAre(Capture{"b.c", "x/y"}));
}

TEST(PathTemplate, TakesTheVerbOffTheLastSegment) {
  const char* close = "/v1/payers/{payer}/periods/{period}:close";
  EXPECT_THAT(*Match(close, "/v1/payers/A1-000/periods/2024-12:close"),
              ElementsAre(Capture{"payer", "A1-000"}, Capture{"period", "2024-12"}));
  EXPECT_FALSE(Match(close, "/v1/payers/A1-000/periods/2024-12:reopen"));
  EXPECT_FALSE(Match(close, "/v1/payers/A1-000/periods/2024-12"));
  EXPECT_FALSE(Match(close, "/v1/payers/A1-000/periods/:close"));
  EXPECT_TRUE(Match("/v1/workers:lookUp", "/v1/workers:lookUp"));
}

TEST(PathTemplate, TakesAnEncodedColonAsData) {
  EXPECT_FALSE(Match("/v1/p/{p}:close", "/v1/p/x%3Aclose"));
  EXPECT_THAT(*Match("/v1/p/{p}", "/v1/p/x%3Aclose"), ElementsAre(Capture{"p", "x:close"}));
  EXPECT_THAT(*Match("/v1/p/{p}:close", "/v1/p/a:b:close"), ElementsAre(Capture{"p", "a:b"}));
}

TEST(PathTemplate, PrefersVerbsThenLiterals) {
  const auto verb = *PathTemplate::Parse("/v1/a/{b}:end");
  const auto literal = *PathTemplate::Parse("/v1/a/b");
  const auto variable = *PathTemplate::Parse("/v1/a/{b}");
  EXPECT_TRUE(verb.MoreSpecificThan(literal));
  EXPECT_TRUE(literal.MoreSpecificThan(variable));
  EXPECT_FALSE(variable.MoreSpecificThan(variable));
}

TEST(PathTemplate, NamesItsFields) {
  EXPECT_THAT(PathTemplate::Parse("/v1/{a}/x/{b}:go")->Fields(), ElementsAre("a", "b"));
}

}  // namespace
}  // namespace paritrana::gateway
