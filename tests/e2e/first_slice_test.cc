// SPDX-License-Identifier: Apache-2.0
// One employer, one worker, one line, one changed rank, through PostgreSQL, Kafka, scoring and the
// gateway; and what must hold for a submission however often it is sent.
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/events/inbox.h"
#include "libs/kafka/kafka_log.h"
#include "libs/rpc/channel.h"
#include "paritrana/registration/v1/workers.grpc.pb.h"
#include "tests/e2e/ledger.h"
#include "tests/e2e/load.h"
#include "tests/e2e/payroll.h"
#include "tests/e2e/ranking_check.h"
#include "tests/e2e/viewer.h"

namespace paritrana::e2e {
namespace {

constexpr int kWorkers = 600;

// One installation for all tests of this file: a start takes a while.
class Running : public ::testing::Environment {
 public:
  void SetUp() override {
    installation = std::make_unique<Installation>();
    registered = Populate(*installation, kWorkers);
  }
  void TearDown() override { installation = nullptr; }

  static inline std::unique_ptr<Installation> installation;
  static inline Registered registered;
};

const auto* const kRunning = ::testing::AddGlobalTestEnvironment(new Running);

class FirstSlice : public ::testing::Test {
 protected:
  // Posts with what registration's receipts said, so that nothing is unknown for being too quick.
  Position Post(const std::string& name, int first, int last) {
    auto request = payroll_.Submission(name, first, last);
    *request.mutable_after() = Running::registered.workers;
    *request.mutable_after_employers() = Running::registered.employers;
    return FromProto(payroll_.PostUntilAcknowledged(request).receipt().position());
  }

  const Installation& installation_ = *Running::installation;
  Payroll payroll_{installation_};
  std::unique_ptr<registration::v1::WorkerService::Stub> workers_ =
      registration::v1::WorkerService::NewStub(
          rpc::Connect(installation_.address(Service::kRegistration)));
};

const scoring::v1::RankingRow& RowOf(const scoring::v1::Ranking& ranking,
                                     const std::string& region) {
  for (const auto& row : ranking.rows()) {
    if (row.region() == region) return row;
  }
  PARITRANA_CHECK(!"the region is in the table");
  return ranking.total();
}

TEST_F(FirstSlice, OneLineOfOneWorkerChangesARank) {
  Viewer viewer(installation_.address(Service::kGateway),
                "/v1/rankings/regencies/ID/2024-12/events");
  const auto before = RegenciesAt(installation_, {});
  const Position position = Post("one-line", 3, 3);  // works in 64.71
  const auto after = RegenciesAt(installation_, position);
  EXPECT_EQ(RowOf(after, "64.71").active_heads(), RowOf(before, "64.71").active_heads() + 1);
  // Without a line all regencies share the first rank; with it one is alone there.
  EXPECT_TRUE(RowOf(before, "64.71").shared());
  EXPECT_FALSE(RowOf(after, "64.71").shared());
  EXPECT_GT(RowOf(after, "64.74").rank(), RowOf(before, "64.74").rank());
  EXPECT_GT(after.stamp().version(), before.stamp().version());
  EXPECT_EQ(DifferenceFromLedger(installation_, after), "");
  const absl::Time deadline = absl::Now() + absl::Seconds(20);
  while (viewer.version() < after.stamp().version() && absl::Now() < deadline) {
    absl::SleepFor(absl::Milliseconds(5));
  }
  EXPECT_GE(viewer.version(), after.stamp().version());
  EXPECT_EQ(viewer.steps_back(), 0);
}

TEST_F(FirstSlice, TheSameSubmissionSentTwoHundredTimesAtOnceHasOneEffect) {
  constexpr int kTimes = 200;
  auto request = payroll_.Submission("two-hundred", 100, 119);
  *request.mutable_after() = Running::registered.workers;
  *request.mutable_after_employers() = Running::registered.employers;
  std::vector<std::string> answers(kTimes);
  std::vector<std::thread> senders;
  for (std::string& answer : answers) {
    senders.emplace_back([&] {
      const auto response = payroll_.PostUntilAcknowledged(request);
      answer = response.receipt().SerializeAsString();
    });
  }
  for (std::thread& sender : senders) sender.join();
  EXPECT_EQ(std::set<std::string>(answers.begin(), answers.end()).size(), 1u);
  EXPECT_EQ(CountedLines(installation_)["two-hundred"], 20);
  EXPECT_EQ(DoubledLines(installation_), 0);
}

TEST_F(FirstSlice, TheSameSubmissionWithOtherContentIsRefused) {
  Post("unchangeable", 200, 204);
  compliance::v1::CreateSubmissionResponse response;
  const grpc::Status status =
      payroll_.Post(payroll_.Submission("unchangeable", 205, 209), &response);
  EXPECT_FALSE(status.ok());
  EXPECT_EQ(CountedLines(installation_)["unchangeable"], 5);
}

// A record that looks like the next fact of a shard and cannot be decoded stands in its way, and in
// no other's; the well-formed fact, which compliance sends with its next line, frees the shard.
TEST_F(FirstSlice, APoisonousFactStopsOnlyItsShardUntilItComesWellFormed) {
  const Position position = Post("before-poison", 300, 339);
  RegenciesAt(installation_, position);
  const auto log = *kafka::Connect(
      {.bootstrap_servers = installation_.bootstrap_servers(), .client_id = "poison"});
  const auto& [shard, sequence] = *position.marks.begin();
  events::Record poison;
  poison.topic = "compliance.contributions.v1";
  poison.partition = static_cast<std::int32_t>(shard.value());
  poison.value = events::EncodeFactId({position.epoch, shard, Sequence(sequence.value() + 1)}) +
                 "\x22\xff\xff\xff";
  const auto producer = *log->NewProducer();
  ASSERT_TRUE(producer->Send(poison, [](const auto&) {}).ok());
  ASSERT_EQ(producer->Flush(absl::Seconds(20)), absl::OkStatus());

  const absl::Time deadline = absl::Now() + absl::Seconds(20);
  auto state = StateOf(installation_);
  while (state.stopped_shards_size() == 0 && absl::Now() < deadline) state = StateOf(installation_);
  ASSERT_EQ(state.stopped_shards_size(), 1);
  EXPECT_EQ(state.stopped_shards(0).shard(), shard.value());

  const Position after = Post("after-poison", 400, 439);
  const auto ranking = RegenciesAt(installation_, after);
  EXPECT_EQ(DifferenceFromLedger(installation_, ranking), "");
  EXPECT_EQ(StateOf(installation_).stopped_shards_size(), 0);
}

// The tests below stand last: what they begin goes on by itself and may still add facts.

// The heads of a regency once they are `wanted`, or after twenty seconds whatever they are: what
// registration says of lines posted before reaches the ranking by itself, at no position known.
std::uint64_t HeadsOnceThey(const Installation& installation, const std::string& region,
                            std::uint64_t wanted) {
  const absl::Time deadline = absl::Now() + absl::Seconds(20);
  std::uint64_t heads = RowOf(RegenciesAt(installation, {}), region).active_heads();
  while (heads != wanted && absl::Now() < deadline) {
    absl::SleepFor(absl::Milliseconds(20));
    heads = RowOf(RegenciesAt(installation, {}), region).active_heads();
  }
  return heads;
}

// What is taken back and what is added may lie in two shards, and then arrive one after the other.
std::string DifferenceOnceSettled(const Installation& installation) {
  const absl::Time deadline = absl::Now() + absl::Seconds(20);
  std::string difference = DifferenceFromLedger(installation, RegenciesAt(installation, {}));
  while (!difference.empty() && absl::Now() < deadline) {
    absl::SleepFor(absl::Milliseconds(20));
    difference = DifferenceFromLedger(installation, RegenciesAt(installation, {}));
  }
  return difference;
}

TEST_F(FirstSlice, AWorkerWhoMovesTakesTheCoverageAlong) {
  const auto before = RegenciesAt(installation_, Post("before-move", 499, 499));  // in 64.72
  registration::v1::MoveEmploymentRequest move;
  move.set_idempotency_key("move-499");
  move.mutable_identity()->set_nik(NikOf(499));
  move.set_employer_ref(kEmployer);
  move.set_segment(common::v1::SEGMENT_PU);
  move.set_from_date("2024-12-01");
  move.set_workplace_region("64.74.01.1001");
  registration::v1::MoveEmploymentResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(workers_->MoveEmployment(&context, move, &response).ok());

  const std::uint64_t there = RowOf(before, "64.74").active_heads() + 1;
  const std::uint64_t left = RowOf(before, "64.72").active_heads() - 1;
  EXPECT_EQ(HeadsOnceThey(installation_, "64.74", there), there);
  EXPECT_EQ(HeadsOnceThey(installation_, "64.72", left), left);
  EXPECT_EQ(DifferenceOnceSettled(installation_), "");
}

TEST_F(FirstSlice, TwoRecordsOfOnePersonBecomeOneHead) {
  Post("first-record", 501, 501);  // both in 64.71
  const auto before = RegenciesAt(installation_, Post("second-record", 504, 504));
  registration::v1::MergeWorkersRequest merge;
  merge.set_idempotency_key("merge-504");
  merge.mutable_keep()->set_nik(NikOf(501));
  merge.mutable_merge()->set_nik(NikOf(504));
  merge.set_retire_merged_nik(true);
  registration::v1::MergeWorkersResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(workers_->MergeWorkers(&context, merge, &response).ok());

  const std::uint64_t one_less = RowOf(before, "64.71").active_heads() - 1;
  EXPECT_EQ(HeadsOnceThey(installation_, "64.71", one_less), one_less);
  EXPECT_EQ(DifferenceOnceSettled(installation_), "");
}

}  // namespace
}  // namespace paritrana::e2e
