// SPDX-License-Identifier: Apache-2.0
// Which workers are queued to be looked at again when registration states something, on a real
// PostgreSQL.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/compliance/adapters/postgres/ledger_statements.h"
#include "services/compliance/adapters/postgres/settle_queue.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {
namespace {

using registration::events::v1::Participant;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::uint64_t kOtherPayer = 72;

int CountOf(const std::string& word, const std::string& text) {
  int count = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    ++count;
  }
  return count;
}

class SettleQueue : public ::testing::Test {
 protected:
  // A participant with the NIK of its number and one membership with each of the payers.
  Participant Person(std::uint64_t pseudonym, std::uint64_t revision,
                     const std::vector<std::uint64_t>& payers, std::uint64_t region = 6474011001) {
    Participant participant;
    participant.set_pseudonym(pseudonym);
    participant.set_revision(revision);
    participant.add_identity_tokens(NikToken(service_.vault(), NikOf(pseudonym)));
    for (const std::uint64_t payer : payers) {
      auto& membership = *participant.add_memberships();
      membership.set_membership_no(static_cast<std::uint32_t>(participant.memberships_size()));
      membership.set_employer_id(payer);
      membership.set_segment(common::v1::SEGMENT_PU);
      membership.set_workplace_region(region);
    }
    return participant;
  }

  Participant Merged(std::uint64_t pseudonym, std::uint64_t into) {
    Participant participant;
    participant.set_pseudonym(pseudonym);
    participant.set_revision(2);
    participant.set_merged_into(into);
    return participant;
  }

  void Know(const Participant& participant) { service_.Know(std::span(&participant, 1)); }

  void Wait(std::uint64_t worker) {
    const std::string token = NikToken(service_.vault(), NikOf(worker));
    auto lease = service_.pool().Acquire(absl::InfiniteFuture());
    const std::vector<postgres::Param> params = {postgres::Param::Bytes(token)};
    const auto inserted = (*lease)->Execute(
        "INSERT INTO waiting_line (submission_no, line_no, employer_id, token, since, until) "
        "VALUES (1, 1, 71, encode($1::bytea, 'hex')::uuid, now(), now())",
        params);
    ASSERT_TRUE(inserted.ok()) << inserted.status();
  }

  std::vector<std::string> Tasks() {
    return service_.Query(
        "SELECT employer_id || ' ' || pseudonym FROM settle_task ORDER BY employer_id, pseudonym");
  }

  void Forget() { service_.Query("DELETE FROM settle_task"); }

  TestService service_;
};

TEST_F(SettleQueue, LeavesNewWorkersAlone) {
  Know(Person(1, 1, {71}));
  EXPECT_THAT(Tasks(), IsEmpty());
}

TEST_F(SettleQueue, TakesAWorkerForWhomALineWaits) {
  Wait(1);
  Know(Person(2, 1, {71}));
  EXPECT_THAT(Tasks(), IsEmpty());
  Know(Person(1, 1, {kOtherPayer}));
  EXPECT_THAT(Tasks(), ElementsAre("71 1"));
}

TEST_F(SettleQueue, TakesAChangedMembershipAndNoOther) {
  Know(Person(1, 1, {71, kOtherPayer}));
  Know(Person(1, 2, {71, kOtherPayer}));  // the name changed, say
  EXPECT_THAT(Tasks(), IsEmpty());
  Participant moved = Person(1, 3, {71, kOtherPayer});
  moved.mutable_memberships(1)->set_workplace_region(3171011001);
  Know(moved);
  EXPECT_THAT(Tasks(), ElementsAre("72 1"));
}

TEST_F(SettleQueue, TakesAMergedWorkerWhoeverIsStatedFirst) {
  Know(Person(1, 1, {71}));
  Know(Person(2, 1, {71}));
  Know(Merged(2, 1));
  EXPECT_THAT(Tasks(), ElementsAre("71 2"));
  Forget();
  Know(Person(1, 2, {71, 71}));
  EXPECT_THAT(Tasks(), ElementsAre("71 1", "71 2"));
}

TEST_F(SettleQueue, TakesAllWhoEndedInASurvivorWhoArrivesLate) {
  Know(Merged(3, 2));
  Know(Merged(2, 1));
  EXPECT_THAT(Tasks(), IsEmpty());
  Know(Person(1, 2, {71}));
  EXPECT_THAT(Tasks(), ElementsAre("71 1", "71 2", "71 3"));
}

TEST_F(SettleQueue, KeepsOneTaskOfSeveralChanges) {
  Know(Person(1, 1, {71}));
  Know(Person(1, 2, {71}, 3171011001));
  Know(Person(1, 3, {71}, 3171011002));
  EXPECT_THAT(Tasks(), ElementsAre("71 1"));
}

// The copy of a registration of many new workers must not grow with the ledger.
TEST_F(SettleQueue, LooksUpByIndexAlone) {
  Wait(1);
  auto lease = service_.pool().Acquire(absl::InfiniteFuture());
  auto transaction = postgres::Transaction::Begin(**lease);
  ASSERT_TRUE((*lease)->Execute(ledger_sql::kPlanByIndex).ok());
  for (const std::string_view sql : settle_sql::kLookUps) {
    ASSERT_TRUE((*lease)->ExecuteScript("PREPARE look AS " + std::string(sql)).ok());
    const auto plan = (*lease)->Execute("EXPLAIN (COSTS off) EXECUTE look ('{}')");
    ASSERT_TRUE(plan.ok()) << plan.status();
    std::string text;
    for (int row = 0; row < plan->rows(); ++row) text += std::string(plan->Text(row, 0)) + "\n";
    EXPECT_THAT(text, Not(HasSubstr("Seq Scan"))) << text;
    EXPECT_EQ(CountOf("Index Scan", text), CountOf("Index Cond", text)) << text;
    ASSERT_TRUE((*lease)->ExecuteScript("DEALLOCATE look").ok());
  }
}

}  // namespace
}  // namespace paritrana::compliance::testing
