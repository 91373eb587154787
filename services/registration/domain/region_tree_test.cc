// SPDX-License-Identifier: Apache-2.0
#include "services/registration/domain/region_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"

namespace paritrana::registration {
namespace {

using ::testing::ElementsAre;

Region At(const char* code) {
  Region region;
  region.code = *RegionCode::Parse(code);
  region.name = code;
  return region;
}

RegionTree TreeOf(std::initializer_list<const char*> codes) {
  RegionTree tree;
  tree.header = {"v1", "source", "ODbL-1.0", absl::CivilDay(2022, 12, 8)};
  for (const char* code : codes) tree.regions.push_back(At(code));
  return tree;
}

std::string FaultOf(RegionTree tree) {
  const absl::Status status = CompleteTree(tree);
  return std::string(ReasonOf(status)->name) + " " + FieldOf(status);
}

TEST(CompleteTree, RefusesAChildWithoutItsParent) {
  EXPECT_EQ(FaultOf(TreeOf({"64", "65.01"})), "REGION_ORDER regions[65.01].code");
  EXPECT_EQ(FaultOf(TreeOf({"64", "64.74.01"})), "REGION_ORDER regions[64.74.01].code");
}

TEST(CompleteTree, RefusesRepeatedAndDescendingCodes) {
  EXPECT_EQ(FaultOf(TreeOf({"64", "64"})), "REGION_ORDER regions[64].code");
  EXPECT_EQ(FaultOf(TreeOf({"65", "64"})), "REGION_ORDER regions[64].code");
}

TEST(CompleteTree, RefusesANamelessRegionAndValidityThatEndsBeforeItBegins) {
  RegionTree tree = TreeOf({"64"});
  tree.regions[0].name.clear();
  EXPECT_EQ(FaultOf(tree), "FIELD_REQUIRED regions[64].name");
  tree = TreeOf({"64"});
  tree.regions[0].valid_from = absl::CivilDay(2024, 1, 2);
  tree.regions[0].valid_to = absl::CivilDay(2024, 1, 1);
  EXPECT_EQ(FaultOf(tree), "DATE_ORDER regions[64].valid_to");
}

TEST(CompleteTree, AddsTheNationOnlyIfItIsMissing) {
  RegionTree tree = TreeOf({"62", "62.10", "64", "64.74", "64.74.01", "64.74.01.1001"});
  ASSERT_TRUE(CompleteTree(tree).ok());
  ASSERT_TRUE(CompleteTree(tree).ok());
  EXPECT_EQ(tree.regions.front().name, "Indonesia");
  EXPECT_THAT(CountPerLevel(tree.regions), ElementsAre(1, 2, 2, 1, 1));
}

TEST(CheckTreeHeader, RefusesAVersionThatIsNoName) {
  TreeHeader header = TreeOf({}).header;
  EXPECT_TRUE(CheckTreeHeader(header).ok());
  header.version = "a b";
  EXPECT_EQ(FieldOf(CheckTreeHeader(header)), "tree_version");
  header.version = "v1";
  header.licence.clear();
  EXPECT_EQ(FieldOf(CheckTreeHeader(header)), "licence");
}

}  // namespace
}  // namespace paritrana::registration
