// SPDX-License-Identifier: Apache-2.0
#include "libs/events/outbox.h"

#include <fstream>
#include <iterator>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/testing/postgres_server.h"

namespace paritrana::events {
namespace {

using ::testing::ElementsAre;

constexpr absl::Duration kTimeout = absl::Seconds(10);
const absl::Time kNow = absl::FromUnixSeconds(1'735'689'600);

OutboxEvent Event(std::uint32_t shard, std::string payload = "isi",
                  std::string topic = "test.facts.v1") {
  return {.topic = std::move(topic),
          .shard = Shard(shard),
          .type = "id.paritrana.test.done.v1",
          .payload = std::move(payload)};
}

class OutboxTest : public ::testing::Test {
 protected:
  OutboxTest() {
    std::ifstream file("libs/events/outbox.sql");
    const std::string sql((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(connection_->ExecuteScript(sql), absl::OkStatus());
  }

  std::unique_ptr<postgres::Connection> Open() {
    return *postgres::Connection::Open(conninfo_, kTimeout);
  }

  std::vector<Sequence> Commit(const std::vector<OutboxEvent>& events,
                               Position* position = nullptr) {
    auto transaction = postgres::Transaction::Begin(*connection_);
    auto sequences = outbox_.Append(*connection_, events, kNow, position);
    EXPECT_TRUE(sequences.ok()) << sequences.status();
    EXPECT_EQ(transaction->Commit(), absl::OkStatus());
    return *sequences;
  }

  std::int64_t Count(std::string_view sql) { return connection_->Execute(sql)->Int64(0, 0); }

  std::string conninfo_ = testing::PostgresServer::Shared().NewDatabase();
  std::unique_ptr<postgres::Connection> connection_ = Open();
  Outbox outbox_{"/paritrana/test"};
};

TEST_F(OutboxTest, TakesBackTheSequenceOfARolledBackTransaction) {
  {
    auto transaction = postgres::Transaction::Begin(*connection_);
    ASSERT_TRUE(outbox_.Append(*connection_, {Event(1)}, kNow, nullptr).ok());
  }
  EXPECT_THAT(Commit({Event(1)}), ElementsAre(Sequence(1)));
}

TEST_F(OutboxTest, NumbersEachShardByItself) {
  EXPECT_THAT(Commit({Event(3), Event(1), Event(3)}),
              ElementsAre(Sequence(1), Sequence(1), Sequence(2)));
  EXPECT_THAT(Commit({Event(1), Event(3)}), ElementsAre(Sequence(2), Sequence(3)));
}

TEST_F(OutboxTest, NumbersEachTopicByItself) {
  EXPECT_THAT(Commit({Event(1), Event(1, "isi", "test.other.v1")}),
              ElementsAre(Sequence(1), Sequence(1)));
}

TEST_F(OutboxTest, MergesThePosition) {
  Position position;
  Commit({Event(3), Event(1), Event(3)}, &position);
  EXPECT_EQ(position, (Position{.epoch = Epoch(1),
                                .marks = {{Shard(1), Sequence(1)}, {Shard(3), Sequence(2)}}}));
}

TEST_F(OutboxTest, AppendsNothingForNoEvents) {
  EXPECT_TRUE(Commit({}).empty());
  EXPECT_EQ(Count("SELECT count(*) FROM outbox_shard"), 0);
}

TEST_F(OutboxTest, StoresEveryColumn) {
  const std::string payload("\0\xff,\"{}", 6);
  Commit({Event(2, payload)});
  const auto row = connection_->Execute(
      "SELECT topic, shard, sequence, source, type, recorded_at, payload, id FROM outbox");
  EXPECT_EQ(row->Text(0, 0), "test.facts.v1");
  EXPECT_EQ(row->Int64(0, 1), 2);
  EXPECT_EQ(row->Int64(0, 2), 1);
  EXPECT_EQ(row->Text(0, 3), "/paritrana/test");
  EXPECT_EQ(row->Text(0, 4), "id.paritrana.test.done.v1");
  EXPECT_EQ(row->Time(0, 5), kNow);
  EXPECT_EQ(row->Bytes(0, 6), payload);
  EXPECT_EQ(row->Text(0, 7)[14], '7');  // version of the UUID
}

TEST_F(OutboxTest, GivesANewShardTheEpochOfItsSiblings) {
  Commit({Event(1)});
  ASSERT_TRUE(connection_->ExecuteScript("UPDATE outbox_shard SET epoch = 2").ok());
  Position position;
  Commit({Event(7)}, &position);
  EXPECT_EQ(position.epoch, Epoch(2));
}

TEST_F(OutboxTest, NeverDeadlocksWhateverOrderTheEventsAreIn) {
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([this, writer] {
      const auto connection = Open();
      std::vector<OutboxEvent> events;
      for (std::uint32_t i = 0; i < 8; ++i) events.push_back(Event(writer % 2 == 0 ? i : 7 - i));
      for (int round = 0; round < 50; ++round) {
        auto transaction = postgres::Transaction::Begin(*connection);
        ASSERT_TRUE(outbox_.Append(*connection, events, kNow, nullptr).ok());
        ASSERT_EQ(transaction->Commit(), absl::OkStatus());
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(Count("SELECT min(sequence) FROM outbox_shard"), 200);
  EXPECT_EQ(Count("SELECT count(*) FROM outbox"), 1600);
}

}  // namespace
}  // namespace paritrana::events
