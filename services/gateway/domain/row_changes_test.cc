// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/domain/row_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paritrana::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TableRow Row(std::string region, std::string content) {
  return {std::move(region), std::move(content), nullptr};
}

TEST(CompareRows, FindsNothingBetweenEqualTables) {
  const std::vector<TableRow> table = {Row("64.01", "a"), Row("64.02", "b")};
  const RowChanges changes = CompareRows(table, table);
  EXPECT_THAT(changes.changed, IsEmpty());
  EXPECT_THAT(changes.removed, IsEmpty());
}

TEST(CompareRows, NamesChangedNewAndRemovedRows) {
  const RowChanges changes = CompareRows({Row("64.01", "a"), Row("64.02", "b"), Row("64.03", "c")},
                                         {Row("64.03", "c"), Row("64.01", "A"), Row("64.04", "d")});
  EXPECT_THAT(changes.changed, ElementsAre(1, 2));
  EXPECT_THAT(changes.removed, ElementsAre("64.02"));
}

TEST(CompareRows, TakesAMoveAloneForNoChange) {
  const RowChanges changes =
      CompareRows({Row("64.01", "a"), Row("64.02", "b")}, {Row("64.02", "b"), Row("64.01", "a")});
  EXPECT_THAT(changes.changed, IsEmpty());
}

TEST(CompareRows, ChangesEveryRowOfAnEmptyTable) {
  EXPECT_THAT(CompareRows({}, {Row("64.01", "a")}).changed, ElementsAre(0));
  EXPECT_THAT(CompareRows({Row("64.01", "a")}, {}).removed, ElementsAre("64.01"));
}

}  // namespace
}  // namespace paritrana::gateway
