// SPDX-License-Identifier: Apache-2.0
#include "cli/calls/patience.h"

#include <gtest/gtest.h>

#include "cli/calls/chunk.h"
#include "libs/base/reason.h"
#include "libs/base/retry_after.h"
#include "paritrana/registration/v1/regions.pb.h"

namespace paritrana::cli {
namespace {

class PatienceTest : public ::testing::Test {
 protected:
  // How often a call that always fails with `reason` is repeated.
  int Repeats(std::string_view reason) {
    int repeats = 0;
    while (patience_.WaitAfter(MakeError(reason))) ++repeats;
    return repeats;
  }

  absl::Duration slept_;
  Patience patience_{{absl::Seconds(5), absl::Seconds(60), absl::Seconds(1)},
                     [this](absl::Duration pause) { slept_ += pause; }};
};

TEST_F(PatienceTest, NeverRepeatsWhatCannotSucceed) {
  EXPECT_EQ(Repeats("PAYER_UNKNOWN"), 0);
  EXPECT_EQ(slept_, absl::ZeroDuration());
}

TEST_F(PatienceTest, GivesUpSoonOnAServiceThatNeverAnswered) {
  EXPECT_EQ(Repeats("UNAVAILABLE"), 5);
}

TEST_F(PatienceTest, WaitsLongerForAServiceThatHasAnswered) {
  patience_.Progressed();
  EXPECT_EQ(Repeats("UNAVAILABLE"), 60);
  patience_.Progressed();
  EXPECT_EQ(Repeats("DEADLINE_EXCEEDED"), 60);
}

TEST_F(PatienceTest, WaitsAsLongAsTheServiceSays) {
  EXPECT_TRUE(patience_.WaitAfter(WithRetryAfter(MakeError("RATE_LIMITED"), absl::Seconds(8))));
  EXPECT_EQ(slept_, absl::Seconds(8));
  EXPECT_TRUE(patience_.WaitAfter(WithRetryAfter(MakeError("RATE_LIMITED"), absl::Seconds(8))));
}

TEST_F(PatienceTest, NeverWaitsLessThanItWouldOtherwise) {
  EXPECT_TRUE(
      patience_.WaitAfter(WithRetryAfter(MakeError("RATE_LIMITED"), absl::Milliseconds(1))));
  EXPECT_EQ(slept_, absl::Seconds(1));
}

TEST(ChunkLength, KeepsWithinLinesAndBytes) {
  std::vector<registration::v1::Region> regions(12'000);
  EXPECT_EQ(ChunkLength(regions, 0), 5'000u);
  EXPECT_EQ(ChunkLength(regions, 10'000), 2'000u);
  EXPECT_EQ(ChunkLength(regions, 12'000), 0u);
  for (auto& region : regions) region.set_name(std::string(1'000, 'x'));
  const std::size_t length = ChunkLength(regions, 0);
  registration::v1::RegionChunk chunk;
  for (std::size_t i = 0; i < length; ++i) *chunk.add_regions() = regions[i];
  EXPECT_LE(chunk.ByteSizeLong(), limits::kChunkBytesMax);
  *chunk.add_regions() = regions[length];
  *chunk.add_regions() = regions[length];
  *chunk.add_regions() = regions[length];
  EXPECT_GT(chunk.ByteSizeLong(), limits::kChunkBytesMax);
}

TEST(ChunkLength, TakesAMessageThatIsTooLargeAlone) {
  std::vector<registration::v1::Region> regions(2);
  regions[0].set_name(std::string(300'000, 'x'));
  EXPECT_EQ(ChunkLength(regions, 0), 1u);
}

}  // namespace
}  // namespace paritrana::cli
