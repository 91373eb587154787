// SPDX-License-Identifier: Apache-2.0
// The whole compliance service in one process: facts of registration in, facts of its own out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "libs/events/inbox.h"
#include "libs/postgres/connection.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/position.h"
#include "libs/testing/fake_clock.h"
#include "libs/testing/memory_log.h"
#include "libs/testing/postgres_server.h"
#include "paritrana/compliance/events/v1/contributions.pb.h"
#include "paritrana/compliance/v1/facts.grpc.pb.h"
#include "services/compliance/adapters/events/contributions_posted.h"
#include "services/compliance/app.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/registration_feed.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {
namespace {

using paritrana::events::Record;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ComplianceApp : public ::testing::Test {
 protected:
  ComplianceApp() {
    for (const char* topic : {kParticipantsTopic, kEmployersTopic}) {
      EXPECT_TRUE(log_.EnsureTopic(topic, {.partitions = kTestShards}).ok());
    }
    Start();
    const std::vector<TestEmployer> payer = {{kTestPayerId, kTestPayer}};
    Publish(feed_.Employers(payer));
  }

  void Start() {
    Config config;
    config.listen = config.admin_listen = "127.0.0.1:0";
    config.postgres_conninfo = conninfo_;
    config.shards = kTestShards;
    config.token_key = std::string(32, 'k');
    app_ = std::make_unique<App>(config, log_, clock_);
    ASSERT_TRUE(app_->Start().ok());
    channel_ = rpc::Connect(app_->address());
    stub_ = v1::SubmissionService::NewStub(channel_);
  }

  void Publish(const std::vector<Record>& records) {
    auto producer = log_.NewProducer();
    ASSERT_TRUE(producer.ok());
    for (const Record& record : records) {
      ASSERT_TRUE((*producer)->Send(record, [](const absl::Status&) {}).ok());
    }
    ASSERT_TRUE((*producer)->Flush(absl::Seconds(10)).ok());
  }

  std::vector<Record> FactsOfWorkers(std::uint64_t first, std::uint64_t last) {
    std::vector<TestWorker> workers;
    for (std::uint64_t i = first; i <= last; ++i) {
      workers.push_back(
          {.pseudonym = 1000 + i, .nik = NikOf(i), .kpj = "", .employer = kTestPayerId});
    }
    return feed_.Workers(workers);
  }

  v1::SubmissionHeader HeaderAfterAll(const std::string& submission) {
    v1::SubmissionHeader header = HeaderOf(submission);
    *header.mutable_after() = rpc::ToProto(feed_.workers_position());
    *header.mutable_after_employers() = rpc::ToProto(feed_.employers_position());
    return header;
  }

  // Header that waits for all facts, lines and seal.
  StreamOutcome Post(const std::string& submission, const Lines& lines) {
    return PostStream(*stub_,
                      {Part(HeaderAfterAll(submission)), ChunkPart(1, lines), SealPart(lines)});
  }

  // The facts of a shard once `count` of them are on the log.
  std::vector<Record> FactsOnLog(std::uint32_t shard, std::size_t count) {
    std::vector<Record> records;
    const absl::Time deadline = absl::Now() + absl::Seconds(20);
    do {
      records = log_.Records(kContributionsTopic, static_cast<std::int32_t>(shard));
      std::this_thread::yield();
    } while (records.size() < count && absl::Now() < deadline);
    return records;
  }

  std::string conninfo_ = paritrana::testing::PostgresServer::Shared().NewDatabase();
  paritrana::testing::MemoryLog log_;
  paritrana::testing::FakeClock clock_;
  identity::Vault vault_ = *identity::Vault::Create(std::string(32, 'k'), "");
  RegistrationFeed feed_{kTestShards, vault_};
  std::unique_ptr<App> app_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::SubmissionService::Stub> stub_;
};

TEST_F(ComplianceApp, DoesNotStartWithoutItsKey) {
  App app(Config{}, log_, clock_);
  EXPECT_FALSE(app.Start().ok());
}

TEST_F(ComplianceApp, RefusesToWaitPastTheDeadlineForFactsThatDoNotCome) {
  v1::SubmissionHeader header = HeaderAfterAll("S");
  auto& mark = *header.mutable_after()->add_marks();
  header.mutable_after()->set_epoch(1);
  mark.set_shard(1);
  mark.set_sequence(1);
  const StreamOutcome outcome = PostStream(*stub_, {Part(header)}, absl::Milliseconds(500));
  EXPECT_EQ(outcome.reason, "POSITION_NOT_REACHED");
  EXPECT_EQ(outcome.field, "after");
}

TEST_F(ComplianceApp, AcceptsAPostThatFollowsAnImportAtOnce) {
  std::vector<Record> facts = FactsOfWorkers(1, 100);
  std::thread import([&] { Publish(facts); });
  const StreamOutcome outcome = Post("S", LinesOf(1, 100));
  import.join();
  ASSERT_EQ(outcome.reason, "OK");
  EXPECT_EQ(outcome.receipt().totals().accepted(), 100u);
}

TEST_F(ComplianceApp, TakesTheNewestFactsOfAWorker) {
  Publish(FactsOfWorkers(1, 1));
  std::vector<TestWorker> moved = {
      {.pseudonym = 1001, .nik = NikOf(1), .kpj = "", .employer = EmployerId(99)}};
  Publish(feed_.Workers(moved));
  const StreamOutcome outcome = Post("S", LinesOf(1, 1));
  EXPECT_THAT(ReasonsOf(outcome.answers[1].progress(), 1), ElementsAre("EMPLOYMENT_AWAITED"));
}

TEST_F(ComplianceApp, PublishesWhatItAccepted) {
  Publish(FactsOfWorkers(1, 1));
  ASSERT_EQ(Post("S", LinesOf(1, 1)).reason, "OK");
  const Shard shard = ShardOf(1001, kTestShards);
  const std::vector<Record> records = FactsOnLog(shard.value(), 1);
  ASSERT_THAT(records, SizeIs(1));
  events::v1::ContributionsPosted fact;
  ASSERT_TRUE(fact.ParseFromString(records[0].value));
  EXPECT_EQ(fact.epoch(), 1u);
  EXPECT_EQ(fact.shard(), shard.value());
  EXPECT_EQ(fact.sequence(), 1u);
  EXPECT_THAT(fact.pseudonym(), ElementsAre(1001));
  EXPECT_THAT(fact.region(), ElementsAre(6474011001));
  EXPECT_THAT(fact.amount_rupiah(), ElementsAre(27'000));
}

TEST_F(ComplianceApp, SendsFactsAgainByteForByteFromTheLedgerAlone) {
  Publish(FactsOfWorkers(1, 40));
  Lines lines = LinesOf(1, 40);
  lines[3].set_covered_from("2024-01");
  lines[5].clear_amounts();
  ASSERT_EQ(Post("S", lines).reason, "OK");
  const std::uint32_t shard = ShardOf(1001, kTestShards).value();
  const std::vector<Record> first = FactsOnLog(shard, 1);
  ASSERT_THAT(first, SizeIs(1));
  {
    auto connection = postgres::Connection::Open(conninfo_, absl::Seconds(5));
    ASSERT_TRUE(connection.ok());
    ASSERT_TRUE((*connection)->ExecuteScript("TRUNCATE compliance.outbox").ok());
  }
  const auto facts = v1::FactService::NewStub(channel_);
  v1::ResendFactsRequest request;
  request.set_idempotency_key("again-1");
  request.set_shard(shard);
  request.set_first_sequence(1);
  request.set_last_sequence(1);
  v1::ResendFactsResponse response;
  grpc::ClientContext context;
  ASSERT_EQ(ReasonOfCall(facts->ResendFacts(&context, request, &response)), "OK");
  EXPECT_EQ(response.messages(), 1u);
  const std::vector<Record> both = FactsOnLog(shard, 2);
  ASSERT_THAT(both, SizeIs(2));
  EXPECT_EQ(both[1].value, first[0].value);

  request.set_last_sequence(2);
  grpc::ClientContext past;
  EXPECT_EQ(ReasonOfCall(facts->ResendFacts(&past, request, &response)), "SEQUENCE_UNKNOWN");
  request.set_first_sequence(0);
  grpc::ClientContext zero;
  EXPECT_EQ(ReasonOfCall(facts->ResendFacts(&zero, request, &response)), "FIELD_OUT_OF_RANGE");
}

TEST_F(ComplianceApp, GoesOnAfterARestart) {
  Publish(FactsOfWorkers(1, 2));
  ASSERT_EQ(Post("S", LinesOf(1, 1)).reason, "OK");
  app_.reset();
  Start();
  const StreamOutcome again = Post("S", LinesOf(1, 1));
  EXPECT_EQ(again.reason, "OK");
  EXPECT_EQ(Post("T", LinesOf(2, 2)).receipt().totals().accepted(), 1u);
  EXPECT_THAT(FactsOnLog(ShardOf(1001, kTestShards).value(), 1), SizeIs(1));
}

}  // namespace
}  // namespace paritrana::compliance::testing
