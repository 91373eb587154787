// SPDX-License-Identifier: Apache-2.0
#include "libs/events/relay.h"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/events/envelope.h"
#include "libs/events/inbox.h"
#include "libs/events/outbox.h"
#include "libs/testing/memory_log.h"
#include "libs/testing/postgres_server.h"

namespace paritrana::events {
namespace {

using ::testing::ElementsAre;

const std::string kTopic = "test.facts.v1";
const absl::Time kNow = absl::FromUnixSeconds(1'735'689'600);

class RelayTest : public ::testing::Test {
 protected:
  RelayTest() {
    EXPECT_TRUE(log_.EnsureTopic(kTopic, {.partitions = 2}).ok());
    std::ifstream file("libs/events/outbox.sql");
    const std::string sql((std::istreambuf_iterator<char>(file)), {});
    auto connection = *pool_.OpenSession();
    EXPECT_EQ(connection->ExecuteScript("CREATE SCHEMA scoring"), absl::OkStatus());
    EXPECT_EQ(connection->ExecuteScript(sql), absl::OkStatus());
  }

  static postgres::PoolOptions Options() {
    postgres::PoolOptions options;
    options.conninfo = testing::PostgresServer::Shared().NewDatabase();
    options.schema = "scoring";
    return options;
  }

  // Commits one event with each body.
  void Commit(std::uint32_t shard, const std::vector<std::string>& bodies) {
    const auto lease = *pool_.Acquire(absl::Now() + absl::Seconds(10));
    for (const std::string& body : bodies) {
      auto transaction = postgres::Transaction::Begin(*lease);
      const OutboxEvent event{kTopic, Shard(shard), "id.paritrana.test.done.v1", body};
      ASSERT_TRUE(outbox_.Append(*lease, {event}, kNow, nullptr).ok());
      ASSERT_EQ(transaction->Commit(), absl::OkStatus());
    }
  }

  void Run(std::string_view sql) {
    const auto lease = *pool_.Acquire(absl::Now() + absl::Seconds(10));
    ASSERT_EQ(lease->ExecuteScript(sql), absl::OkStatus());
  }

  std::int64_t Number(std::string_view sql) {
    const auto lease = *pool_.Acquire(absl::Now() + absl::Seconds(10));
    const auto row = lease->Execute(sql);
    return row.ok() && row->rows() == 1 ? row->Int64(0, 0) : -1;
  }

  // What stands in a partition, as "epoch.sequence body".
  std::vector<std::string> Log(std::uint32_t shard) const {
    std::vector<std::string> facts;
    for (const Record& record : log_.Records(kTopic, static_cast<std::int32_t>(shard))) {
      const FactId id = *PeekFactId(record.value);
      facts.push_back(absl::StrCat(id.epoch.value(), ".", id.sequence.value(), " ",
                                   record.value.substr(EncodeFactId(id).size())));
    }
    return facts;
  }

  template <typename Condition>
  static bool Eventually(Condition condition) {
    const absl::Time deadline = absl::Now() + absl::Seconds(20);
    while (absl::Now() < deadline) {
      if (condition()) return true;
      absl::SleepFor(absl::Milliseconds(2));
    }
    return false;
  }

  bool EventuallyPublished(std::int64_t sequence) {
    return Eventually([&] {
      return Number("SELECT sequence FROM outbox_published WHERE shard = 0") == sequence;
    });
  }

  RelayOptions OneTopic() const {
    RelayOptions options;
    options.topics = {kTopic};
    return options;
  }

  testing::MemoryLog log_;
  metrics::Registry metrics_;
  postgres::Pool pool_{Options()};
  Outbox outbox_{"/paritrana/test"};
  Relay relay_{pool_, log_, metrics_, OneTopic()};
};

TEST_F(RelayTest, SendsAgainAfterAnAcknowledgementWithAnError) {
  for (const bool written : {false, true}) {
    log_.FailSends(1, absl::UnavailableError("injected"), written);
    Commit(0, {"a", "b"});
    relay_.Start();
    ASSERT_TRUE(EventuallyPublished(written ? 4 : 2));
    relay_.Stop();
  }
  EXPECT_THAT(Log(0), ::testing::IsSupersetOf({"1.1 a", "1.2 b", "1.3 a", "1.4 b"}));
}

TEST_F(RelayTest, MakesANewProducerAfterAFatalError) {
  log_.FailSends(1, absl::AbortedError("injected"), false);
  Commit(0, {"a", "b"});
  relay_.Start();
  ASSERT_TRUE(EventuallyPublished(2));
  EXPECT_THAT(Log(0), ElementsAre("1.1 a", "1.2 b"));
  EXPECT_GE(metrics_.GetCounter("outbox_relay_producers_total", "").value(), 2);
}

TEST_F(RelayTest, StopsBeforeAHoleInTheOutbox) {
  Commit(0, {"a", "b", "c"});
  Run("DELETE FROM outbox WHERE sequence = 2");
  relay_.Start();
  ASSERT_TRUE(Eventually([this] { return Log(0).size() >= 1; }));
  relay_.Stop();
  EXPECT_EQ(Log(0)[0], "1.1 a");
  EXPECT_THAT(Log(0), ::testing::Each("1.1 a"));
}

TEST_F(RelayTest, SurvivesTheLossOfItsConnection) {
  relay_.Start();
  Commit(0, {"a"});
  ASSERT_TRUE(EventuallyPublished(1));
  Run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
      "WHERE pid <> pg_backend_pid() AND datname = current_database()");
  Commit(0, {"b"});
  EXPECT_TRUE(EventuallyPublished(2));
}

TEST_F(RelayTest, PublishesWhatIsCommittedWhileItRuns) {
  relay_.Start();
  Commit(0, {"a", "b"});
  Commit(1, {"other"});
  ASSERT_TRUE(EventuallyPublished(2));
  ASSERT_TRUE(Eventually([this] { return Log(1).size() == 1; }));
  EXPECT_THAT(Log(0), ElementsAre("1.1 a", "1.2 b"));
  EXPECT_THAT(Log(1), ElementsAre("1.1 other"));
}

TEST_F(RelayTest, WritesTheEnvelopeAsHeaders) {
  Commit(1, {"a"});
  relay_.Start();
  ASSERT_TRUE(Eventually([this] { return Log(1).size() == 1; }));
  const auto envelope = FromHeaders(log_.Records(kTopic, 1)[0].headers);
  ASSERT_TRUE(envelope.ok()) << envelope.status();
  EXPECT_EQ(envelope->source, "/paritrana/test");
  EXPECT_EQ(envelope->type, "id.paritrana.test.done.v1");
  EXPECT_EQ(envelope->time, kNow);
}

TEST_F(RelayTest, GoesOnWhereTheLastOneEnded) {
  Commit(0, {"a"});
  relay_.Start();
  ASSERT_TRUE(EventuallyPublished(1));
  relay_.Stop();
  Commit(0, {"b"});
  Relay next(pool_, log_, metrics_, OneTopic());
  next.Start();
  ASSERT_TRUE(EventuallyPublished(2));
  EXPECT_THAT(Log(0), ElementsAre("1.1 a", "1.2 b"));
}

TEST_F(RelayTest, LetsOnlyOneWorkAtATime) {
  relay_.Start();
  auto& active = metrics_.GetGauge("outbox_relay_active", "");
  ASSERT_TRUE(Eventually([&] { return active.value() == 1; }));
  metrics::Registry other_metrics;
  Relay standby(pool_, log_, other_metrics, OneTopic());
  standby.Start();
  Commit(0, {"a"});
  ASSERT_TRUE(EventuallyPublished(1));
  EXPECT_EQ(other_metrics.GetGauge("outbox_relay_active", "").value(), 0);
  relay_.Stop();
  Commit(0, {"b"});
  ASSERT_TRUE(EventuallyPublished(2));
  EXPECT_THAT(Log(0), ElementsAre("1.1 a", "1.2 b"));
}

TEST_F(RelayTest, PassesCommitsOnToTheOneThatWorks) {
  RelayOptions patient;
  patient.topics = {kTopic};
  patient.poll_interval = absl::Hours(1);
  Relay first(pool_, log_, metrics_, patient);
  first.Start();
  // It waits for an hour now unless it is woken.
  Commit(1, {"a"});
  first.Notify();
  ASSERT_TRUE(Eventually([this] { return Log(1).size() == 1; }));

  metrics::Registry others;
  Relay second(pool_, log_, others, patient);
  second.Start();
  Commit(1, {"b"});
  second.Notify();
  EXPECT_TRUE(Eventually([this] { return Log(1).size() == 2; }));
}

TEST_F(RelayTest, PublishesEverythingAgainInANewEpoch) {
  Commit(0, {"a", "b"});
  relay_.Start();
  ASSERT_TRUE(EventuallyPublished(2));
  {
    const auto lease = *pool_.Acquire(absl::Now() + absl::Seconds(10));
    auto transaction = postgres::Transaction::Begin(*lease);
    ASSERT_EQ(*StartEpoch(*lease), Epoch(2));
    ASSERT_EQ(transaction->Commit(), absl::OkStatus());
  }
  ASSERT_TRUE(Eventually([this] { return Log(0).size() == 4; }));
  EXPECT_THAT(Log(0), ElementsAre("1.1 a", "1.2 b", "2.1 a", "2.2 b"));
}

TEST_F(RelayTest, RepublishesARange) {
  Commit(0, {"a", "b", "c", "d"});
  ASSERT_EQ(relay_.Republish(kTopic, Shard(0), Sequence(2), Sequence(3)), absl::OkStatus());
  EXPECT_THAT(Log(0), ElementsAre("1.2 b", "1.3 c"));
}

TEST_F(RelayTest, CannotRepublishWhatIsNotThere) {
  Commit(0, {"a"});
  EXPECT_EQ(relay_.Republish(kTopic, Shard(0), Sequence(1), Sequence(2)).code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(relay_.Republish(kTopic, Shard(1), Sequence(1), Sequence(1)).code(),
            absl::StatusCode::kNotFound);
}

TEST_F(RelayTest, DeletesOnlyOldAndPublishedRows) {
  RelayOptions options = OneTopic();
  options.retention = absl::Hours(1);
  Commit(0, {"a", "b"});
  Run("UPDATE outbox SET recorded_at = now() WHERE sequence = 2");
  relay_.Start();
  ASSERT_TRUE(EventuallyPublished(2));
  relay_.Stop();
  Commit(0, {"c"});
  Run("UPDATE outbox_shard SET sequence = 2");  // the third is never published
  Relay pruning(pool_, log_, metrics_, options);
  pruning.Start();
  EXPECT_TRUE(Eventually([this] { return Number("SELECT count(*) FROM outbox") == 2; }));
  EXPECT_EQ(Number("SELECT min(sequence) FROM outbox"), 2);
}

TEST_F(RelayTest, KeepsEverythingByDefault) {
  Commit(0, {"a"});
  relay_.Start();
  ASSERT_TRUE(EventuallyPublished(1));
  EXPECT_EQ(Number("SELECT count(*) FROM outbox"), 1);
}

}  // namespace
}  // namespace paritrana::events
