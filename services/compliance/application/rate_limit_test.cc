// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/rate_limit.h"

#include <gtest/gtest.h>

#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/retry_after.h"
#include "libs/testing/fake_clock.h"

namespace paritrana::compliance {
namespace {

constexpr EmployerId kPayer{1};
constexpr EmployerId kOther{2};

class RateLimitTest : public ::testing::Test {
 protected:
  // Posts one line again and again until refused.
  int PostsUntilRefused(EmployerId payer) {
    int posts = 0;
    while (limit_.Take(payer, 1).ok()) ++posts;
    return posts;
  }

  paritrana::testing::FakeClock clock_;
  RateLimit limit_{{.posts_per_second = 10, .lines_per_second = 20'000}, clock_, 3};
};

TEST_F(RateLimitTest, StopsALoopOfSinglePostsAfterItsBurst) {
  EXPECT_EQ(PostsUntilRefused(kPayer), 10 * kPostsBurstSeconds);
  const absl::Status refused = limit_.Take(kPayer, 1);
  EXPECT_EQ(ReasonOf(refused)->name, "RATE_LIMITED");
  EXPECT_EQ(FieldOf(refused), "payer");
}

TEST_F(RateLimitTest, NamesTheTimeAfterWhichTheSamePostFits) {
  PostsUntilRefused(kPayer);
  const auto wait = RetryAfterOf(limit_.Take(kPayer, 1));
  ASSERT_TRUE(wait.has_value());
  EXPECT_EQ(*wait, absl::Milliseconds(100));
  clock_.Advance(*wait - absl::Milliseconds(1));
  EXPECT_FALSE(limit_.Take(kPayer, 1).ok());
  clock_.Advance(absl::Milliseconds(1));
  EXPECT_TRUE(limit_.Take(kPayer, 1).ok());
  EXPECT_FALSE(limit_.Take(kPayer, 1).ok());
}

TEST_F(RateLimitTest, TakesNothingForAPostItRefuses) {
  ASSERT_TRUE(limit_.Take(kPayer, kLinesBurst).ok());
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(limit_.Take(kPayer, 20'000).ok());
  EXPECT_EQ(RetryAfterOf(limit_.Take(kPayer, 20'000)), absl::Seconds(1));
  clock_.Advance(absl::Seconds(1));
  EXPECT_TRUE(limit_.Take(kPayer, 20'000).ok());
}

TEST_F(RateLimitTest, LeavesOtherPayersAlone) {
  PostsUntilRefused(kPayer);
  EXPECT_TRUE(limit_.Take(kOther, 1).ok());
}

TEST_F(RateLimitTest, LetsTheLargestSubmissionAndAllOfItAgainPassAtOnce) {
  RateLimit limit({}, clock_);
  for (int sent = 0; sent < 2; ++sent) {
    for (std::uint64_t line = 0; line < limits::kLinesPerSubmissionMax; line += 1'000) {
      EXPECT_TRUE(limit.Take(kPayer, 1'000).ok());
    }
  }
}

TEST_F(RateLimitTest, ForgetsPayersWhoHaveBeenQuiet) {
  for (std::uint64_t payer = 1; payer <= 3; ++payer) {
    ASSERT_TRUE(limit_.Take(EmployerId(payer), 1).ok());
  }
  clock_.Advance(absl::Milliseconds(100));
  EXPECT_TRUE(limit_.Take(EmployerId(4), 1).ok());
  EXPECT_EQ(limit_.payers(), 1u);
}

TEST_F(RateLimitTest, StaysWithinItsMemoryWhenAllPayersAreBusy) {
  for (std::uint64_t payer = 1; payer <= 100; ++payer) {
    EXPECT_TRUE(limit_.Take(EmployerId(payer), 1'000).ok());
    EXPECT_LE(limit_.payers(), 3u);
  }
}

TEST_F(RateLimitTest, ForgivesAClockThatIsPutBack) {
  PostsUntilRefused(kPayer);
  clock_.Advance(-absl::Hours(1));
  clock_.Advance(absl::Milliseconds(100));
  const auto wait = RetryAfterOf(limit_.Take(kPayer, 1));
  ASSERT_TRUE(wait.has_value());
  EXPECT_EQ(*wait, absl::Milliseconds(100));
}

}  // namespace
}  // namespace paritrana::compliance
