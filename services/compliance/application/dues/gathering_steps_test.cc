// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/dues/gathering_steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>
#include <utility>

#include "absl/time/clock.h"
#include "libs/base/reason.h"

namespace paritrana::compliance {
namespace {

using ::testing::ElementsAre;

// Accounts whose transactions wait until they are let go, and that remember who was in them.
class FakeAccounts : public AccountLedger {
 public:
  absl::StatusOr<std::unique_ptr<AccountTransaction>> Begin(absl::Time) override {
    return std::make_unique<Fake>(*this);
  }

  void LetGo(int transactions) {
    absl::MutexLock lock(&mutex_);
    allowed_ += transactions;
  }
  // Waits until so many have come.
  void AwaitHolds(std::size_t transactions) {
    absl::MutexLock lock(&mutex_);
    auto come = [this, transactions] { return members_.size() >= transactions; };
    mutex_.Await(absl::Condition(&come));
  }
  // Payers of each transaction, in the order they came.
  std::vector<std::vector<std::uint64_t>> members() const {
    absl::MutexLock lock(&mutex_);
    return members_;
  }
  std::vector<std::uint64_t> committed() const {
    absl::MutexLock lock(&mutex_);
    return committed_;
  }

  std::size_t fails_from = 1'000;  // members at which a commit fails
  absl::Status failure = absl::OkStatus();

 private:
  class Fake : public AccountTransaction {
   public:
    explicit Fake(FakeAccounts& all) : all_(all) {}

    absl::StatusOr<std::vector<HeldAccount>> Hold(std::span<const AccountQuery> queries) override {
      absl::MutexLock lock(&all_.mutex_);
      std::vector<std::uint64_t>& payers = all_.members_.emplace_back();
      std::vector<HeldAccount> held(queries.size());
      for (std::size_t i = 0; i < queries.size(); ++i) {
        held[i].state.payer = queries[i].payer;
        payers.push_back(queries[i].payer.value());
      }
      size_ = queries.size();
      auto allowed = [this] { return all_.allowed_ > 0; };
      all_.mutex_.Await(absl::Condition(&allowed));
      --all_.allowed_;
      return held;
    }
    absl::Status Write(std::span<const AccountChange> changes) override {
      for (const AccountChange& change : changes) written_.push_back(change.payer.value());
      return absl::OkStatus();
    }
    absl::Status Commit() override {
      if (size_ >= all_.fails_from) return all_.failure;
      absl::MutexLock lock(&all_.mutex_);
      all_.committed_.insert(all_.committed_.end(), written_.begin(), written_.end());
      return absl::OkStatus();
    }

   private:
    FakeAccounts& all_;
    std::size_t size_ = 0;
    std::vector<std::uint64_t> written_;
  };

  mutable absl::Mutex mutex_;
  int allowed_ = 0;
  std::vector<std::vector<std::uint64_t>> members_;
  std::vector<std::uint64_t> committed_;
};

class GatheringStepsTest : public ::testing::Test {
 protected:
  ~GatheringStepsTest() override { Join(); }

  void Begin(std::uint64_t payer, absl::Status decision = absl::OkStatus()) {
    const std::size_t before = steps_.waiting();
    callers_.emplace_back([this, payer, decision] {
      AccountStep step;
      step.query.payer = EmployerId(payer);
      step.decide = [&](HeldAccount& held) -> absl::StatusOr<std::optional<AccountChange>> {
        if (!decision.ok()) return decision;
        AccountChange change;
        change.payer = held.state.payer;
        return change;
      };
      const absl::Status status = steps_.Run(step, absl::Now() + absl::Seconds(30));
      absl::MutexLock lock(&mutex_);
      outcomes_[payer].push_back(status);
    });
    if (begun_++ > 0) AwaitWaiting(before + 1);
    if (begun_ == 1) accounts_.AwaitHolds(1);
  }

  void AwaitWaiting(std::size_t waiting) const {
    while (steps_.waiting() < waiting) std::this_thread::yield();
  }

  void Join() {
    accounts_.LetGo(100);
    for (std::thread& caller : callers_) caller.join();
    callers_.clear();
  }

  FakeAccounts accounts_;
  GatheringSteps steps_{accounts_, {.groups_max = 1, .members_max = 3}};
  absl::Mutex mutex_;
  std::map<std::uint64_t, std::vector<absl::Status>> outcomes_;

 private:
  int begun_ = 0;
  std::vector<std::thread> callers_;
};

TEST_F(GatheringStepsTest, GoesAloneAtOnceAndTakesThoseAlongThatWait) {
  for (const std::uint64_t payer : {1, 2, 3}) Begin(payer);
  Join();
  EXPECT_THAT(accounts_.members(), ElementsAre(ElementsAre(1u), ::testing::SizeIs(2)));
  EXPECT_THAT(accounts_.committed(), ::testing::UnorderedElementsAre(1u, 2u, 3u));
}

TEST_F(GatheringStepsTest, LimitsAGroup) {
  for (const std::uint64_t payer : {1, 2, 3, 4, 5, 6}) Begin(payer);
  Join();
  EXPECT_THAT(accounts_.members(),
              ElementsAre(::testing::SizeIs(1), ::testing::SizeIs(3), ::testing::SizeIs(2)));
}

TEST_F(GatheringStepsTest, NeverTakesOnePayerTwiceAtOnce) {
  for (const std::uint64_t payer : {1, 1, 1}) Begin(payer);
  Join();
  EXPECT_THAT(accounts_.members(), ElementsAre(ElementsAre(1u), ElementsAre(1u), ElementsAre(1u)));
}

TEST_F(GatheringStepsTest, RefusesOneWithoutTouchingTheOthers) {
  Begin(1);
  Begin(2, MakeError("PAYMENT_CONTENT_DIFFERS"));
  Begin(3);
  Join();
  EXPECT_EQ(ReasonOf(outcomes_[2].front())->name, "PAYMENT_CONTENT_DIFFERS");
  EXPECT_THAT(accounts_.committed(), ::testing::UnorderedElementsAre(1u, 3u));
}

TEST_F(GatheringStepsTest, TriesEachAloneWhenTheirGroupFailed) {
  accounts_.fails_from = 2;
  accounts_.failure = absl::AbortedError("deadlock");
  for (const std::uint64_t payer : {1, 2, 3}) Begin(payer);
  Join();
  for (const std::uint64_t payer : {1, 2, 3}) EXPECT_TRUE(outcomes_[payer].front().ok());
  EXPECT_THAT(accounts_.committed(), ::testing::UnorderedElementsAre(1u, 2u, 3u));
}

TEST_F(GatheringStepsTest, TellsAllOfALostConnection) {
  accounts_.fails_from = 2;
  accounts_.failure = absl::UnavailableError("connection lost");
  for (const std::uint64_t payer : {1, 2, 3}) Begin(payer);
  Join();
  EXPECT_TRUE(outcomes_[1].front().ok());
  for (const std::uint64_t payer : {2, 3}) {
    EXPECT_TRUE(absl::IsUnavailable(outcomes_[payer].front()));
  }
  EXPECT_THAT(accounts_.committed(), ElementsAre(1u));
}

TEST_F(GatheringStepsTest, GivesUpWaitingAtItsDeadline) {
  Begin(1);
  AccountStep step;
  step.query.payer = EmployerId(2);
  const absl::Status status = steps_.Run(step, absl::Now() + absl::Milliseconds(5));
  EXPECT_EQ(ReasonOf(status)->name, "DEADLINE_EXCEEDED");
  EXPECT_EQ(steps_.waiting(), 0u);
  Join();
  EXPECT_THAT(accounts_.committed(), ElementsAre(1u));
}

}  // namespace
}  // namespace paritrana::compliance
