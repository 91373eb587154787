// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/gathering_ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <utility>

#include "absl/time/clock.h"

namespace paritrana::compliance {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// Groups whose reads wait until they are let go, and that remember what became of them.
class FakeGroups : public LedgerGroups {
 public:
  absl::StatusOr<std::unique_ptr<LedgerGroup>> BeginGroup(absl::Time) override {
    return std::make_unique<Fake>(*this);
  }

  // Lets this many reads go on.
  void LetRead(int groups) {
    absl::MutexLock lock(&mutex_);
    reads_allowed_ += groups;
  }

  // Waits until this many groups have come to their read.
  void AwaitReads(int groups) {
    absl::MutexLock lock(&mutex_);
    auto come = [this, groups] { return static_cast<int>(members_.size()) >= groups; };
    mutex_.Await(absl::Condition(&come));
  }

  // Members of each group, in the order of their reads.
  std::vector<std::size_t> members() const {
    absl::MutexLock lock(&mutex_);
    return members_;
  }
  // Runs of what was committed.
  std::vector<std::string> committed() const {
    absl::MutexLock lock(&mutex_);
    return committed_;
  }

  absl::Status read_status;
  absl::Status write_status;
  absl::Status commit_status;

 private:
  class Fake : public LedgerGroup {
   public:
    explicit Fake(FakeGroups& groups) : groups_(groups) {}

    absl::StatusOr<std::vector<LedgerState>> Read(
        std::span<const LedgerQuery* const> queries) override {
      absl::MutexLock lock(&groups_.mutex_);
      groups_.members_.push_back(queries.size());
      auto allowed = [this] { return groups_.reads_allowed_ > 0; };
      groups_.mutex_.Await(absl::Condition(&allowed));
      --groups_.reads_allowed_;
      if (!groups_.read_status.ok()) return groups_.read_status;
      for (const LedgerQuery* query : queries) runs_.push_back(query->key.run);
      return std::vector<LedgerState>(queries.size());
    }

    absl::StatusOr<std::vector<Position>> Write(std::span<const Change> changes) override {
      if (!groups_.write_status.ok()) return groups_.write_status;
      std::vector<Position> positions;
      for (const Change& change : changes) {
        written_.push_back(runs_[change.member]);
        // Tells one member's answer from another's.
        positions.push_back({Epoch(1), {{Shard(0), Sequence(std::stoul(runs_[change.member]))}}});
      }
      return positions;
    }

    absl::Status Commit() override {
      if (!groups_.commit_status.ok()) return groups_.commit_status;
      absl::MutexLock lock(&groups_.mutex_);
      for (std::string& run : written_) groups_.committed_.push_back(std::move(run));
      return absl::OkStatus();
    }

   private:
    FakeGroups& groups_;
    std::vector<std::string> runs_;
    std::vector<std::string> written_;
  };

  mutable absl::Mutex mutex_;
  int reads_allowed_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::size_t> members_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> committed_ ABSL_GUARDED_BY(mutex_);
};

enum class Decision { kWrite, kGiveUp };

// A caller who posts run `number` on a thread of his own.
class Caller {
 public:
  Caller(GatheringLedger& ledger, int number, Decision decision = Decision::kWrite,
         absl::Duration patience = absl::Minutes(1))
      : thread_([this, &ledger, number, decision, patience] {
          Post(ledger, number, decision, absl::Now() + patience);
        }) {}
  ~Caller() { Join(); }

  absl::Status Outcome() {
    Join();
    return outcome_;
  }
  Position position() {
    Join();
    return position_;
  }

 private:
  void Join() {
    if (thread_.joinable()) thread_.join();
  }

  void Post(GatheringLedger& ledger, int number, Decision decision, absl::Time deadline) {
    const SubmissionKey key = {EmployerId(static_cast<std::uint64_t>(number)),
                               Month::FromNumber(24'300), std::to_string(number), "S"};
    const auto transaction = *ledger.Begin(key.payer, deadline);
    outcome_ = transaction->Read({key, 1, 0, {}}).status();
    if (!outcome_.ok() || decision == Decision::kGiveUp) return;
    const LedgerEntry entry;
    const absl::StatusOr<Position> written = transaction->Write(entry);
    outcome_ = written.status();
    if (!outcome_.ok()) return;
    position_ = *written;
    outcome_ = transaction->Commit();
  }

  absl::Status outcome_;
  Position position_;
  std::thread thread_;  // last: it uses the others
};

class GatheringLedgerTest : public ::testing::Test {
 protected:
  // Begins a group that stays in its read, so that later callers gather behind it.
  std::unique_ptr<Caller> TakeThePlace() {
    auto caller = std::make_unique<Caller>(ledger_, 900);
    groups_.AwaitReads(1);
    return caller;
  }

  // Until this many callers have gathered. The ledger offers nothing to wait on: it is a metric.
  void AwaitWaiting(std::size_t callers) const {
    while (ledger_.waiting() < callers) std::this_thread::yield();
  }

  FakeGroups groups_;
  GatheringLedger ledger_{groups_, {.groups_max = 1, .members_max = 3}};
};

TEST_F(GatheringLedgerTest, TellsEveryoneToTryAloneWhenAWriteFails) {
  groups_.write_status = absl::InternalError("a fault of one");
  groups_.LetRead(1);
  Caller caller(ledger_, 1);
  EXPECT_TRUE(absl::IsAborted(caller.Outcome()));
  EXPECT_THAT(groups_.committed(), IsEmpty());
}

TEST_F(GatheringLedgerTest, TellsEveryoneToTryAloneWhenAReadFails) {
  groups_.read_status = absl::InternalError("a fault of one");
  groups_.LetRead(1);
  Caller caller(ledger_, 1);
  EXPECT_TRUE(absl::IsAborted(caller.Outcome()));
}

TEST_F(GatheringLedgerTest, SaysThatNobodyKnowsWhenTheConnectionBreaksInTheCommit) {
  groups_.commit_status = absl::UnavailableError("lost");
  groups_.LetRead(1);
  Caller caller(ledger_, 1);
  EXPECT_TRUE(absl::IsUnavailable(caller.Outcome()));
}

TEST_F(GatheringLedgerTest, FreesThePlaceAfterAFailure) {
  groups_.read_status = absl::InternalError("a fault of one");
  groups_.LetRead(1);
  EXPECT_FALSE(Caller(ledger_, 1).Outcome().ok());
  groups_.read_status = absl::OkStatus();
  groups_.LetRead(1);
  EXPECT_EQ(Caller(ledger_, 2).Outcome(), absl::OkStatus());
}

TEST_F(GatheringLedgerTest, DoesNotWaitForCompany) {
  groups_.LetRead(1);
  EXPECT_EQ(Caller(ledger_, 1).Outcome(), absl::OkStatus());
  EXPECT_THAT(groups_.members(), ElementsAre(1));
}

TEST_F(GatheringLedgerTest, GathersThoseWhoComeWhileAllPlacesAreTaken) {
  const auto first = TakeThePlace();
  Caller second(ledger_, 1);
  Caller third(ledger_, 2);
  AwaitWaiting(2);
  groups_.LetRead(2);
  EXPECT_EQ(second.position().marks.at(Shard(0)), Sequence(1));
  EXPECT_EQ(third.position().marks.at(Shard(0)), Sequence(2));
  EXPECT_THAT(groups_.members(), ElementsAre(1, 2));
  EXPECT_THAT(groups_.committed(), UnorderedElementsAre("900", "1", "2"));
}

TEST_F(GatheringLedgerTest, BeginsAnotherGroupWhenOneIsFull) {
  const auto first = TakeThePlace();
  std::vector<std::unique_ptr<Caller>> callers;
  for (int number = 1; number <= 7; ++number) {
    callers.push_back(std::make_unique<Caller>(ledger_, number));
  }
  groups_.LetRead(8);
  for (const auto& caller : callers) EXPECT_EQ(caller->Outcome(), absl::OkStatus());
  EXPECT_THAT(groups_.committed(), UnorderedElementsAre("900", "1", "2", "3", "4", "5", "6", "7"));
  for (const std::size_t members : groups_.members()) EXPECT_LE(members, 3U);
}

TEST_F(GatheringLedgerTest, GoesOnWithoutThoseWhoGiveUp) {
  const auto first = TakeThePlace();
  Caller writes(ledger_, 1);
  Caller gives_up(ledger_, 2, Decision::kGiveUp);
  Caller writes_too(ledger_, 3);
  groups_.LetRead(4);
  EXPECT_EQ(gives_up.Outcome(), absl::OkStatus());
  EXPECT_EQ(writes.Outcome(), absl::OkStatus());
  EXPECT_EQ(writes_too.Outcome(), absl::OkStatus());
  EXPECT_EQ(first->Outcome(), absl::OkStatus());
  EXPECT_THAT(groups_.committed(), UnorderedElementsAre("900", "1", "3"));
}

TEST_F(GatheringLedgerTest, WritesNothingWhenAllGiveUp) {
  groups_.LetRead(1);
  EXPECT_EQ(Caller(ledger_, 1, Decision::kGiveUp).Outcome(), absl::OkStatus());
  EXPECT_THAT(groups_.committed(), IsEmpty());
}

TEST_F(GatheringLedgerTest, DoesNotWaitForAPlaceBeyondTheDeadline) {
  const auto first = TakeThePlace();
  EXPECT_TRUE(
      absl::IsAborted(Caller(ledger_, 1, Decision::kWrite, absl::ZeroDuration()).Outcome()));
  groups_.LetRead(1);
  EXPECT_EQ(first->Outcome(), absl::OkStatus());
}

}  // namespace
}  // namespace paritrana::compliance
