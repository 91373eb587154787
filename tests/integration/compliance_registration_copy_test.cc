// SPDX-License-Identifier: Apache-2.0
// compliance's copy of registration's facts on a real PostgreSQL: merges in every order of shards.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "libs/postgres/migrations.h"
#include "libs/postgres/pool.h"
#include "libs/testing/postgres_server.h"
#include "paritrana/registration/events/v1/employers.pb.h"
#include "paritrana/registration/events/v1/participants.pb.h"
#include "services/compliance/adapters/postgres/registration_copy.h"

namespace paritrana::compliance {
namespace {

using registration::events::v1::EmployersChanged;
using registration::events::v1::Participant;
using registration::events::v1::ParticipantsChanged;

constexpr std::uint64_t kSurviving = 1, kMerged = 2, kThird = 3;
constexpr Shard kShardOfSurviving(0), kShardOfMerged(1), kShardOfThird(2);

std::string Token(char letter) { return std::string(16, letter); }

Participant Person(std::uint64_t pseudonym, const std::vector<char>& tokens, int memberships) {
  Participant participant;
  participant.set_pseudonym(pseudonym);
  for (const char token : tokens) participant.add_identity_tokens(Token(token));
  for (int no = 1; no <= memberships; ++no) {
    auto& membership = *participant.add_memberships();
    membership.set_membership_no(static_cast<std::uint32_t>(no));
    membership.set_employer_id(100);
    membership.set_segment(common::v1::SEGMENT_PU);
  }
  return participant;
}

Participant Merged(std::uint64_t pseudonym, std::uint64_t into) {
  Participant participant;
  participant.set_pseudonym(pseudonym);
  participant.set_merged_into(into);
  return participant;
}

class ComplianceRegistrationCopy : public ::testing::Test {
 protected:
  ComplianceRegistrationCopy() {
    auto lease = pool_.Acquire(absl::Now() + absl::Seconds(60));
    EXPECT_TRUE(postgres::Migrate(**lease, "compliance", "services/compliance/migrations").ok());
  }

  static postgres::PoolOptions PoolOptions() {
    postgres::PoolOptions options;
    options.conninfo = paritrana::testing::PostgresServer::Shared().NewDatabase();
    options.schema = "compliance";
    return options;
  }

  // Applies one fact as the next of its shard.
  void Apply(Shard shard, const Participant& participant, std::int64_t recorded_at_micros) {
    ParticipantsChanged message;
    message.set_recorded_at_micros(recorded_at_micros);
    *message.add_participants() = participant;
    Apply(participants_, shard, message.SerializeAsString());
  }

  void Apply(RegistrationCopy& copy, Shard shard, const std::string& payload) {
    const auto marks = copy.LoadMarks();
    ASSERT_TRUE(marks.ok()) << marks.status();
    if (!marks->contains(shard)) {
      ASSERT_TRUE(copy.BeginEpoch(shard, Epoch(1)).ok());
    }
    const std::uint64_t last = marks->contains(shard) ? marks->at(shard).mark.sequence.value() : 0;
    const paritrana::events::Fact fact{{Epoch(1), shard, Sequence(last + 1)}, payload, 0};
    const absl::Status applied = copy.Apply(std::span(&fact, 1));
    EXPECT_TRUE(applied.ok()) << applied;
  }

  // The first column of all rows, separated by spaces.
  std::string Column(std::string_view sql) {
    auto lease = pool_.Acquire(absl::Now() + absl::Seconds(60));
    const auto rows = (*lease)->Execute(sql);
    EXPECT_TRUE(rows.ok()) << rows.status();
    std::string text;
    for (int row = 0; row < rows->rows(); ++row) {
      text += (row > 0 ? " " : "") + std::string(rows->Text(row, 0));
    }
    return text;
  }

  std::string OwnersOfTokens() {
    return Column("SELECT pseudonym::text FROM participant_token ORDER BY token");
  }

  postgres::Pool pool_{PoolOptions()};
  ParticipantCopy participants_{pool_};
  EmployerCopy employers_{pool_};
};

// The facts of a merge: registered at 10 and 20, merged at 30.
const Participant kBefore = Person(kMerged, {'b', 'c'}, 1);
const Participant kAfter = Merged(kMerged, kSurviving);
const Participant kSurvivingBefore = Person(kSurviving, {'a'}, 1);
const Participant kSurvivingAfter = Person(kSurviving, {'a', 'b', 'c'}, 2);

TEST_F(ComplianceRegistrationCopy, TakesAMergeWhenTheSurvivingRecordComesFirst) {
  Apply(kShardOfMerged, kBefore, 10);
  Apply(kShardOfSurviving, kSurvivingBefore, 20);
  Apply(kShardOfSurviving, kSurvivingAfter, 30);
  Apply(kShardOfMerged, kAfter, 30);
  EXPECT_EQ(OwnersOfTokens(), "1 1 1");
  EXPECT_EQ(Column("SELECT pseudonym::text FROM membership"), "1 1");
  EXPECT_EQ(Column("SELECT merged_into::text FROM participant WHERE pseudonym = 2"), "1");
}

TEST_F(ComplianceRegistrationCopy, TakesAMergeWhenTheMergedRecordComesFirst) {
  Apply(kShardOfMerged, kBefore, 10);
  Apply(kShardOfMerged, kAfter, 30);
  EXPECT_EQ(OwnersOfTokens(), "");
  Apply(kShardOfSurviving, kSurvivingBefore, 20);
  Apply(kShardOfSurviving, kSurvivingAfter, 30);
  EXPECT_EQ(OwnersOfTokens(), "1 1 1");
}

TEST_F(ComplianceRegistrationCopy, LetsNoOlderFactOfTheMergedRecordTakeTokensBack) {
  Apply(kShardOfSurviving, kSurvivingBefore, 20);
  Apply(kShardOfSurviving, kSurvivingAfter, 30);
  Apply(kShardOfMerged, kBefore, 10);
  EXPECT_EQ(OwnersOfTokens(), "1 1 1");
  Apply(kShardOfMerged, kAfter, 30);
  EXPECT_EQ(OwnersOfTokens(), "1 1 1");
}

TEST_F(ComplianceRegistrationCopy, LeavesARetiredNumberToThePersonItBelongsTo) {
  Apply(kShardOfSurviving, Person(kSurviving, {'a', 'c'}, 2), 30);  // 'b' was retired
  Apply(kShardOfThird, Person(kThird, {'b'}, 1), 40);
  Apply(kShardOfMerged, kBefore, 10);
  Apply(kShardOfMerged, kAfter, 30);
  EXPECT_EQ(OwnersOfTokens(), "1 3 1");
}

TEST_F(ComplianceRegistrationCopy, KeepsRiskGroupAndReliefsOfAnEmployer) {
  EmployersChanged message;
  auto& employer = *message.add_employers();
  employer.set_employer_id(100);
  employer.set_employer_ref("A1-000");
  employer.set_jkk_class(common::v1::JKK_CLASS_IV);
  employer.add_reliefs("LABOUR_INTENSIVE_JKK50");
  employer.add_reliefs("OTHER");
  Apply(employers_, Shard(0), message.SerializeAsString());
  EXPECT_EQ(Column("SELECT jkk_class::text FROM employer"), "4");
  EXPECT_EQ(Column("SELECT reliefs::text FROM employer"), "{LABOUR_INTENSIVE_JKK50,OTHER}");
  employer.clear_reliefs();
  employer.clear_jkk_class();
  Apply(employers_, Shard(0), message.SerializeAsString());
  EXPECT_EQ(Column("SELECT jkk_class::text FROM employer"), "0");
  EXPECT_EQ(Column("SELECT reliefs::text FROM employer"), "{}");
}

TEST_F(ComplianceRegistrationCopy, KeepsWhatAPayerWasBeforeItsTermsChanged) {
  constexpr std::int64_t kMicrosADay = 86'400'000'000;
  EmployersChanged message;
  auto& employer = *message.add_employers();
  employer.set_employer_id(100);
  employer.set_employer_ref("A1-000");
  const auto apply = [&](std::int64_t day, common::v1::EmployerKind kind) {
    employer.set_kind(kind);
    message.set_recorded_at_micros(day * kMicrosADay);
    Apply(employers_, Shard(0), message.SerializeAsString());
  };
  apply(10, common::v1::EMPLOYER_KIND_PRIVATE);
  employer.set_kbli("13111");
  apply(20, common::v1::EMPLOYER_KIND_PRIVATE);  // nothing by which it owes
  EXPECT_EQ(Column("SELECT changed_on::text FROM payer_terms_before"), "");
  apply(30, common::v1::EMPLOYER_KIND_STATE);
  apply(30, common::v1::EMPLOYER_KIND_GOVERNMENT);  // what held before the day stays
  employer.add_reliefs("LABOUR_INTENSIVE_JKK50");
  apply(40, common::v1::EMPLOYER_KIND_GOVERNMENT);
  EXPECT_EQ(Column("SELECT changed_on || ':' || kind || ':' || reliefs::text "
                   "FROM payer_terms_before ORDER BY changed_on"),
            "30:1:{} 40:3:{}");
}

}  // namespace
}  // namespace paritrana::compliance
