// SPDX-License-Identifier: Apache-2.0
#include "libs/events/postgres_inbox.h"

#include <fstream>
#include <iterator>
#include <vector>

#include <gtest/gtest.h>

#include "libs/testing/postgres_server.h"

namespace paritrana::events {
namespace {

const std::string kTopic = "test.facts.v1";

Fact At(std::uint32_t shard, std::uint64_t sequence, std::int64_t next_offset) {
  return {.id = {Epoch(1), Shard(shard), Sequence(sequence)},
          .payload = "",
          .next_offset = next_offset};
}

class PostgresInboxTest : public ::testing::Test {
 protected:
  PostgresInboxTest() {
    std::ifstream file("libs/events/inbox.sql");
    const std::string sql((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(connection_->ExecuteScript(sql), absl::OkStatus());
  }

  absl::Status Advance(const std::vector<Fact>& facts) {
    auto transaction = postgres::Transaction::Begin(*connection_);
    const absl::Status status = AdvanceMarks(*connection_, kTopic, facts);
    return status.ok() ? transaction->Commit() : status;
  }

  void Reset(std::uint32_t shard, std::uint32_t epoch) {
    auto transaction = postgres::Transaction::Begin(*connection_);
    ASSERT_EQ(ResetMark(*connection_, kTopic, Shard(shard), Epoch(epoch)), absl::OkStatus());
    ASSERT_EQ(transaction->Commit(), absl::OkStatus());
  }

  std::unique_ptr<postgres::Connection> connection_ = *postgres::Connection::Open(
      testing::PostgresServer::Shared().NewDatabase(), absl::Seconds(10));
};

TEST_F(PostgresInboxTest, RefusesAShardThatWasNeverBegun) {
  EXPECT_EQ(Advance({At(1, 1, 1)}).code(), absl::StatusCode::kAborted);
}

TEST_F(PostgresInboxTest, RefusesToMoveOverAGapOrBack) {
  Reset(1, 1);
  ASSERT_EQ(Advance({At(1, 1, 1)}), absl::OkStatus());
  EXPECT_EQ(Advance({At(1, 3, 3)}).code(), absl::StatusCode::kAborted);
  EXPECT_EQ(Advance({At(1, 1, 1)}).code(), absl::StatusCode::kAborted);
}

TEST_F(PostgresInboxTest, MovesEachShardToItsLastFact) {
  Reset(1, 1);
  Reset(2, 1);
  ASSERT_EQ(Advance({At(1, 1, 10), At(2, 1, 20), At(1, 2, 11)}), absl::OkStatus());
  const auto marks = LoadMarks(*connection_, kTopic);
  ASSERT_TRUE(marks.ok());
  EXPECT_EQ(marks->at(Shard(1)).mark, (InboxMark{Epoch(1), Sequence(2)}));
  EXPECT_EQ(marks->at(Shard(1)).next_offset, 11);
  EXPECT_EQ(marks->at(Shard(2)).next_offset, 20);
}

TEST_F(PostgresInboxTest, BeginsAnEpochAtZero) {
  Reset(1, 1);
  ASSERT_EQ(Advance({At(1, 1, 10)}), absl::OkStatus());
  Reset(1, 2);
  const auto marks = LoadMarks(*connection_, kTopic);
  EXPECT_EQ(marks->at(Shard(1)).mark, (InboxMark{Epoch(2), Sequence(0)}));
  EXPECT_EQ(marks->at(Shard(1)).next_offset, 0);
}

TEST_F(PostgresInboxTest, TellsThePositionOfOneTopic) {
  Reset(1, 1);
  ASSERT_EQ(Advance({At(1, 1, 10)}), absl::OkStatus());
  EXPECT_EQ(*ReadPosition(*connection_, kTopic),
            (Position{.epoch = Epoch(1), .marks = {{Shard(1), Sequence(1)}}}));
  EXPECT_TRUE(ReadPosition(*connection_, "test.other.v1")->marks.empty());
}

}  // namespace
}  // namespace paritrana::events
