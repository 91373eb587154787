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

TEST(Param, WritesABinaryArrayWithItsElementType) {
  const std::vector<std::int64_t> values = {-1, 258};
  const Param wide = Param::BigintArray(values);
  EXPECT_EQ(wide.format(), 1);
  EXPECT_EQ(std::string_view(wide.data(), static_cast<std::size_t>(wide.size())),
            std::string_view("\0\0\0\1\0\0\0\0\0\0\0\x14\0\0\0\2\0\0\0\1"
                             "\0\0\0\x08\xff\xff\xff\xff\xff\xff\xff\xff"
                             "\0\0\0\x08\0\0\0\0\0\0\1\2",
                             44));
  EXPECT_EQ(Param::IntegerArray(values).size(), 36);
  EXPECT_EQ(Param::UuidArray({}).size(), 12);
}

TEST(ParamDeathTest, RefusesWhatIsNoInteger) {
  const std::vector<std::int64_t> values = {std::int64_t{1} << 31};
  EXPECT_DEATH(Param::IntegerArray(values), "check failed");
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
