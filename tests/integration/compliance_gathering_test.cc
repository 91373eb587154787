// SPDX-License-Identifier: Apache-2.0
// Many payers post a little at once: their posts share transactions, and nobody sees it but the
// database.
#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/compliance/adapters/grpc/translate.h"
#include "services/compliance/application/gathering_ledger.h"
#include "services/compliance/testing/ledger_audit.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {
namespace {

constexpr std::uint64_t kPayers = 24;
constexpr int kPostsEach = 8;

// Counts the transactions that the gathering ledger begins.
class CountingGroups : public LedgerGroups {
 public:
  explicit CountingGroups(LedgerGroups& groups) : groups_(groups) {}

  absl::StatusOr<std::unique_ptr<LedgerGroup>> BeginGroup(absl::Time deadline) override {
    ++begun;
    return groups_.BeginGroup(deadline);
  }

  std::atomic<int> begun = 0;

 private:
  LedgerGroups& groups_;
};

class GatheringTest : public ::testing::Test {
 protected:
  GatheringTest() {
    std::vector<TestEmployer> employers;
    std::vector<TestWorker> workers;
    for (std::uint64_t payer = 1; payer <= kPayers; ++payer) {
      employers.push_back({EmployerId(payer), "G" + std::to_string(payer) + "-000"});
      for (std::uint64_t post = 0; post < kPostsEach; ++post) {
        const std::uint64_t number = WorkerOf(payer, post);
        workers.push_back(
            {.pseudonym = number, .nik = NikOf(number), .kpj = "", .employer = EmployerId(payer)});
      }
    }
    service_.Know(employers);
    service_.Know(workers);
  }

  static std::uint64_t WorkerOf(std::uint64_t payer, std::uint64_t post) {
    return 100'000 + payer * 100 + post;
  }

  // One line, sealed at once.
  absl::StatusOr<PostedLines> Post(std::uint64_t payer, int post) {
    v1::CreateSubmissionRequest request;
    *request.add_lines() = LineOf(WorkerOf(payer, static_cast<std::uint64_t>(post)), "L1");
    PostLines command;
    command.key = {EmployerId(payer), *Month::Parse("2024-12"), "run-" + std::to_string(post),
                   "S1"};
    command.lines = FromProto(request.lines());
    contract::SubmissionDigest digest;
    digest.Add(command.lines.front().canonical_text);
    command.seal = Seal{1, digest.digest()};
    command.deadline = absl::Now() + absl::Seconds(60);
    return handler_.Post(command);
  }

  void PostAll(std::uint64_t payer) {
    for (int post = 0; post < kPostsEach; ++post) {
      const absl::StatusOr<PostedLines> posted = Post(payer, post);
      if (posted.ok() && posted->submission.totals.accepted == 1) ++accepted_;
    }
  }

  TestService service_;
  PostgresContributionLedger ledger_{service_.pool(), service_.vault(), kTestShards};
  CountingGroups groups_{ledger_};
  GatheringLedger gathering_{groups_, {.groups_max = 1, .members_max = 16}};
  PostLinesHandler handler_{
      ledger_, service_.vault(), service_.clock(), {.gathering = &gathering_}};
  std::atomic<int> accepted_ = 0;
};

TEST_F(GatheringTest, KeepsEveryPostOnceInFewerTransactions) {
  std::vector<std::thread> payers;
  for (std::uint64_t payer = 1; payer <= kPayers; ++payer) {
    payers.emplace_back([this, payer] { PostAll(payer); });
  }
  for (std::thread& payer : payers) payer.join();

  constexpr int kPosts = static_cast<int>(kPayers) * kPostsEach;
  EXPECT_EQ(accepted_, kPosts);
  EXPECT_EQ(service_.Count("SELECT count(*) FROM line WHERE standing = 1"), kPosts);
  EXPECT_LT(groups_.begun, kPosts);
  AuditLedger(service_);
}

TEST_F(GatheringTest, AnswersARepeatedPostAsBefore) {
  const auto first = Post(1, 0);
  const auto again = Post(1, 0);
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(again->submission.position, first->submission.position);
  EXPECT_EQ(again->submission.opened_at, first->submission.opened_at);
  EXPECT_EQ(service_.Count("SELECT count(*) FROM line"), 1);
}

}  // namespace
}  // namespace paritrana::compliance::testing
