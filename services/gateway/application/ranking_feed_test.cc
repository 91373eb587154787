// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/ranking_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "services/gateway/testing/rankings.h"

namespace paritrana::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::MakeRanking;
using testing::Published;

constexpr char kTable[] = "regencies/64/2024-12";

struct RecordingSink : FeedSink {
  void Show(const std::string&, TableUpdate update) override {
    shown.push_back(update.version);
    deltas.push_back(update.delta == nullptr ? 0 : update.base_version);
  }
  void Forget(const std::string& table) override { forgotten.push_back(table); }
  void Reached(std::uint64_t version) override { reached.push_back(version); }

  std::vector<std::uint64_t> shown;
  std::vector<std::uint64_t> deltas;
  std::vector<std::string> forgotten;
  std::vector<std::uint64_t> reached;
};

class RankingFeedTest : public ::testing::Test {
 protected:
  void Take(const Published& published) {
    EXPECT_TRUE(feed_.Take(kTable, MakeRanking(published).SerializeAsString()).ok());
  }

  const absl::Time now_ = absl::FromUnixSeconds(1'735'689'600);
  RecordingSink sink_;
  RankingFeed feed_{FeedOptions(), sink_};
};

TEST_F(RankingFeedTest, RefusesDamagedRecordsAndKeepsTheTable) {
  Take({.version = 1});
  const std::string whole =
      MakeRanking({.version = 2, .heads = {{"64.74", 1}}}).SerializeAsString();
  // Two bytes each of version, fence and end mark stand around the table.
  for (std::size_t length = 5; length < whole.size() - 2; ++length) {
    EXPECT_FALSE(feed_.Take(kTable, whole.substr(0, length)).ok()) << length;
  }
  EXPECT_FALSE(feed_.Take(kTable, "\x0f\xff").ok());
  EXPECT_FALSE(feed_.Take(kTable, "").ok());
}

TEST_F(RankingFeedTest, OpensNothingBeforeItHasCaughtUpAndNothingUnknown) {
  Take({.version = 1});
  EXPECT_EQ(ReasonOf(feed_.Open(kTable, now_))->name, "NOT_READY");
  feed_.CaughtUp();
  EXPECT_EQ(ReasonOf(feed_.Open("regencies/99/2024-12", now_))->name, "RANKING_UNKNOWN");
  EXPECT_TRUE(feed_.Open(kTable, now_).ok());
  EXPECT_THAT(sink_.shown, ElementsAre(1));
}

TEST_F(RankingFeedTest, IgnoresLowerFencesAndVersionsThatAreNotNewer) {
  Take({.version = 5, .fence = 3});
  Take({.version = 5, .fence = 3});
  Take({.version = 4, .fence = 3});
  Take({.version = 9, .fence = 2});
  feed_.CaughtUp();
  EXPECT_EQ(feed_.ignored_records(), 3u);
  EXPECT_EQ(feed_.version(), 5u);
}

TEST_F(RankingFeedTest, ReachesAVersionWhenItsLastTableIsThere) {
  feed_.CaughtUp();
  Take({.version = 5, .last_of_version = false});
  EXPECT_EQ(feed_.version(), 4u);
  EXPECT_TRUE(feed_
                  .Take("regencies/65/2024-12",
                        MakeRanking({.version = 5, .scope = "65"}).SerializeAsString())
                  .ok());
  EXPECT_THAT(sink_.reached, ElementsAre(0, 4, 5));
}

TEST_F(RankingFeedTest, ShowsOnlyWhatIsWatched) {
  Take({.version = 1});
  feed_.CaughtUp();
  feed_.ShowDue(now_);
  EXPECT_THAT(sink_.shown, IsEmpty());
  ASSERT_TRUE(feed_.Open(kTable, now_).ok());
  Take({.version = 2});
  EXPECT_EQ(feed_.ShowDue(now_), std::nullopt);
  EXPECT_THAT(sink_.shown, ElementsAre(1, 2));
  EXPECT_THAT(sink_.deltas, ElementsAre(0, 1));
}

TEST_F(RankingFeedTest, HoldsACrowdedTableBackAndThenShowsTheNewest) {
  Take({.version = 1});
  feed_.CaughtUp();
  ASSERT_TRUE(feed_.Open(kTable, now_).ok());
  feed_.SetViewers(kTable, 10'000, now_);
  Take({.version = 2});
  feed_.ShowDue(now_);
  Take({.version = 3});
  EXPECT_EQ(feed_.ShowDue(now_), now_ + absl::Milliseconds(500));
  Take({.version = 4});
  EXPECT_EQ(feed_.ShowDue(now_ + absl::Milliseconds(500)), std::nullopt);
  EXPECT_THAT(sink_.shown, ElementsAre(1, 2, 4));
  EXPECT_THAT(sink_.deltas, ElementsAre(0, 1, 2));
}

TEST_F(RankingFeedTest, ForgetsATableNobodyHasWatchedForAWhile) {
  Take({.version = 1});
  feed_.CaughtUp();
  ASSERT_TRUE(feed_.Open(kTable, now_).ok());
  feed_.SetViewers(kTable, 1, now_);
  feed_.ShowDue(now_ + absl::Hours(1));
  EXPECT_THAT(sink_.forgotten, IsEmpty());
  feed_.SetViewers(kTable, 0, now_);
  feed_.ShowDue(now_ + absl::Minutes(2));
  EXPECT_THAT(sink_.forgotten, ElementsAre(kTable));
  ASSERT_TRUE(feed_.Open(kTable, now_).ok());
  EXPECT_THAT(sink_.shown, ElementsAre(1, 1));
}

}  // namespace
}  // namespace paritrana::gateway
