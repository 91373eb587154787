// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/application/rankings_publisher.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/testing/fake_clock.h"
#include "services/scoring/testing/line_batch.h"
#include "services/scoring/testing/small_tree.h"

namespace paritrana::scoring {
namespace {

using testing::Code;
using testing::Line;
using testing::LineBatch;

// Keeps what is published; refuses on demand.
class FakeRankingLog : public RankingLog {
 public:
  absl::StatusOr<RecoveredRankings> Recover() override { return recovered; }
  absl::Status Publish(const std::vector<std::shared_ptr<const PublishedTable>>& tables,
                       std::uint64_t) override {
    if (refusing) return absl::UnavailableError("no broker");
    last = tables;
    return absl::OkStatus();
  }

  RecoveredRankings recovered;
  bool refusing = false;
  std::vector<std::shared_ptr<const PublishedTable>> last;
};

class RankingsPublisherTest : public ::testing::Test {
 protected:
  explicit RankingsPublisherTest(PublisherOptions options = {})
      : edition_(MakeEdition()),
        shared_(edition_.window, 1),
        board_(edition_),
        publisher_(edition_, shared_, log_, board_, clock_, metrics_, options) {
    absl::MutexLock lock(&shared_.mutex);
    const RegionTree tree = testing::SmallTree();
    std::vector<RegionFact> facts;
    for (std::uint32_t i = 1; i < tree.size(); ++i) facts.push_back(tree.fact(RegionIndex(i)));
    shared_.state.MergeTree("small-1", facts);
  }

  static Edition MakeEdition() {
    Edition edition;
    edition.method.name = "plain";
    edition.method.order = {TieKey::kCoverage};
    return edition;
  }

  Position Apply(const std::vector<ContributionLine>& lines) {
    absl::MutexLock lock(&shared_.mutex);
    shared_.state.Apply({Epoch(1), Shard(0), Sequence(++sequence_)}, LineBatch(lines).columns(),
                        1'000);
    return shared_.state.position();
  }

  std::vector<std::string> PathsSent() const {
    std::vector<std::string> paths;
    for (const auto& table : log_.last) {
      paths.push_back(PathOf(table->table.key, *table->tree, edition_.window));
    }
    return paths;
  }

  absl::StatusOr<RankingBoard::View> Get(const std::string& scope, Members members,
                                         const Position& after = Position()) {
    return board_.Get(members, Code(scope), edition_.default_month, after, absl::Now());
  }

  Edition edition_;
  paritrana::testing::FakeClock clock_;
  metrics::Registry metrics_;
  SharedState shared_;
  FakeRankingLog log_;
  RankingBoard board_;
  RankingsPublisher publisher_;
  std::uint64_t sequence_ = 0;
};

TEST_F(RankingsPublisherTest, ShowsNothingThatTheLogRefused) {
  log_.refusing = true;
  EXPECT_FALSE(publisher_.PublishOnce());
  EXPECT_EQ(board_.newest().version, 0u);
  EXPECT_EQ(ReasonOf(Get("ID", Members::kProvinces).status())->name, "NOT_READY");
}

TEST_F(RankingsPublisherTest, NeverUsesAVersionAgainThatMayHaveBeenPublished) {
  log_.refusing = true;
  const Position after = Apply({Line(1, "64.74.01.1001")});
  EXPECT_FALSE(publisher_.PublishOnce());
  log_.refusing = false;
  EXPECT_TRUE(publisher_.PublishOnce());
  EXPECT_EQ(board_.newest().version, 2u);
  EXPECT_EQ(Get("ID", Members::kRegencies, after)->table->table.total.figures.heads, 1u);
}

TEST_F(RankingsPublisherTest, GoesOnFromTheVersionFoundOnTheLog) {
  log_.recovered.version = 41;
  ASSERT_TRUE(publisher_.Recover().ok());
  EXPECT_TRUE(publisher_.PublishOnce());
  EXPECT_EQ(board_.newest().version, 42u);
}

TEST_F(RankingsPublisherTest, DoesNotSendAgainWhatTheLogHolds) {
  publisher_.PublishOnce();
  for (const auto& table : log_.last) {
    const std::string path = PathOf(table->table.key, *table->tree, edition_.window);
    log_.recovered.digests[path] = table->digest;
  }
  RankingBoard board(edition_);
  RankingsPublisher next(edition_, shared_, log_, board, clock_, metrics_, {});
  ASSERT_TRUE(next.Recover().ok());
  next.PublishOnce();
  EXPECT_EQ(PathsSent(), std::vector<std::string>{"provinces/ID/2024-12"});
  EXPECT_TRUE(board.Get(Members::kRegencies, Code("64"), 3, Position(), absl::Now()).ok());
}

TEST_F(RankingsPublisherTest, SendsOnlyTheTablesThatChanged) {
  publisher_.PublishOnce();
  clock_.Advance(absl::Seconds(2));
  Apply({Line(1, "64.74.01.1001")});
  publisher_.PublishOnce();
  EXPECT_EQ(PathsSent(),
            (std::vector<std::string>{"provinces/ID/2024-12", "regencies/ID/2024-12",
                                      "regencies/64/2024-12", "villages/64.74/2024-12"}));
  EXPECT_TRUE(publisher_.PublishOnce());
  EXPECT_EQ(board_.newest().version, 2u);
}

TEST_F(RankingsPublisherTest, LetsOtherTablesHaveATurnOnceAWhile) {
  publisher_.PublishOnce();
  const Position after = Apply({Line(1, "64.74.01.1001")});
  publisher_.PublishOnce();
  EXPECT_TRUE(Get("64", Members::kRegencies, after).ok());
  Apply({Line(2, "64.74.01.1001")});
  publisher_.PublishOnce();
  clock_.Advance(absl::Seconds(1));
  publisher_.PublishOnce();
  EXPECT_EQ(Get("64.74", Members::kVillages, after)->table->table.total.figures.heads, 2u);
}

class BusyPublisherTest : public RankingsPublisherTest {
 protected:
  // No time for the others at all.
  BusyPublisherTest()
      : RankingsPublisherTest({absl::Milliseconds(25), absl::Seconds(1), absl::Seconds(-1)}) {}
};

TEST_F(BusyPublisherTest, PublishesUrgentTablesBeforeAllOthers) {
  const Position after = Apply({Line(1, "64.74.01.1001")});
  publisher_.PublishOnce();
  for (const std::string& path : PathsSent()) {
    EXPECT_TRUE(path.find("2024-12") != std::string::npos && path[0] != 'v') << path;
  }
  EXPECT_EQ(Get("ID", Members::kRegencies, after)->table->table.total.figures.heads, 1u);
}

TEST_F(RankingsPublisherTest, SaysThatLinesAreParkedInTheTableAlwaysPublished) {
  publisher_.PublishOnce();
  Apply({Line(1, "99")});
  publisher_.PublishOnce();
  EXPECT_EQ(Get("ID", Members::kRegencies)->stamp.parked_lines, 1u);
  ASSERT_EQ(log_.last.size(), 1u);
  EXPECT_EQ(log_.last[0]->stamp.parked_lines, 1u);
}

}  // namespace
}  // namespace paritrana::scoring
