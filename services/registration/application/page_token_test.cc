// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/page_token.h"

#include <gtest/gtest.h>

#include "services/registration/testing/register_fixture.h"

namespace paritrana::registration {
namespace {

using testing::ReasonName;

TEST(PageToken, RefusesAnotherListsAndMalformedTokens) {
  EXPECT_EQ(ReasonName(ReadPageToken("64", MakePageToken("65", "A1-000")).status()),
            "PAGE_TOKEN_INVALID");
  for (const char* token : {"!", "QQ", "6474"}) {
    EXPECT_EQ(ReasonName(ReadPageToken("", token).status()), "PAGE_TOKEN_INVALID") << token;
  }
}

TEST(PageToken, LeadsBackToWhereThePageEnded) {
  EXPECT_EQ(*ReadPageToken("64", MakePageToken("64", "A1-000")), "A1-000");
  EXPECT_EQ(*ReadPageToken("64", ""), "");
}

TEST(PageSize, IsBoundedAndHasAPreset) {
  EXPECT_EQ(*CheckPageSize(0, 100), 100);
  EXPECT_EQ(*CheckPageSize(1000, 100), 1000);
  EXPECT_EQ(ReasonName(CheckPageSize(1001, 100).status()), "PAGE_SIZE_INVALID");
  EXPECT_EQ(ReasonName(CheckPageSize(-1, 100).status()), "PAGE_SIZE_INVALID");
}

}  // namespace
}  // namespace paritrana::registration
