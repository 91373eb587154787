// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "libs/postgres/connection.h"

namespace paritrana::postgres {
namespace {

TEST(Param, KeepsZeroBytes) {
  const Param param = Param::Bytes(std::string_view("a\0b", 3));
  EXPECT_EQ(param.size(), 3);
  EXPECT_EQ(param.format(), 1);
}

TEST(Param, IsNullWithoutAValue) { EXPECT_EQ(Param::Null().data(), nullptr); }

TEST(Param, WritesTimeInUtcToTheMicrosecond) {
  EXPECT_STREQ(Param(absl::FromUnixMicros(1'735'689'600'000'001)).data(),
               "2025-01-01 00:00:00.000001+00");
}

TEST(Param, WritesAnArrayLiteral) {
  const std::vector<std::int64_t> values = {-1, 0, 7};
  EXPECT_STREQ(Param::Int64Array(values).data(), "{-1,0,7}");
  EXPECT_STREQ(Param::Int64Array({}).data(), "{}");
}

TEST(CopyWriterDeathTest, RefusesARowWithTooFewValues) {
  CopyWriter writer(2);
  writer.Int64(1);
  EXPECT_DEATH(writer.EndRow(), "check failed");
}

TEST(CopyWriterDeathTest, RefusesARowWithTooManyValues) {
  CopyWriter writer(1);
  writer.Int64(1);
  EXPECT_DEATH(writer.Int64(2), "check failed");
}

}  // namespace
}  // namespace paritrana::postgres
