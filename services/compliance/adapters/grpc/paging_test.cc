// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/grpc/paging.h"

#include <gtest/gtest.h>

#include <limits>

#include "libs/base/reason.h"

namespace paritrana::compliance {
namespace {

template <typename Value>
std::string_view ReasonOfResult(const absl::StatusOr<Value>& result) {
  return result.ok() ? "OK" : ReasonOf(result.status())->name;
}

TEST(PageToken, RefusesWhatWasNotMadeHere) {
  for (const char* token : {"!", "MTI", "MTI6", "OjEy", "MTI6eA", "MTI6MTI6MTI"}) {
    EXPECT_EQ(ReasonOfResult(ReadToken(token)), "PAGE_TOKEN_INVALID") << token;
  }
  EXPECT_EQ(ReasonOfResult(ReadToken(std::string(10'000, 'A'))), "PAGE_TOKEN_INVALID");
}

TEST(PageToken, LeadsBackToItsPlace) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  for (const LedgerCursor& cursor : {LedgerCursor{0, 0}, {12, -7}, {kMost, -kMost - 1}}) {
    const auto read = ReadToken(ToPageToken(cursor));
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, cursor);
  }
}

TEST(PageToken, IsNothingForTheFirstPage) {
  const auto read = ReadToken("");
  ASSERT_TRUE(read.ok());
  EXPECT_FALSE(read->has_value());
}

TEST(PageSize, IsOneHundredUnlessSaidAndOneThousandAtMost) {
  EXPECT_EQ(ReasonOfResult(ReadPageSize(-1)), "PAGE_SIZE_INVALID");
  EXPECT_EQ(ReasonOfResult(ReadPageSize(1'001)), "PAGE_SIZE_INVALID");
  EXPECT_EQ(*ReadPageSize(0), 100);
  EXPECT_EQ(*ReadPageSize(1'000), 1'000);
}

}  // namespace
}  // namespace paritrana::compliance
