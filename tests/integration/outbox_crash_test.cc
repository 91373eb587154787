// SPDX-License-Identifier: Apache-2.0
// The outbox under writers that roll back and a relay that is killed at random: what is published
// is what was committed. Beside it the usual alternative, a cursor on a serial number, is watched
// losing rows, so that the test is known to see a loss.
#include <atomic>
#include <csignal>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/events/inbox.h"
#include "libs/events/outbox.h"
#include "libs/kafka/kafka_log.h"
#include "libs/testing/child_process.h"
#include "libs/testing/kafka_broker.h"
#include "libs/testing/postgres_server.h"
#include "libs/testing/seeded_random.h"

namespace paritrana {
namespace {

using postgres::Connection;
using postgres::Param;
using postgres::Transaction;
using testing::SeededRandom;

constexpr int kWriters = 16;
constexpr int kTransactionsPerWriter = 60;
constexpr int kShards = 8;
constexpr int kRollbackPercent = 20;
constexpr absl::Duration kTimeout = absl::Seconds(60);
const std::string kTopic = "crash.facts.v1";

// `fact` is the truth: its rows commit or not with the transaction. `naive` is an outbox with a
// serial number, as many have it.
constexpr const char* kTables =
    "CREATE TABLE fact (body text PRIMARY KEY); "
    "CREATE TABLE naive (id bigserial PRIMARY KEY, body text NOT NULL)";

class OutboxCrashTest : public ::testing::Test {
 protected:
  OutboxCrashTest() {
    EXPECT_EQ(log_->EnsureTopic(kTopic, {.partitions = kShards}), absl::OkStatus());
    std::ifstream file("libs/events/outbox.sql");
    const std::string sql((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(connection_->ExecuteScript(sql), absl::OkStatus());
    EXPECT_EQ(connection_->ExecuteScript(kTables), absl::OkStatus());
  }

  std::unique_ptr<Connection> Open() const { return *Connection::Open(conninfo_, kTimeout); }

  void Write(int writer);
  static absl::Status WriteOne(Connection& connection, SeededRandom& random,
                               const std::string& name);
  void FollowNaively();
  void RunRelayAndKillIt();
  testing::ChildProcess StartRelay() const;
  std::int64_t Number(std::string_view sql) { return connection_->Execute(sql)->Int64(0, 0); }

  std::string conninfo_ = testing::PostgresServer::Shared().NewDatabase();
  std::unique_ptr<Connection> connection_ = Open();
  std::unique_ptr<events::Log> log_ =
      *kafka::Connect({.bootstrap_servers = testing::KafkaBroker::Shared().bootstrap_servers(),
                       .client_id = "test"});
  std::atomic<bool> writing_ = true;
  std::atomic<int> kills_ = 0;
  std::set<std::string> seen_naively_;
};

// One transaction of random length and shape; OK also when it was rolled back on purpose.
absl::Status OutboxCrashTest::WriteOne(Connection& connection, SeededRandom& random,
                                       const std::string& name) {
  static events::Outbox outbox("/paritrana/test");
  auto transaction = Transaction::Begin(connection);
  std::vector<events::OutboxEvent> facts;
  for (std::uint64_t i = 0; i <= random.Below(4); ++i) {
    facts.push_back({.topic = kTopic,
                     .shard = Shard(static_cast<std::uint32_t>(random.Below(kShards))),
                     .type = "id.paritrana.test.done.v1",
                     .payload = absl::StrCat(name, ".", i)});
    const std::vector<Param> body = {Param(facts.back().payload)};
    for (const char* table : {"fact", "naive"}) {
      auto inserted =
          connection.Execute(absl::StrCat("INSERT INTO ", table, " (body) VALUES ($1)"), body);
      if (!inserted.ok()) return inserted.status();
    }
    const std::vector<Param> seconds = {Param(absl::StrCat(random.Below(8), "ms"))};
    auto slept = connection.Execute("SELECT pg_sleep_for($1)", seconds);
    if (!slept.ok()) return slept.status();
  }
  auto sequences = outbox.Append(connection, facts, absl::Now(), nullptr);
  if (!sequences.ok()) return sequences.status();
  if (random.Below(100) < kRollbackPercent) return absl::OkStatus();
  return transaction->Commit();
}

void OutboxCrashTest::Write(int writer) {
  SeededRandom random(static_cast<std::uint64_t>(writer));
  const auto connection = Open();
  for (int i = 0; i < kTransactionsPerWriter; ++i) {
    ASSERT_EQ(WriteOne(*connection, random, absl::StrCat(writer, ".", i)), absl::OkStatus());
  }
}

// Reads after the largest number seen, over and over, and once more after the last commit.
void OutboxCrashTest::FollowNaively() {
  const auto connection = Open();
  std::int64_t cursor = 0;
  for (bool last = false; !last;) {
    last = !writing_;
    const std::vector<Param> params = {Param(cursor)};
    const auto rows =
        connection->Execute("SELECT id, body FROM naive WHERE id > $1 ORDER BY id", params);
    ASSERT_TRUE(rows.ok());
    for (int row = 0; row < rows->rows(); ++row) {
      cursor = rows->Int64(row, 0);
      seen_naively_.emplace(rows->Text(row, 1));
    }
  }
}

testing::ChildProcess OutboxCrashTest::StartRelay() const {
  testing::ChildProcess::Options options;
  options.argv = {PARITRANA_RELAY_PROCESS, conninfo_,
                  testing::KafkaBroker::Shared().bootstrap_servers(), kTopic};
  return testing::ChildProcess::Start(options);
}

// Kills the relay at random moments while the writers write, then lets one come to the end.
void OutboxCrashTest::RunRelayAndKillIt() {
  SeededRandom random(2024);
  while (writing_) {
    auto relay = StartRelay();
    const auto life = absl::Milliseconds(static_cast<std::int64_t>(50 + random.Below(700)));
    EXPECT_EQ(relay.Wait(life), -1) << "the relay ended by itself";
    relay.Signal(SIGKILL);
    relay.Wait(kTimeout);
    ++kills_;
  }
  auto relay = StartRelay();
  const auto connection = Open();
  const absl::Time deadline = absl::Now() + kTimeout;
  const char* unpublished =
      "SELECT (SELECT sum(sequence) FROM outbox_shard) - "
      "coalesce((SELECT sum(sequence) FROM outbox_published), 0)";
  while (connection->Execute(unpublished)->Int64(0, 0) != 0 && absl::Now() < deadline) {
    absl::SleepFor(absl::Milliseconds(20));
  }
}

// The bodies on the topic, each once, after a check of every shard's order.
std::set<std::string> ReadTopic(events::Log& log) {
  const auto bounds = *log.Bounds(kTopic, kTimeout);
  std::vector<events::StartOffset> start;
  std::int64_t left = 0;
  for (std::int32_t partition = 0; partition < kShards; ++partition) {
    start.push_back({.partition = partition, .offset = 0});
    left += bounds[static_cast<std::size_t>(partition)].end;
  }
  const auto reader = *log.NewReader(kTopic, start);
  std::map<Shard, std::vector<std::string>> facts;
  while (left > 0) {
    const auto polled = reader->Poll(kTimeout, 1000, [&](const events::RecordView& record) {
      --left;
      const events::FactId id = *events::PeekFactId(record.value);
      const auto body = record.value.substr(events::EncodeFactId(id).size());
      auto& shard = facts[id.shard];
      ASSERT_LE(id.sequence.value(), shard.size() + 1) << "a gap";
      if (id.sequence.value() == shard.size() + 1) shard.emplace_back(body);
      ASSERT_EQ(shard[id.sequence.value() - 1], body) << "two facts with one sequence";
    });
    if (!polled.ok() || *polled == 0) break;
  }
  EXPECT_EQ(left, 0);
  std::set<std::string> bodies;
  for (const auto& [shard, in_order] : facts) {
    for (const std::string& body : in_order) EXPECT_TRUE(bodies.insert(body).second) << body;
  }
  return bodies;
}

TEST_F(OutboxCrashTest, PublishesExactlyWhatWasCommittedThoughTheRelayIsKilled) {
  std::thread relay([this] { RunRelayAndKillIt(); });
  std::thread follower([this] { FollowNaively(); });
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([this, writer] { Write(writer); });
  }
  for (std::thread& writer : writers) writer.join();
  writing_ = false;
  follower.join();
  relay.join();

  std::set<std::string> committed;
  const auto rows = *connection_->Execute("SELECT body FROM fact");
  for (int row = 0; row < rows.rows(); ++row) committed.emplace(rows.Text(row, 0));
  EXPECT_GT(committed.size(), 1000u);
  EXPECT_GE(kills_, 3);
  EXPECT_EQ(ReadTopic(*log_), committed);
  EXPECT_EQ(Number("SELECT sum(sequence)::bigint FROM outbox_shard"),
            static_cast<std::int64_t>(committed.size()));
  EXPECT_LT(seen_naively_.size(), committed.size()) << "the test would not see a loss";
  RecordProperty("kills", kills_);
  RecordProperty("committed", static_cast<int>(committed.size()));
  RecordProperty("naive_cursor_lost", static_cast<int>(committed.size() - seen_naively_.size()));
}

}  // namespace
}  // namespace paritrana
