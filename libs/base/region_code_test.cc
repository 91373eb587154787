// SPDX-License-Identifier: Apache-2.0
#include "libs/base/region_code.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"

namespace paritrana {
namespace {

class NotARegionCode : public ::testing::TestWithParam<const char*> {};

TEST_P(NotARegionCode, IsRefused) {
  const auto code = RegionCode::Parse(GetParam());
  ASSERT_FALSE(code.ok());
  EXPECT_EQ(ReasonOf(code.status())->name, "REGION_INVALID");
}

// "62.1" is what a spreadsheet makes of "62.10"; "6403" is how the statistics office writes 64.02.
INSTANTIATE_TEST_SUITE_P(RegionCode, NotARegionCode,
                         ::testing::Values("", "id", "6", "62.1", "6403", "64.", "64.74.", "64.00",
                                           "00", "64.74.01.101", "64.74.01.1001.",
                                           "64.74.01.1001.01", "64,74", " 64", "64.7a", "6.474"));

TEST(RegionCode, RefusesKeysWithAHoleInThem) {
  EXPECT_FALSE(RegionCode::FromKey(6400010000).ok());
  EXPECT_FALSE(RegionCode::FromKey(74).ok());
  EXPECT_FALSE(RegionCode::FromKey(10'000'000'000).ok());
}

TEST(RegionCode, ReadsWhatItPrintsInBothForms) {
  for (const char* text : {"ID", "64", "62.10", "64.74.01", "64.74.01.1001", "11.01.01.2001"}) {
    const auto code = RegionCode::Parse(text);
    ASSERT_TRUE(code.ok()) << text;
    EXPECT_EQ(code->ToString(), text);
    EXPECT_EQ(RegionCode::FromKey(code->key())->ToString(), text);
  }
}

TEST(RegionCode, HasTheKeyThatEventsCarry) {
  EXPECT_EQ(RegionCode::Parse("64.74")->key(), 6474000000u);
  EXPECT_EQ(RegionCode::Parse("64.74.01.1001")->key(), 6474011001u);
  EXPECT_EQ(RegionCode::Parse("ID")->key(), 0u);
}

TEST(RegionCode, KnowsItsLevelAndWhatIsAbove) {
  const RegionCode village = *RegionCode::Parse("64.74.01.1001");
  EXPECT_EQ(village.level(), RegionLevel::kVillage);
  EXPECT_EQ(village.parent().ToString(), "64.74.01");
  EXPECT_EQ(village.AncestorAt(RegionLevel::kRegency).ToString(), "64.74");
  EXPECT_EQ(village.AncestorAt(RegionLevel::kVillage), village);
  EXPECT_EQ(village.AncestorAt(RegionLevel::kNation), RegionCode());
  EXPECT_EQ(RegionCode::Parse("64")->parent(), RegionCode());
  EXPECT_EQ(RegionCode().parent(), RegionCode());
}

TEST(RegionCode, HasNoAncestorFinerThanItself) {
  EXPECT_DEATH(RegionCode::Parse("64")->AncestorAt(RegionLevel::kRegency), "check failed");
}

}  // namespace
}  // namespace paritrana
