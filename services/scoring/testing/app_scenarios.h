// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "services/scoring/testing/fact_writer.h"
#include "services/scoring/testing/scoring_process.h"
#include "services/scoring/testing/small_tree.h"

// What the whole service does over an event log, the same over memory and over Kafka: include it
// and instantiate AppScenarios with a way to make a log.
namespace paritrana::scoring::testing {

// Makes a new, empty log.
using MakeLog = std::unique_ptr<paritrana::events::Log> (*)();

class AppScenarios : public ::testing::TestWithParam<MakeLog> {
 protected:
  static constexpr auto kBontang = "64.74.01.1001";

  AppScenarios() : log_(GetParam()()), writer_(*log_, ScoringProcess::kShards) {
    process_ = std::make_unique<ScoringProcess>(*log_, data_);
  }

  void WriteTree() { writer_.WriteTree("small-1", SmallTreeCodes()); }
  void Restart() {
    process_.reset();
    process_ = std::make_unique<ScoringProcess>(*log_, data_);
  }
  v1::Ranking Ranking(const Position& after, const std::string& members = "regencies",
                      const std::string& scope = "ID") {
    auto ranking = process_->GetRanking(members, scope, after);
    EXPECT_TRUE(ranking.ok()) << ranking.status();
    return ranking.ok() ? *ranking : v1::Ranking();
  }

  ExampleData data_;
  std::unique_ptr<paritrana::events::Log> log_;
  FactWriter writer_;
  std::unique_ptr<ScoringProcess> process_;
};

// "1 64.74 2, 2 61.71 0, …": rank, region and heads of each row.
inline std::string RowsOf(const v1::Ranking& ranking) {
  std::string text;
  for (const v1::RankingRow& row : ranking.rows()) {
    text += (text.empty() ? "" : ", ") + std::to_string(row.rank()) + " " + row.region() + " " +
            std::to_string(row.active_heads());
  }
  return text;
}

TEST_P(AppScenarios, IsNotReadyBeforeTheFirstTree) {
  const auto ranking =
      process_->GetRanking("regencies", "ID", Position(), "default", absl::Milliseconds(300));
  ASSERT_FALSE(ranking.ok());
  EXPECT_EQ(ReasonOf(ranking.status())->name, "NOT_READY");
}

TEST_P(AppScenarios, RefusesTablesThatDoNotExist) {
  WriteTree();
  Ranking(Position());
  for (const auto& [members, scope, month] :
       {std::tuple{"regencies", "64.74", "default"}, std::tuple{"villages", "64", "default"},
        std::tuple{"regencies", "99", "default"}, std::tuple{"cities", "ID", "default"},
        std::tuple{"regencies", "ID", "2030-01"}}) {
    const auto ranking = process_->GetRanking(members, scope, Position(), month);
    EXPECT_EQ(ReasonOf(ranking.status())->name, "RANKING_UNKNOWN") << members << scope << month;
  }
}

TEST_P(AppScenarios, SaysWhenAPositionIsNotReachedInTime) {
  WriteTree();
  Position after = writer_.Write(0, {Line(1, kBontang)});
  after.marks[Shard(0)] = Sequence(5);
  const auto ranking =
      process_->GetRanking("regencies", "ID", after, "default", absl::Milliseconds(500));
  ASSERT_FALSE(ranking.ok());
  EXPECT_EQ(ReasonOf(ranking.status())->name, "POSITION_NOT_REACHED");
}

TEST_P(AppScenarios, RanksWhatWasPosted) {
  WriteTree();
  writer_.Write(0, {Line(1, kBontang), Line(2, kBontang), Line(3, "64.02.01.2001")});
  const Position after = writer_.Write(1, {Line(9, "61.71.01.1001")});
  EXPECT_EQ(RowsOf(Ranking(after)), "1 64.74 2, 2 61.71 1, 2 64.02 1");
  EXPECT_EQ(RowsOf(Ranking(after, "regencies", "64")), "1 64.74 2, 2 64.02 1");
  EXPECT_EQ(RowsOf(Ranking(after, "provinces")), "1 64 3, 2 61 1");
  EXPECT_EQ(RowsOf(Ranking(after, "villages", "64.02")),
            "0 64.02.01.2001 1, 0 64.02.01.2002 0, 0 64.02.02.2001 0");
  const v1::Ranking ranking = Ranking(after);
  EXPECT_EQ(ranking.total().active_heads(), 4u);
  EXPECT_EQ(ranking.stamp().tree_version(), "small-1");
  EXPECT_EQ(ranking.rows(0).coverage_basis_points(), 2000u);
  EXPECT_EQ(ranking.rows(0).contributions_rupiah(), 200'000);
  EXPECT_TRUE(ranking.rows(1).shared());
}

TEST_P(AppScenarios, SkipsWhatIsSentAgainAndCountsCorrections) {
  WriteTree();
  const std::string first = writer_.NextFact(0, {Line(1, kBontang), Line(2, kBontang)});
  writer_.WriteBytes(0, first);
  writer_.WriteBytes(0, first);
  const Position after = writer_.Write(0, {Retracting(Line(2, kBontang))});
  writer_.WriteBytes(0, first);
  EXPECT_EQ(Ranking(after).rows(0).active_heads(), 1u);
  EXPECT_EQ(process_->GetState(true).recount_differences(), 0u);
}

TEST_P(AppScenarios, StopsAShardAtAGapUntilTheFactIsSent) {
  WriteTree();
  const std::string missing = writer_.NextFact(0, {Line(1, kBontang)});
  writer_.Write(0, {Line(2, kBontang)});
  const Position other = writer_.Write(1, {Line(9, kBontang)});
  Position of_one = other;
  of_one.marks.erase(Shard(0));
  EXPECT_EQ(Ranking(of_one).rows(0).active_heads(), 1u);
  const v1::GetStateResponse state = process_->GetState();
  ASSERT_EQ(state.stopped_shards_size(), 1);
  EXPECT_EQ(state.stopped_shards(0).sequence(), 1u);
  writer_.WriteBytes(0, missing);
  EXPECT_EQ(Ranking(other).rows(0).active_heads(), 3u);
  EXPECT_EQ(process_->GetState().stopped_shards_size(), 0);
}

TEST_P(AppScenarios, StopsAShardAtAnUndecodableFactUntilItIsSentWellFormed) {
  WriteTree();
  const std::string good = writer_.NextFact(0, {Line(1, kBontang)});
  writer_.WriteBytes(0, good.substr(0, good.size() - 1));
  writer_.WriteBytes(0, "no fact at all");
  const Position after = writer_.Write(0, {Line(2, kBontang)});
  writer_.WriteBytes(0, good);
  EXPECT_EQ(Ranking(after).rows(0).active_heads(), 2u);
  EXPECT_EQ(process_->GetState().stopped_shards_size(), 0);
}

TEST_P(AppScenarios, ParksPoisonLinesAndAppliesThemWhenTheTreeKnowsTheRegion) {
  WriteTree();
  const Position after =
      writer_.Write(0, {Line(1, "64.74.01.1009"), Line(1, kBontang), Line(2, kBontang)});
  const v1::Ranking incomplete = Ranking(after);
  EXPECT_EQ(incomplete.stamp().parked_lines(), 2u);
  EXPECT_EQ(incomplete.rows(0).active_heads(), 1u);

  grpc::ClientContext list_context;
  v1::ListParkedLinesRequest list;
  v1::ListParkedLinesResponse listed;
  list.set_page_size(1);
  ASSERT_TRUE(process_->stub().ListParkedLines(&list_context, list, &listed).ok());
  ASSERT_EQ(listed.lines_size(), 1);
  EXPECT_EQ(listed.lines(0).reason(), "REGION_UNKNOWN");
  EXPECT_EQ(listed.next_page_token(), "0-1");

  grpc::ClientContext redrive_context;
  v1::RedriveParkedLinesRequest redrive;
  v1::RedriveParkedLinesResponse redriven;
  redrive.set_idempotency_key("k1");
  ASSERT_TRUE(process_->stub().RedriveParkedLines(&redrive_context, redrive, &redriven).ok());
  EXPECT_EQ(redriven.still_parked(), 2u);

  auto codes = SmallTreeCodes();
  codes.push_back("64.74.01.1009");
  writer_.WriteTree("small-2", codes);
  const Position later = writer_.Write(1, {Line(9, "61.71.01.1001")});
  v1::Ranking complete = Ranking(later);
  for (int i = 0; i < 200 && complete.stamp().parked_lines() != 0; ++i) {
    absl::SleepFor(absl::Milliseconds(20));
    complete = Ranking(later);
  }
  EXPECT_EQ(complete.rows(0).active_heads(), 2u);
}

TEST_P(AppScenarios, NeverGoesBackAVersionOverARestart) {
  WriteTree();
  writer_.Write(0, {Line(1, kBontang)});
  const v1::Ranking before = Ranking(writer_.Write(1, {Line(9, kBontang)}));
  Restart();
  const v1::Ranking after = Ranking(Position());
  EXPECT_GT(after.stamp().version(), before.stamp().version());
  EXPECT_EQ(after.ranking_digest(), before.ranking_digest());
  EXPECT_EQ(RowsOf(after), RowsOf(before));
}

TEST_P(AppScenarios, HasTheSameStateDigestHoweverTheFactsWereCut) {
  WriteTree();
  Ranking(writer_.Write(0, {Line(1, kBontang), Line(2, "64.02"), Line(3, kBontang)}));
  Ranking(writer_.Write(0, {Retracting(Line(2, "64.02"))}));
  const std::string digest = process_->GetState().state_digest();
  Restart();
  Ranking(Position());
  EXPECT_EQ(process_->GetState().state_digest(), digest);
  EXPECT_EQ(process_->GetState().participants(), 2u);
}

TEST_P(AppScenarios, CountsAnewWhenAnEpochBegins) {
  WriteTree();
  Ranking(writer_.Write(0, {Line(1, kBontang), Line(2, kBontang)}));
  writer_.BeginEpoch();
  const Position after = writer_.Write(0, {Line(3, "64.02")});
  EXPECT_EQ(RowsOf(Ranking(after)), "1 64.02 1, 2 61.71 0, 2 64.74 0");
}

TEST_P(AppScenarios, WatchesASnapshotThenWhatChanges) {
  WriteTree();
  const v1::Ranking first = Ranking(writer_.Write(0, {Line(1, kBontang)}));
  grpc::ClientContext context;
  v1::WatchRankingRequest request;
  request.set_members("regencies");
  request.set_scope("ID");
  request.set_last_version(first.stamp().version());
  const auto reader = process_->stub().WatchRanking(&context, request);
  v1::WatchRankingResponse step;
  ASSERT_TRUE(reader->Read(&step));
  EXPECT_GE(step.snapshot().stamp().version(), first.stamp().version());
  writer_.Write(0, {Line(2, kBontang)});
  do {
    ASSERT_TRUE(reader->Read(&step));
  } while (step.has_heartbeat());
  ASSERT_EQ(step.delta().changed_size(), 1);
  EXPECT_EQ(step.delta().changed(0).region(), "64.74");
  EXPECT_EQ(step.delta().changed(0).active_heads(), 2u);
  context.TryCancel();
}

TEST_P(AppScenarios, TellsARegionsFiguresPlacesAndDenominators) {
  WriteTree();
  const Position after = writer_.Write(0, {Line(1, kBontang)});
  grpc::ClientContext context;
  v1::GetRegionRequest request;
  v1::GetRegionResponse response;
  request.set_region("64.74");
  *request.mutable_after() = rpc::ToProto(after);
  context.set_wait_for_ready(true);
  ASSERT_TRUE(process_->stub().GetRegion(&context, request, &response).ok());
  EXPECT_EQ(response.current().active_heads(), 1u);
  EXPECT_EQ(response.trend_size(), 12);
  EXPECT_EQ(response.trend(10).active_heads(), 0u);
  ASSERT_EQ(response.denominators_size(), 2);
  EXPECT_EQ(response.denominators(0).entitled_workers(), 10u);
  EXPECT_EQ(response.denominators(0).date(), "2023-12-31");
  ASSERT_EQ(response.placements_size(), 2);
  EXPECT_EQ(response.placements(0).rank(), 1u);
  EXPECT_EQ(response.placements(0).ranked(), 3u);
}

}  // namespace paritrana::scoring::testing
