// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/negotiation.h"

#include <gtest/gtest.h>

namespace paritrana::gateway {
namespace {

TEST(PreferredLanguage, IsIndonesianUnlessEnglishIsPreferred) {
  for (const char* header : {"", "id", "fr", "id, en", "en;q=0.5, id", "en;q=0", "*", ";;,,=q"}) {
    EXPECT_EQ(PreferredLanguage(header), Language::kIndonesian) << header;
  }
  for (const char* header : {"en", "en-GB,id;q=0.3", "EN-us", "fr, en;q=0.1"}) {
    EXPECT_EQ(PreferredLanguage(header), Language::kEnglish) << header;
  }
}

TEST(Accepts, FollowsTheMostExactRange) {
  EXPECT_TRUE(Accepts("", "application/json"));
  EXPECT_TRUE(Accepts("text/html, */*;q=0.1", "application/json"));
  EXPECT_TRUE(Accepts("application/*", "application/json"));
  EXPECT_FALSE(Accepts("text/html", "application/json"));
  EXPECT_FALSE(Accepts("application/json;q=0, */*", "application/json"));
}

TEST(AcceptsGzip, ObeysARefusal) {
  EXPECT_TRUE(AcceptsGzip("br, gzip"));
  EXPECT_FALSE(AcceptsGzip("gzip;q=0, *"));
  EXPECT_FALSE(AcceptsGzip(""));
}

TEST(IsJson, WantsJsonInUtf8) {
  EXPECT_TRUE(IsJson("application/json"));
  EXPECT_TRUE(IsJson("Application/JSON; charset=UTF-8"));
  EXPECT_FALSE(IsJson("application/json; charset=utf-16"));
  EXPECT_FALSE(IsJson("application/jsonx"));
  EXPECT_FALSE(IsJson(""));
}

}  // namespace
}  // namespace paritrana::gateway
