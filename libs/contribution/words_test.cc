// SPDX-License-Identifier: Apache-2.0
#include "libs/contribution/words.h"

#include <gtest/gtest.h>

namespace paritrana::contribution {
namespace {

TEST(Programmes, AreRefusedWithUnknownRepeatedOrMissingNames) {
  for (const char* text : {"JKK+", "+JKK", "JKK++JKM", "JKK+JKK", "jkk", "JKK JKM", "BPJS"}) {
    EXPECT_FALSE(FindProgrammes(text)) << text;
  }
}

TEST(Programmes, AreReadInAnyOrder) {
  const ProgrammeSet both = {Programme::kJkk, Programme::kJp};
  EXPECT_EQ(FindProgrammes("JP+JKK"), both);
  EXPECT_EQ(FindProgrammes(""), ProgrammeSet());
}

TEST(Words, AreThoseOfTheirNames) {
  for (const Programme programme : kProgrammes) {
    EXPECT_EQ(FindProgramme(NameOf(programme)), programme);
  }
  EXPECT_EQ(FindRiskClass("VI"), std::nullopt);
  EXPECT_EQ(FindRiskClass("IV"), RiskClass::kIV);
  EXPECT_EQ(FindSegment(""), std::nullopt);
}

}  // namespace
}  // namespace paritrana::contribution
