// SPDX-License-Identifier: Apache-2.0
// Which lines count as paid for, on a real PostgreSQL: facts are stated once when a payer's period
// is paid in full, taken back when it no longer is, and follow every change of the lines. The audit
// holds facts of both bases against the tables and makes each fact again, byte for byte.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "paritrana/compliance/events/v1/contributions.pb.h"
#include "services/compliance/testing/books_kit.h"
#include "services/compliance/testing/ledger_audit.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/payment_desk.h"

namespace paritrana::compliance::testing {
namespace {

using registration::events::v1::Participant;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const Month kPeriod(2024, 12);

class CompliancePaidBasis : public ::testing::Test {
 protected:
  CompliancePaidBasis() { service_.KnowWorkers(9); }

  StreamOutcome Post(const std::string& submission, const Lines& lines,
                     v1::RunKind kind = v1::RUN_KIND_UNSPECIFIED, const std::string& run = "R1",
                     const std::string& replaces = "") {
    v1::SubmissionHeader header = HeaderOf(submission);
    header.set_run_kind(kind);
    header.set_run(run);
    header.set_replaces_run(replaces);
    StreamOutcome outcome =
        PostStream(service_.submissions(), {Part(header), ChunkPart(1, lines), SealPart(lines)});
    EXPECT_EQ(outcome.reason, "OK") << outcome.field;
    return outcome;
  }

  // Pays for so many lines of LineOf.
  void PayFor(int lines) {
    kit_.accounts().Allocate(kPeriod, "jkk", 12'000 * lines);
    kit_.accounts().Allocate(kPeriod, "jkm", 15'000 * lines);
    kit_.Work();
  }

  // "+1001@6474011001" of each line that facts state as paid, in the order they were stated.
  std::vector<std::string> PaidFacts() {
    std::vector<std::string> stated;
    for (const std::string& payload :
         service_.Query("SELECT encode(o.payload, 'hex') FROM outbox o JOIN chunk_shard c "
                        "USING (shard, sequence) WHERE o.topic = 'compliance.contributions.v1' "
                        "ORDER BY c.chunk_no, o.shard")) {
      events::v1::ContributionsPosted fact;
      EXPECT_TRUE(fact.ParseFromString(absl::HexStringToBytes(payload)));
      if (fact.basis(0) != events::v1::BASIS_PAID) continue;
      for (int i = 0; i < static_cast<int>(fact.line_count()); ++i) {
        const auto effect = fact.effect(fact.effect_size() == 1 ? 0 : i);
        stated.push_back(absl::StrCat(effect == events::v1::EFFECT_RETRACT ? "-" : "+",
                                      fact.pseudonym(i % fact.pseudonym_size()), "@",
                                      fact.region(i % fact.region_size())));
      }
    }
    return stated;
  }
  std::int64_t PaidChunks() {
    return service_.Count("SELECT count(DISTINCT chunk_no) FROM entry WHERE basis = 2");
  }

  TestService service_;
  BooksKit kit_{service_};
};

// With real payments and the replay of accounts instead of what a test says was allocated.
class CompliancePaidByPayments : public CompliancePaidBasis {
 protected:
  void Pay(const std::string& reference, std::int64_t rupiah) {
    desk_.Post(PaymentDesk::Payment(reference, rupiah, "2025-01-01"));
    ASSERT_EQ(desk_.reason(), "OK");
    paid_.Work();
  }

  PaymentDesk desk_{service_};
  BooksKit paid_{service_, {}, &desk_.refresher()};
};

TEST_F(CompliancePaidByPayments, StatesLinesOnceTheirPaymentIsWholeAndTakesThemBackWithIt) {
  Post("S1", LinesOf(1, 2));
  Pay("P1", 53'999);
  EXPECT_THAT(PaidFacts(), IsEmpty());
  Pay("P2", 1);
  EXPECT_THAT(PaidFacts(), UnorderedElementsAre("+1001@6474011001", "+1002@6474011001"));
  AuditLedger(service_);
  desk_.Reverse(PaymentDesk::Reversal("P2"));
  paid_.Work();
  EXPECT_EQ(PaidFacts().size(), 4u);
  AuditLedger(service_);
}

TEST_F(CompliancePaidByPayments, StatesLinesAtOnceThatAnAdvancePaysFor) {
  Pay("P1", 60'000);
  Post("S1", LinesOf(1, 2));
  paid_.Work();
  EXPECT_THAT(PaidFacts(), UnorderedElementsAre("+1001@6474011001", "+1002@6474011001"));
  EXPECT_EQ(service_.Count("SELECT count(*) FROM accrual WHERE pending"), 0);
  AuditLedger(service_);
}

TEST_F(CompliancePaidBasis, StatesNothingBeforeAllHeadsAreMet) {
  Post("S1", LinesOf(1, 2));
  kit_.accounts().Allocate(kPeriod, "jkk", 24'000);
  kit_.accounts().Allocate(kPeriod, "jkm", 29'999);
  kit_.Work();
  EXPECT_THAT(PaidFacts(), IsEmpty());
  AuditLedger(service_);
  kit_.accounts().Allocate(kPeriod, "jkm", 1);
  kit_.Work();
  EXPECT_THAT(PaidFacts(), UnorderedElementsAre("+1001@6474011001", "+1002@6474011001"));
  AuditLedger(service_);
}

TEST_F(CompliancePaidBasis, AsksOnlyForTheProgrammesThatAreMandatory) {
  service_.Query("UPDATE employer SET size_class = 1");  // micro: JKK and JKM
  v1::ContributionLine line = LineOf(1, "L1");
  v1::ProgrammeAmount& amount = *line.add_amounts();
  amount.set_programme(common::v1::PROGRAMME_JHT);
  amount.set_employer_rupiah(185'000);
  amount.set_employee_rupiah(100'000);
  Post("S1", {line});
  PayFor(1);
  EXPECT_THAT(PaidFacts(), ElementsAre("+1001@6474011001"));
  AuditLedger(service_);
}

TEST_F(CompliancePaidBasis, StatesEachLineOnce) {
  Post("S1", LinesOf(1, 3));
  PayFor(3);
  const std::int64_t chunks = PaidChunks();
  kit_.accounts().Allocate(kPeriod, "fine", 5);  // another version, the same lines
  kit_.Work();
  kit_.Work();
  EXPECT_EQ(PaidChunks(), chunks);
  EXPECT_EQ(PaidFacts().size(), 3u);
}

TEST_F(CompliancePaidBasis, TakesAllBackWhenThePaymentIs) {
  Post("S1", LinesOf(1, 2));
  PayFor(2);
  PayFor(-2);
  EXPECT_THAT(PaidFacts(), UnorderedElementsAre("+1001@6474011001", "+1002@6474011001",
                                                "-1001@6474011001", "-1002@6474011001"));
  AuditLedger(service_);
  PayFor(2);
  EXPECT_EQ(PaidFacts().size(), 6u);
  AuditLedger(service_);
}

TEST_F(CompliancePaidBasis, TakesAllBackWhenMoreIsDeclaredThanWasPaid) {
  Post("S1", LinesOf(1, 2));
  PayFor(2);
  Post("S2", LinesOf(3, 3));
  kit_.Work();
  EXPECT_EQ(PaidFacts().size(), 4u);
  AuditLedger(service_);
  PayFor(1);
  EXPECT_EQ(PaidFacts().size(), 7u);
  AuditLedger(service_);
}

TEST_F(CompliancePaidBasis, FollowsADeletionInAPeriodThatStaysPaid) {
  Post("S1", LinesOf(1, 2));
  PayFor(2);
  v1::ContributionLine deletion;
  deletion.set_line_id("D1");
  deletion.set_action(v1::LINE_ACTION_DELETE);
  deletion.mutable_previous()->set_line_id("L2");
  Post("S2", {deletion});
  kit_.Work();
  EXPECT_THAT(PaidFacts(),
              UnorderedElementsAre("+1001@6474011001", "+1002@6474011001", "-1002@6474011001"));
  AuditLedger(service_);
}

TEST_F(CompliancePaidBasis, FollowsAReplacementThatChangesNoAmount) {
  Post("S1", LinesOf(1, 1));
  PayFor(1);
  Post("S2", LinesOf(1, 1), v1::RUN_KIND_REPLACEMENT, "R2", "R1");
  ASSERT_EQ(service_.Count("SELECT count(*) FROM accrual WHERE pending"), 0);
  kit_.Work();
  EXPECT_THAT(PaidFacts(), ElementsAre("+1001@6474011001", "-1001@6474011001", "+1001@6474011001"));
  AuditLedger(service_);
}

TEST_F(CompliancePaidBasis, FollowsAMoveToAnotherWorkplaceAndAMerge) {
  Post("S1", LinesOf(1, 1));
  PayFor(1);
  Participant moved;
  moved.set_pseudonym(1001);
  moved.set_revision(2);
  moved.add_identity_tokens(NikToken(service_.vault(), NikOf(1)));
  auto& membership = *moved.add_memberships();
  membership.set_membership_no(1);
  membership.set_employer_id(kTestPayerId.value());
  membership.set_segment(common::v1::SEGMENT_PU);
  membership.set_worker_kind(common::v1::WORKER_KIND_REGULAR);
  membership.set_workplace_region(3171011001);
  service_.Know(std::span(&moved, 1));
  service_.Settle();
  kit_.Work();
  EXPECT_THAT(PaidFacts(), ElementsAre("+1001@6474011001", "-1001@6474011001", "+1001@3171011001"));
  AuditLedger(service_);
}

TEST_F(CompliancePaidBasis, WalksInStepsAndBeginsAnewWhenLinesChangeMeanwhile) {
  Post("S1", LinesOf(1, 5));
  Post("S2", LinesOf(6, 7));
  kit_.accounts().Allocate(kPeriod, "jkk", 12'000 * 7);
  kit_.accounts().Allocate(kPeriod, "jkm", 15'000 * 7);
  ASSERT_TRUE(kit_.facts()
                  .State(
                      kTestPayerId, [](const PayerTerms&, const SegmentDues&) { return true; },
                      absl::InfiniteFuture())
                  .ok());
  const PaidWalk walk = {kTestPayerId, kPeriod};
  const auto step = [&] {
    return kit_.facts().Walk(walk, 3, service_.clock().Now(), absl::InfiniteFuture()).value();
  };
  EXPECT_EQ(step().added, 3u);
  EXPECT_EQ(step().added, 3u);
  // A line that the walk has passed is taken back.
  v1::ContributionLine deletion;
  deletion.set_line_id("D1");
  deletion.set_action(v1::LINE_ACTION_DELETE);
  deletion.mutable_previous()->set_line_id("L1");
  Post("S3", {deletion});
  EXPECT_EQ(step().taken_back, 1u);
  EXPECT_EQ(step().added, 0u);
  const WalkStep last = step();
  EXPECT_EQ(last.added, 1u);
  EXPECT_TRUE(last.done);
  kit_.Work();
  EXPECT_EQ(PaidFacts().size(), 8u);
  AuditLedger(service_);
}

}  // namespace
}  // namespace paritrana::compliance::testing
