// SPDX-License-Identifier: Apache-2.0
#include "libs/base/uuid.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace paritrana {
namespace {

class AllOnes : public Random {
 public:
  void Fill(std::span<std::uint8_t> bytes) override {
    std::fill(bytes.begin(), bytes.end(), std::uint8_t{0xFF});
  }
};

TEST(UuidV7, HasTheFormOfTheStandard) {
  AllOnes random;
  EXPECT_EQ(MakeUuidV7(absl::FromUnixMillis(0x017F22E279B0), random),
            "017f22e2-79b0-7fff-bfff-ffffffffffff");
}

TEST(UuidV7, DiffersEachTimeAndSortsByTime) {
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    seen.insert(MakeUuidV7(absl::FromUnixMillis(1), Random::Real()));
  }
  EXPECT_EQ(seen.size(), 1'000u);
  EXPECT_GT(MakeUuidV7(absl::FromUnixMillis(2), Random::Real()), *seen.rbegin());
}

TEST(Random, FillsMoreThanOneKernelReadGives) {
  std::vector<std::uint8_t> bytes(1 << 20);
  Random::Real().Fill(bytes);
  EXPECT_GT(std::count_if(bytes.end() - 256, bytes.end(), [](std::uint8_t b) { return b != 0; }),
            200);
}

}  // namespace
}  // namespace paritrana
