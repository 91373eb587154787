// SPDX-License-Identifier: Apache-2.0
// What becomes of lines after they were posted, on a real PostgreSQL and over gRPC: registration
// comes later, records are merged, employments are moved, payers answer or nobody does.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/civil_time.h"
#include "services/compliance/testing/ledger_audit.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {
namespace {

using registration::events::v1::Participant;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::uint64_t kJakarta = 3171011001, kBerau = 6403011001;
constexpr std::uint64_t kPayer = kTestPayerId.value();

std::int32_t Day(int year, int month, int day) {
  return static_cast<std::int32_t>(absl::CivilDay(year, month, day) - absl::CivilDay(1970, 1, 1));
}

struct Spell {
  std::uint64_t region = kJakarta;
  std::int32_t start_day = 0;
  std::int32_t end_day = 0;
};

class ComplianceSettling : public ::testing::Test {
 protected:
  // A participant who holds the NIKs of `numbers`.
  Participant Person(std::uint64_t pseudonym, std::uint64_t revision,
                     const std::vector<std::uint64_t>& numbers, const std::vector<Spell>& spells) {
    Participant participant;
    participant.set_pseudonym(pseudonym);
    participant.set_revision(revision);
    for (const std::uint64_t number : numbers) {
      participant.add_identity_tokens(NikToken(service_.vault(), NikOf(number)));
    }
    for (const Spell& spell : spells) {
      auto& membership = *participant.add_memberships();
      membership.set_membership_no(static_cast<std::uint32_t>(participant.memberships_size()));
      membership.set_employer_id(kPayer);
      membership.set_segment(common::v1::SEGMENT_PU);
      membership.set_worker_kind(common::v1::WORKER_KIND_REGULAR);
      membership.set_start_day(spell.start_day);
      membership.set_end_day(spell.end_day);
      membership.set_workplace_region(spell.region);
    }
    return participant;
  }

  void Know(const Participant& participant) { service_.Know(std::span(&participant, 1)); }

  static Participant Merged(std::uint64_t pseudonym, std::uint64_t into) {
    Participant participant;
    participant.set_pseudonym(pseudonym);
    participant.set_revision(2);
    participant.set_merged_into(into);
    return participant;
  }

  void Post(const std::string& submission, const Lines& lines) {
    const StreamOutcome outcome = PostWhole(service_.submissions(), submission, lines);
    ASSERT_EQ(outcome.reason, "OK");
  }

  // "accepted waiting rejected rupiah" of a submission.
  std::string TotalsOf(const std::string& submission) {
    return service_
        .Query(
            "SELECT concat_ws(' ', accepted, waiting, rejected, accepted_rupiah) FROM submission "
            "WHERE submission = '" +
            submission + "'")
        .at(0);
  }

  // "pseudonym@region" of the lines that count.
  std::vector<std::string> Counting() {
    return service_.Query(
        "SELECT pseudonym || '@' || region FROM line WHERE standing = 1 "
        "ORDER BY submission_no, line_no");
  }

  // "effect cause pseudonym" of what was journalled since the posting.
  std::vector<std::string> Journal() {
    return service_.Query(
        "SELECT concat_ws(' ', effect, cause, pseudonym) FROM entry "
        "JOIN chunk USING (chunk_no) WHERE chunk.submission_no IS NULL ORDER BY chunk_no, ordinal");
  }

  std::string Findings(int line_no) {
    return service_.Query("SELECT findings FROM line WHERE line_no = " + std::to_string(line_no))
        .at(0);
  }

  v1::ListWaitingLinesResponse Waiting(bool ambiguous_only = false) {
    v1::ListWaitingLinesRequest request;
    request.set_payer(kTestPayer);
    request.set_ambiguous_only(ambiguous_only);
    v1::ListWaitingLinesResponse response;
    grpc::ClientContext context;
    const grpc::Status status = service_.matches().ListWaitingLines(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  std::string AnswerWith(const std::string& key, const std::string& candidate,
                         std::uint64_t line_no = 1) {
    v1::AnswerMatchRequest request;
    request.set_idempotency_key(key);
    request.set_payer(kTestPayer);
    request.set_period("2024-12");
    request.set_run("R1");
    request.set_submission("S1");
    request.set_line_no(line_no);
    request.set_candidate(candidate);
    grpc::ClientContext context;
    answer_.Clear();
    return ReasonOfCall(service_.matches().AnswerMatch(&context, request, &answer_));
  }

  TestService service_;
  v1::AnswerMatchResponse answer_;
};

TEST_F(ComplianceSettling, AcceptsALineWhenItsWorkerIsRegisteredLater) {
  Post("S1", {LineOf(1, "L1"), LineOf(2, "L2")});
  EXPECT_EQ(TotalsOf("S1"), "0 2 0 0");
  EXPECT_THAT(Waiting().lines(), SizeIs(2));
  Know(Person(1001, 1, {1}, {{}}));
  service_.Settle();
  EXPECT_EQ(TotalsOf("S1"), "1 1 0 27000");
  EXPECT_THAT(Counting(), ElementsAre("1001@3171011001"));
  EXPECT_THAT(Journal(), ElementsAre("1 5 1001"));
  EXPECT_THAT(Waiting().lines(), SizeIs(1));
  EXPECT_EQ(service_.Count("SELECT version FROM period"), 1);
  AuditLedger(service_);
}

TEST_F(ComplianceSettling, LeavesALineAloneThatWasRegisteredFirst) {
  Know(Person(1001, 1, {1}, {{}}));
  Post("S1", {LineOf(1, "L1")});
  service_.Settle();
  EXPECT_THAT(Journal(), IsEmpty());
  AuditLedger(service_);
}

TEST_F(ComplianceSettling, GoesOnWaitingForTheEmploymentOfAKnownWorker) {
  Post("S1", {LineOf(1, "L1")});
  Know(Person(1001, 1, {1}, {{.start_day = Day(2025, 1, 1)}}));
  service_.Settle();
  EXPECT_EQ(Findings(1), "EMPLOYMENT_AWAITED worker");
  EXPECT_EQ(TotalsOf("S1"), "0 1 0 0");
  Know(Person(1001, 2, {1}, {{.start_day = Day(2024, 12, 31)}}));
  service_.Settle();
  EXPECT_EQ(TotalsOf("S1"), "1 0 0 27000");
  AuditLedger(service_);
}

TEST_F(ComplianceSettling, RefusesTheSecondOfTwoLinesThatWaitedForOneMonth) {
  Post("S1", {LineOf(1, "L1"), LineOf(1, "L2")});
  Know(Person(1001, 1, {1}, {{}}));
  service_.Settle();
  EXPECT_EQ(TotalsOf("S1"), "1 0 1 27000");
  EXPECT_EQ(Findings(2), "DUPLICATE_WORKER_MONTH covered_from S1 1");
  AuditLedger(service_);
}

TEST_F(ComplianceSettling, GivesALineUpAfterSevenDaysAndNoSooner) {
  Post("S1", {LineOf(1, "L1")});
  service_.clock().Advance(absl::Hours(7 * 24) - absl::Seconds(1));
  service_.Settle();
  EXPECT_EQ(TotalsOf("S1"), "0 1 0 0");
  service_.clock().Advance(absl::Seconds(1));
  service_.Settle();
  EXPECT_EQ(TotalsOf("S1"), "0 0 1 0");
  EXPECT_EQ(Findings(1), "WAITED_TOO_LONG worker");
  EXPECT_EQ(service_.Count("SELECT version FROM period"), 1);
  EXPECT_EQ(service_.Count("SELECT count(*) FROM waiting_line"), 0);
  // The id is free again.
  Know(Person(1001, 1, {1}, {{}}));
  service_.Settle();
  Post("S2", {LineOf(1, "L1")});
  EXPECT_EQ(TotalsOf("S2"), "1 0 0 27000");
  AuditLedger(service_);
}

TEST_F(ComplianceSettling, FindsALineThatWasPostedWhileTheFactWasApplied) {
  Know(Person(1001, 1, {1}, {{}}));
  Post("S1", {LineOf(2, "L1")});
  // As if neither had seen the other.
  const std::string token = NikToken(service_.vault(), NikOf(1));
  service_.Query(
      "UPDATE waiting_line SET token = (SELECT token FROM participant_token "
      "WHERE pseudonym = 1001)");
  service_.Settle();
  EXPECT_EQ(TotalsOf("S1"), "0 1 0 0");
  service_.clock().Advance(absl::Seconds(61));
  service_.Settle();
  EXPECT_EQ(TotalsOf("S1"), "1 0 0 27000");
}

TEST_F(ComplianceSettling, MovesWhatCountsWithItsEmployment) {
  Know(Person(1001, 1, {1}, {{}}));
  v1::ContributionLine before = LineOf(1, "L1");
  before.set_covered_from("2024-10");
  Post("S1", {before, LineOf(1, "L2")});
  Know(Person(1001, 2, {1},
              {{.end_day = Day(2024, 11, 30)}, {.region = kBerau, .start_day = Day(2024, 12, 1)}}));
  service_.Settle();
  EXPECT_THAT(Counting(), ElementsAre("1001@3171011001", "1001@6403011001"));
  EXPECT_THAT(Journal(), ElementsAre("2 8 1001", "1 8 1001"));
  EXPECT_EQ(TotalsOf("S1"), "2 0 0 54000");
  EXPECT_EQ(service_.Count("SELECT version FROM period"), 2);
  AuditLedger(service_);
  // Back again: a line may change any number of times.
  Know(Person(1001, 3, {1}, {{}}));
  service_.Settle();
  EXPECT_THAT(Counting(), ElementsAre("1001@3171011001", "1001@3171011001"));
  AuditLedger(service_);
}

TEST_F(ComplianceSettling, MergesWorkersWhicheverRecordIsStatedFirst) {
  for (const bool survivor_first : {true, false}) {
    const std::uint64_t first = survivor_first ? 1 : 11, second = first + 1;
    const std::uint64_t survivor = 1000 + first, merged = 1000 + second;
    const std::string submission = "S" + std::to_string(first);
    Know(Person(survivor, 1, {first}, {{.end_day = Day(2024, 11, 30)}}));
    Know(Person(merged, 1, {second}, {{}}));
    v1::ContributionLine line = LineOf(second, "L" + std::to_string(second));
    line.set_payroll_number("E-" + std::to_string(second));
    Post(submission, {line});
    const Participant after =
        Person(survivor, 2, {first, second}, {{.end_day = Day(2024, 11, 30)}, {}});
    if (survivor_first) Know(after);
    Know(Merged(merged, survivor));
    service_.Settle();
    if (!survivor_first) Know(after);
    service_.Settle();
    EXPECT_EQ(service_.Query("SELECT pseudonym FROM line ORDER BY submission_no DESC").at(0),
              std::to_string(survivor));
    EXPECT_EQ(service_
                  .Query("SELECT pseudonym FROM payroll_number WHERE payroll_number = 'E-" +
                         std::to_string(second) + "'")
                  .at(0),
              std::to_string(survivor));
  }
  EXPECT_THAT(Journal(), ElementsAre("2 7 1002", "1 7 1001", "2 7 1012", "1 7 1011"));
  EXPECT_EQ(service_.Count("SELECT count(*) FROM settle_task"), 0);
  AuditLedger(service_);
}

TEST_F(ComplianceSettling, TakesALineThatWaitsForAMergedWorkerToTheSurvivor) {
  Know(Person(1001, 1, {1}, {{}}));
  Know(Person(1002, 1, {2}, {}));
  Post("S1", {LineOf(2, "L1")});
  EXPECT_EQ(Findings(1), "EMPLOYMENT_AWAITED worker");
  Know(Merged(1002, 1001));
  service_.Settle();
  Know(Person(1001, 2, {1, 2}, {{}}));
  service_.Settle();
  EXPECT_THAT(Counting(), ElementsAre("1001@3171011001"));
  AuditLedger(service_);
}

TEST_F(ComplianceSettling, DoesNothingForAFactDeliveredTwice) {
  Post("S1", {LineOf(1, "L1")});
  Know(Person(1001, 1, {1}, {{}}));
  service_.Settle();
  Know(Person(1001, 1, {1}, {{}}));
  Know(Person(1001, 2, {1}, {{}}));
  service_.Settle();
  EXPECT_THAT(Journal(), SizeIs(1));
  AuditLedger(service_);
}

TEST_F(ComplianceSettling, TakesUpAgainWhatWasCutOff) {
  Post("S1", {LineOf(1, "L1")});
  Know(Person(1001, 1, {1}, {{}}));
  {
    const auto cut = service_.settlement().Begin(kTestPayerId, absl::InfiniteFuture());
    ASSERT_TRUE(cut.ok());
    const auto book = (*cut)->ReadTasks(10);
    ASSERT_TRUE(book.ok()) << book.status();
    ASSERT_TRUE((*cut)->Write(SettleTasks(*book, 10), service_.clock().Now()).ok());
  }
  EXPECT_EQ(TotalsOf("S1"), "0 1 0 0");
  service_.Settle();
  EXPECT_EQ(TotalsOf("S1"), "1 0 0 27000");
  EXPECT_EQ(service_.Count("SELECT count(*) FROM settle_task"), 0);
  AuditLedger(service_);
}

TEST_F(ComplianceSettling, AcceptsAWaitingLineAlsoInAClosedPeriod) {
  Post("S1", {LineOf(1, "L1")});
  service_.Query("UPDATE period SET closed = true");
  Know(Person(1001, 1, {1}, {{}}));
  service_.Settle();
  EXPECT_EQ(TotalsOf("S1"), "1 0 0 27000");
}

class ComplianceAnswers : public ComplianceSettling {
 protected:
  // One line of a worker with two employments at once.
  ComplianceAnswers() {
    Know(Person(1001, 1, {1}, {{}, {.region = kBerau}}));
    Post("S1", {LineOf(1, "L1"), LineOf(2, "L2")});
  }
};

TEST_F(ComplianceAnswers, ListsCandidatesWithoutSayingWho) {
  const v1::ListWaitingLinesResponse all = Waiting(false);
  EXPECT_THAT(all.lines(), SizeIs(2));
  const v1::ListWaitingLinesResponse asked = Waiting(true);
  ASSERT_THAT(asked.lines(), SizeIs(1));
  const v1::WaitingLine& line = asked.lines(0);
  EXPECT_EQ(line.period() + " " + line.run() + " " + line.submission(), "2024-12 R1 S1");
  EXPECT_EQ(line.verdict().match().kind(), common::v1::MATCH_KIND_AMBIGUOUS);
  ASSERT_THAT(line.verdict().match().candidates(), SizeIs(2));
  EXPECT_EQ(line.verdict().match().candidates(1).candidate(), "2");
  EXPECT_EQ(line.verdict().match().candidates(1).workplace_region(), "64.03.01.1001");
  EXPECT_EQ(line.waiting_until().seconds() - line.waiting_since().seconds(), 7 * 24 * 3600);
  EXPECT_EQ(line.ShortDebugString().find("1001 "), std::string::npos);
}

TEST_F(ComplianceAnswers, RefusesWhatCannotBeAnswered) {
  EXPECT_EQ(AnswerWith("k1", "3"), "CANDIDATE_UNKNOWN");
  EXPECT_EQ(AnswerWith("k2", "1", 2), "LINE_NOT_WAITING");
  EXPECT_EQ(AnswerWith("k3", "1", 9), "LINE_UNKNOWN");
  EXPECT_EQ(AnswerWith("", "1"), "IDEMPOTENCY_KEY_INVALID");
  EXPECT_EQ(TotalsOf("S1"), "0 2 0 0");
}

TEST_F(ComplianceAnswers, CountsTheLineOnceForTheChosenEmployment) {
  ASSERT_EQ(AnswerWith("k1", "2"), "OK");
  EXPECT_EQ(answer_.verdict().kind(), common::v1::VERDICT_KIND_ACCEPTED);
  EXPECT_EQ(answer_.period_version(), 1u);
  const std::string first = answer_.SerializeAsString();
  ASSERT_EQ(AnswerWith("k1", "2"), "OK");
  EXPECT_EQ(answer_.SerializeAsString(), first);
  EXPECT_EQ(AnswerWith("k1", "1"), "IDEMPOTENCY_KEY_REUSED");
  EXPECT_EQ(AnswerWith("k2", "1"), "LINE_NOT_WAITING");
  EXPECT_THAT(Counting(), ElementsAre("1001@6403011001"));
  EXPECT_THAT(Journal(), ElementsAre("1 6 1001"));
  AuditLedger(service_);
}

TEST_F(ComplianceAnswers, GivesTheLineUpWhenNoneIsRight) {
  ASSERT_EQ(AnswerWith("k1", "none"), "OK");
  EXPECT_EQ(answer_.verdict().findings(0).reason(), "MATCH_DECLINED");
  EXPECT_EQ(TotalsOf("S1"), "0 1 1 0");
  AuditLedger(service_);
}

TEST_F(ComplianceAnswers, StaysWithTheAnswerWhenTheOtherEmploymentChanges) {
  ASSERT_EQ(AnswerWith("k1", "1"), "OK");
  Know(Person(1001, 2, {1}, {{}, {.region = kBerau, .start_day = Day(2024, 6, 1)}}));
  service_.Settle();
  EXPECT_THAT(Counting(), ElementsAre("1001@3171011001"));
}

TEST_F(ComplianceAnswers, AcceptsTheLineByItselfWhenOneEmploymentIsLeft) {
  Know(Person(1001, 2, {1}, {{}}));
  service_.Settle();
  EXPECT_THAT(Counting(), ElementsAre("1001@3171011001"));
  AuditLedger(service_);
}

}  // namespace
}  // namespace paritrana::compliance::testing
