// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/import_regions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/testing/fake_clock.h"
#include "libs/testing/seeded_random.h"
#include "services/registration/application/find_regions.h"
#include "services/registration/testing/in_memory_register.h"
#include "services/registration/testing/register_fixture.h"

namespace paritrana::registration {
namespace {

using ::testing::ElementsAre;
using testing::ReasonName;
using ::testing::SizeIs;
using testing::SomeTree;

constexpr absl::Time kNever = absl::InfiniteFuture();

class ImportRegionsTest : public ::testing::Test {
 protected:
  absl::StatusOr<ImportedTree> Import(const RegionTree& tree) {
    RegionImport import = *RegionImport::Open(surroundings_, tree.header);
    EXPECT_TRUE(import.Add(tree.regions).ok());
    return import.Finish(kNever);
  }

  paritrana::testing::FakeClock clock_;
  paritrana::testing::SeededRandom random_{1};
  testing::InMemoryRegister store_;
  Surroundings surroundings_{store_, testing::TestVault(), random_, clock_};
};

TEST_F(ImportRegionsTest, RefusesTheSameVersionWithOtherContent) {
  ASSERT_TRUE(Import(SomeTree()).ok());
  RegionTree other = SomeTree();
  other.regions.back().name = "Berbas";
  EXPECT_EQ(ReasonName(Import(other).status()), "TREE_VERSION_EXISTS");
}

TEST_F(ImportRegionsTest, RefusesAFaultyTreeAsAWhole) {
  RegionTree tree = SomeTree();
  tree.regions.erase(tree.regions.begin());
  EXPECT_EQ(ReasonName(Import(tree).status()), "REGION_ORDER");
  EXPECT_TRUE(store_.Snapshot().trees.empty());
}

TEST_F(ImportRegionsTest, RefusesMoreRegionsThanItHolds) {
  RegionImport import = *RegionImport::Open(surroundings_, SomeTree().header);
  EXPECT_EQ(ReasonName(import.Add(std::vector<Region>(kRegionsMax + 1))), "TOO_MANY_LINES");
}

TEST_F(ImportRegionsTest, CountsLevelsAndAnswersAlikeWhenRepeated) {
  const auto first = Import(SomeTree());
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_THAT(first->regions_per_level, ElementsAre(1, 1, 2, 1, 1));
  const auto again = Import(SomeTree());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->regions_per_level, first->regions_per_level);
  EXPECT_EQ(again->position, first->position);
}

TEST_F(ImportRegionsTest, ListsTheRegionsBelowAnotherInPages) {
  ASSERT_TRUE(Import(SomeTree()).ok());
  const FindRegionsHandler find(surroundings_);
  EXPECT_EQ(find.List({"", 0, ""}, kNever)->regions[0].code.ToString(), "64");
  const auto first = find.List({"64", 1, ""}, kNever);
  ASSERT_THAT(first->regions, SizeIs(1));
  const auto second = find.List({"64", 1, first->next_page_token}, kNever);
  EXPECT_EQ(second->regions[0].code.ToString(), "64.74");
  EXPECT_EQ(second->next_page_token, "");
}

TEST_F(ImportRegionsTest, ReadsTheNewestTree) {
  ASSERT_TRUE(Import(SomeTree()).ok());
  RegionTree newer = SomeTree();
  newer.header.version = "test-2";
  newer.header.valid_from = absl::CivilDay(2025, 1, 1);
  newer.regions.back().name = "Berbas";
  ASSERT_TRUE(Import(newer).ok());
  const FindRegionsHandler find(surroundings_);
  const auto found = find.Get(testing::kVillage, kNever);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->first.name, "Berbas");
  EXPECT_EQ(found->second, "test-2");
  EXPECT_EQ(ReasonName(find.Get("65", kNever).status()), "REGION_UNKNOWN");
}

}  // namespace
}  // namespace paritrana::registration
