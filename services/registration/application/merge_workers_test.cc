// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/merge_workers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/testing/fake_clock.h"
#include "libs/testing/seeded_random.h"
#include "services/registration/application/end_employment.h"
#include "services/registration/application/look_up_worker.h"
#include "services/registration/application/register_worker.h"
#include "services/registration/testing/in_memory_register.h"
#include "services/registration/testing/register_fixture.h"

namespace paritrana::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Key;
using testing::ReasonName;
using ::testing::SizeIs;
using testing::SomeWorker;

constexpr absl::Time kNever = absl::InfiniteFuture();
constexpr char kKpj[] = "12345678901";

const IdentityDraft kByNik{identity::Kind::kNik, testing::kNikOfMan};
const IdentityDraft kByOtherNik{identity::Kind::kNik, testing::kNikOfWoman};
const IdentityDraft kByKpj{identity::Kind::kKpj, kKpj};

class MergeWorkersTest : public ::testing::Test {
 protected:
  MergeWorkersTest() { testing::Furnish(surroundings_); }

  std::uint64_t Register(const WorkerDraft& worker) {
    const std::string key = "r" + std::to_string(++requests_);
    const auto answer = RegisterWorkerHandler(surroundings_)
                            .Handle({Key("RegisterWorker", key, key), worker}, kNever);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? answer->subject : 0;
  }

  // A record by KPJ alone, of the same employment as SomeWorker.
  static WorkerDraft ByKpj() {
    WorkerDraft worker = SomeWorker();
    worker.identity = kByKpj;
    return worker;
  }

  absl::StatusOr<Answer> Merge(const IdentityDraft& keep, const IdentityDraft& merge,
                               bool retire = false, const std::string& reason = "") {
    return MergeWorkersHandler(surroundings_)
        .Handle({Key("MergeWorkers", "m", "m"), keep, merge, retire, reason}, kNever);
  }

  std::uint64_t WhoIs(const IdentityDraft& identity) {
    const auto view = LookUpWorkerHandler(surroundings_).Handle(identity, kNever);
    return view.ok() ? view->pseudonym.value() : 0;
  }

  std::vector<Membership> MembershipsOf(std::uint64_t pseudonym) {
    return store_.Snapshot().persons.at(Pseudonym{pseudonym}).participant.memberships;
  }

  int requests_ = 0;
  paritrana::testing::FakeClock clock_;
  paritrana::testing::SeededRandom random_{1};
  testing::InMemoryRegister store_;
  Surroundings surroundings_{store_, testing::TestVault(), random_, clock_};
};

TEST_F(MergeWorkersTest, RefusesAWorkerWhoIsUnknown) {
  Register(SomeWorker());
  EXPECT_EQ(ReasonName(Merge(kByNik, kByKpj).status()), "WORKER_UNKNOWN");
  EXPECT_EQ(FieldOf(Merge(kByNik, kByKpj).status()), "merge");
  EXPECT_EQ(FieldOf(Merge(kByKpj, kByNik).status()), "keep");
}

TEST_F(MergeWorkersTest, RefusesNumbersThatAreNone) {
  EXPECT_EQ(FieldOf(Merge({identity::Kind::kNik, "123"}, kByKpj).status()), "keep.nik");
  EXPECT_EQ(FieldOf(Merge(kByNik, {identity::Kind::kKpj, "1"}).status()), "merge.kpj");
  EXPECT_EQ(ReasonName(Merge(kByNik, {}).status()), "IDENTITY_REQUIRED");
}

TEST_F(MergeWorkersTest, RefusesOneRecordWithItself) {
  WorkerDraft worker = SomeWorker();
  worker.kpj = kKpj;
  Register(worker);
  EXPECT_EQ(ReasonName(Merge(kByNik, kByKpj).status()), "SAME_WORKER");
}

TEST_F(MergeWorkersTest, RefusesTwoNiksUnlessOneIsWrong) {
  const std::uint64_t kept = Register(SomeWorker());
  WorkerDraft wrong = SomeWorker(testing::kNikOfWoman);
  wrong.kpj = kKpj;
  Register(wrong);
  EXPECT_EQ(ReasonName(Merge(kByNik, kByOtherNik).status()), "MERGE_CONFLICT");
  // The same number by which the record is named does not matter.
  EXPECT_EQ(ReasonName(Merge(kByNik, kByKpj).status()), "MERGE_CONFLICT");
  EXPECT_THAT(store_.Snapshot().merges, IsEmpty());

  ASSERT_TRUE(Merge(kByNik, kByOtherNik, true).ok());
  EXPECT_EQ(WhoIs(kByNik), kept);
  EXPECT_EQ(WhoIs(kByKpj), kept);
  EXPECT_EQ(WhoIs(kByOtherNik), 0u);
}

TEST_F(MergeWorkersTest, FreesARetiredNikForThePersonItBelongsTo) {
  const std::uint64_t kept = Register(SomeWorker());
  const std::uint64_t merged = Register(SomeWorker(testing::kNikOfWoman));
  ASSERT_TRUE(Merge(kByNik, kByOtherNik, true).ok());
  const std::uint64_t newcomer = Register(SomeWorker(testing::kNikOfWoman));
  EXPECT_NE(newcomer, kept);
  EXPECT_NE(newcomer, merged);
}

TEST_F(MergeWorkersTest, RefusesAReasonThatMayHoldANumber) {
  EXPECT_EQ(FieldOf(Merge(kByNik, kByKpj, false, "KPJ 12345678901").status()), "reason");
  EXPECT_EQ(ReasonName(Merge(kByNik, kByKpj, false, std::string(501, 'x')).status()),
            "FIELD_TOO_LONG");
  EXPECT_EQ(ReasonName(Merge(kByNik, kByKpj, false, "ticket 1234567890").status()),
            "WORKER_UNKNOWN");
}

TEST_F(MergeWorkersTest, LeadsAllNumbersToTheSurvivingRecord) {
  const std::uint64_t merged = Register(SomeWorker());
  const std::uint64_t kept = Register(ByKpj());
  ASSERT_NE(kept, merged);
  const auto answer = Merge(kByKpj, kByNik, false, "satu orang");
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->subject, kept);
  EXPECT_EQ(answer->other_subject, merged);
  EXPECT_EQ(WhoIs(kByNik), kept);
  EXPECT_EQ(WhoIs(kByKpj), kept);
  EXPECT_EQ(store_.Snapshot().merges[0].reason, "satu orang");
  // It has a NIK now: another one is another person's.
  WorkerDraft other = SomeWorker(testing::kNikOfWoman);
  other.kpj = kKpj;
  EXPECT_EQ(ReasonName(RegisterWorkerHandler(surroundings_)
                           .Handle({Key("RegisterWorker", "x", "x"), other}, kNever)
                           .status()),
            "IDENTITY_CONFLICT");
}

TEST_F(MergeWorkersTest, StatesBothRecordsInOneTransaction) {
  const std::uint64_t kept = Register(SomeWorker());
  const std::uint64_t merged = Register(ByKpj());
  const auto answer = Merge(kByNik, kByKpj);
  ASSERT_TRUE(answer.ok());
  const auto stated = store_.Snapshot().stated_persons;
  ASSERT_THAT(stated, SizeIs(4));
  EXPECT_EQ(stated[2].participant.pseudonym.value(), kept);
  EXPECT_EQ(stated[2].participant.revision, 2u);
  EXPECT_EQ(stated[2].participant.merged_into, Pseudonym{});
  EXPECT_THAT(stated[2].tokens, SizeIs(2));
  EXPECT_EQ(stated[3].participant.pseudonym.value(), merged);
  EXPECT_EQ(stated[3].participant.revision, 2u);
  EXPECT_EQ(stated[3].participant.merged_into.value(), kept);
  EXPECT_THAT(stated[3].tokens, IsEmpty());
  EXPECT_THAT(stated[3].participant.memberships, IsEmpty());
}

TEST_F(MergeWorkersTest, JoinsTheSameEmploymentAndNumbersOthersOn) {
  const std::uint64_t kept = Register(SomeWorker());
  Register(ByKpj());
  WorkerDraft elsewhere = ByKpj();
  elsewhere.employment.employer_ref = testing::kOtherEmployer;
  Register(elsewhere);
  const auto answer = Merge(kByNik, kByKpj);
  ASSERT_TRUE(answer.ok());
  EXPECT_THAT(answer->warnings, IsEmpty());
  const auto memberships = MembershipsOf(kept);
  ASSERT_THAT(memberships, SizeIs(2));
  EXPECT_EQ(memberships[0].no, 1u);
  EXPECT_EQ(memberships[1].no, 2u);
  EXPECT_NE(memberships[0].employer, memberships[1].employer);
}

TEST_F(MergeWorkersTest, TakesOverAnEndThatOnlyTheMergedRecordKnew) {
  const std::uint64_t kept = Register(SomeWorker());
  Register(ByKpj());
  const EmploymentName name{kByKpj, testing::kEmployer, 1};
  ASSERT_TRUE(EndEmploymentHandler(surroundings_)
                  .Handle({Key("EndEmployment", "e", "e"), name, "2024-05-31"}, kNever)
                  .ok());
  ASSERT_TRUE(Merge(kByNik, kByKpj).ok());
  ASSERT_THAT(MembershipsOf(kept), SizeIs(1));
  EXPECT_EQ(MembershipsOf(kept)[0].end, absl::CivilDay(2024, 5, 31));
}

TEST_F(MergeWorkersTest, KeepsOverlappingEmploymentsAndWarns) {
  const std::uint64_t kept = Register(SomeWorker());
  WorkerDraft overlapping = ByKpj();
  overlapping.employment.start_date = "2024-03-01";
  Register(overlapping);
  const auto answer = Merge(kByNik, kByKpj);
  ASSERT_TRUE(answer.ok());
  EXPECT_THAT(answer->warnings, ElementsAre(Warning{"EMPLOYMENT_OVERLAPS", "merge"}));
  EXPECT_THAT(MembershipsOf(kept), SizeIs(2));
}

TEST_F(MergeWorkersTest, WarnsOfOtherTermsAndAnotherName) {
  Register(SomeWorker());
  WorkerDraft other = ByKpj();
  other.name = "Orang Lain";
  other.employment.worker_kind = static_cast<int>(WorkerKind::kNonAsn);
  Register(other);
  EXPECT_THAT(Merge(kByNik, kByKpj)->warnings, ElementsAre(Warning{"EMPLOYMENT_DIFFERS", "merge"},
                                                           Warning{"NAME_DIFFERS", "merge"}));
}

TEST_F(MergeWorkersTest, AnswersARetryAlike) {
  Register(SomeWorker());
  Register(ByKpj());
  const auto first = Merge(kByNik, kByKpj);
  clock_.Advance(absl::Hours(1));
  const auto again = Merge(kByNik, kByKpj);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(*again, *first);
  EXPECT_THAT(store_.Snapshot().merges, SizeIs(1));
}

TEST_F(MergeWorkersTest, MergesWhatWasMergedBefore) {
  const std::uint64_t first = Register(SomeWorker());
  Register(ByKpj());
  ASSERT_TRUE(Merge(kByNik, kByKpj).ok());
  WorkerDraft foreign = SomeWorker();
  foreign.identity = {identity::Kind::kPassport, "X1234567"};
  const std::uint64_t last = Register(foreign);
  ASSERT_TRUE(
      MergeWorkersHandler(surroundings_)
          .Handle({Key("MergeWorkers", "m2", "m2"), foreign.identity, kByKpj, false, ""}, kNever)
          .ok());
  for (const IdentityDraft& identity : {kByNik, kByKpj, foreign.identity}) {
    EXPECT_EQ(WhoIs(identity), last);
  }
  EXPECT_EQ(store_.Snapshot().stated_persons.back().participant.pseudonym.value(), first);
}

TEST_F(MergeWorkersTest, RunsAgainWhenAnotherCameFirst) {
  Register(SomeWorker());
  Register(ByKpj());
  store_.CollideNext(2);
  EXPECT_TRUE(Merge(kByNik, kByKpj).ok());
}

}  // namespace
}  // namespace paritrana::registration
