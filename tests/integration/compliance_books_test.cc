// SPDX-License-Identifier: Apache-2.0
// The close of a month's books on a real PostgreSQL: when it may begin, what it keeps, what it
// finds wrong, who did not declare, and how it goes on after it was cut off.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "libs/base/reason.h"
#include "paritrana/compliance/events/v1/employers.pb.h"
#include "services/compliance/testing/books_kit.h"
#include "services/compliance/testing/payer.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A step that notes what it is called for and fails when told to.
class NotingStep : public CloseStep {
 public:
  std::string_view name() const override { return "noting"; }
  absl::Status Run(const CloseBlock& block, absl::Time) override {
    ++runs_;
    employers_ += block.employers.size();
    return fails_ ? MakeError("DATABASE_UNAVAILABLE") : absl::OkStatus();
  }
  void Fail(bool fails) { fails_ = fails; }
  int runs() const { return runs_; }
  std::size_t employers() const { return employers_; }

 private:
  bool fails_ = false;
  int runs_ = 0;
  std::size_t employers_ = 0;
};

class ComplianceBooks : public ::testing::Test {
 protected:
  // The due day of 2024-12 is Wednesday 2025-01-15; the clock begins on 2025-01-01.
  void PassDueDay() { service_.clock().Advance(absl::Hours(24 * 15)); }

  void Post(const std::string& submission, const Lines& lines) {
    const StreamOutcome outcome = PostWhole(service_.submissions(), submission, lines);
    ASSERT_EQ(outcome.reason, "OK");
  }

  void KnowEmployer(std::uint64_t id, const std::string& ref, const std::string& region) {
    const std::vector<TestEmployer> employers = {{EmployerId(id), ref}};
    service_.Know(employers);
    service_.Query("UPDATE employer SET registration_region = " +
                   std::to_string(RegionCode::Parse(region)->key()) + " WHERE employer_ref = '" +
                   ref + "'");
  }
  void KnowWorkerOf(std::uint64_t employer, std::uint64_t number, std::int32_t start_day = 0,
                    std::int32_t end_day = 0) {
    const std::vector<TestWorker> workers = {{.pseudonym = 1000 + number,
                                              .nik = NikOf(number),
                                              .kpj = "",
                                              .employer = EmployerId(employer),
                                              .start_day = start_day,
                                              .end_day = end_day}};
    service_.Know(workers);
  }

  TestService service_;
  NotingStep step_;
  BooksKit kit_{service_, {&step_}};
};

TEST_F(ComplianceBooks, RefusesToCloseBeforeTheDueDayHasPassed) {
  service_.clock().Advance(absl::Hours(24 * 14));
  EXPECT_EQ(kit_.AskToClose("2024-12"), "BOOKS_TOO_EARLY");
  service_.clock().Advance(absl::Hours(24));
  EXPECT_EQ(kit_.AskToClose("2024-12"), "OK");
}

TEST_F(ComplianceBooks, RefusesMonthsOutOfOrderAndWhatIsNoMonth) {
  PassDueDay();
  EXPECT_EQ(kit_.AskToClose("2024-13"), "PERIOD_INVALID");
  EXPECT_EQ(kit_.AskToClose("2024-10"), "OK");
  EXPECT_EQ(kit_.AskToClose("2024-11"), "BOOKS_ORDER");  // October is not closed yet
  kit_.CloseAll();
  EXPECT_EQ(kit_.AskToClose("2024-09"), "BOOKS_ORDER");
  EXPECT_EQ(kit_.AskToClose("2024-12"), "BOOKS_ORDER");
  EXPECT_EQ(kit_.AskToClose("2024-11"), "OK");
}

TEST_F(ComplianceBooks, AreOpenUntilSomebodyAsks) {
  EXPECT_EQ(kit_.Books("2024-12").state(), v1::BOOKS_STATE_OPEN);
  EXPECT_EQ(kit_.Books("2024-12").as_of(), "2025-01-15");
  EXPECT_EQ(kit_.calendar().ClosedThrough(absl::InfiniteFuture())->has_value(), false);
  EXPECT_THAT(kit_.Missing("2024-12"), IsEmpty());
}

TEST_F(ComplianceBooks, KeepWhatEachPayerOwed) {
  service_.KnowWorkers(3);
  Post("S1", LinesOf(1, 3));
  PassDueDay();
  ASSERT_EQ(kit_.AskToClose("2024-12"), "OK");
  kit_.CloseAll();
  const v1::Books books = kit_.Books("2024-12");
  EXPECT_EQ(books.state(), v1::BOOKS_STATE_CLOSED);
  EXPECT_EQ(books.employers_done(), 1u);
  EXPECT_EQ(books.employers_total(), 1u);
  EXPECT_EQ(books.obligations(), 1u);
  EXPECT_EQ(books.obligations_rupiah(), 81'000);
  EXPECT_EQ(books.lines(), 3u);
  EXPECT_EQ(books.mismatches(), 0u);
  EXPECT_EQ(books.missing_declarations(), 0u);
  EXPECT_THAT(service_.Query("SELECT concat_ws(' ', segment, due_day - (date '2025-01-15' - date "
                             "'1970-01-01'), lines, heads, jkk_employer, jkm_employer, jp_employer)"
                             " FROM closed_obligation"),
              ElementsAre("1 0 3 3 36000 45000 0"));
  EXPECT_EQ(kit_.calendar().ClosedThrough(absl::InfiniteFuture())->value(),
            absl::CivilDay(2025, 1, 15));
}

TEST_F(ComplianceBooks, ChangeNothingWhenAskedForAgain) {
  service_.KnowWorkers(1);
  Post("S1", LinesOf(1, 1));
  PassDueDay();
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(kit_.AskToClose("2024-12"), "OK");
    kit_.CloseAll();
  }
  EXPECT_EQ(step_.runs(), 1);
  EXPECT_EQ(kit_.Books("2024-12").obligations(), 1u);
}

TEST_F(ComplianceBooks, ListWhereAccrualsAndLinesDoNotAgree) {
  service_.KnowWorkers(2);
  Post("S1", LinesOf(1, 2));
  service_.Query("UPDATE accrual SET jkk_employer = jkk_employer - 1");
  PassDueDay();
  ASSERT_EQ(kit_.AskToClose("2024-12"), "OK");
  kit_.CloseAll();
  EXPECT_EQ(kit_.Books("2024-12").mismatches(), 1u);
  v1::ListBooksMismatchesRequest request;
  request.set_month("2024-12");
  v1::ListBooksMismatchesResponse response;
  grpc::ServerContext context;
  ASSERT_TRUE(kit_.calls().ListBooksMismatches(&context, &request, &response).ok());
  ASSERT_THAT(response.mismatches(), SizeIs(1));
  EXPECT_EQ(response.mismatches(0).payer(), kTestPayer);
  EXPECT_EQ(response.mismatches(0).accrued_rupiah(), 53'999);
  EXPECT_EQ(response.mismatches(0).counted_rupiah(), 54'000);
}

TEST_F(ComplianceBooks, TakeUpACloseThatWasCutOffWithTheSameBlock) {
  service_.KnowWorkers(1);
  Post("S1", LinesOf(1, 1));
  // More than a block.
  service_.Query(
      "INSERT INTO employer (employer_id, shard, revision, employer_ref, kind, size_class, kbli, "
      "registration_region) SELECT 1000 + n, 0, 1, 'B' || n, 1, 1, '', 6400000000 "
      "FROM generate_series(1, 1200) n");
  PassDueDay();
  ASSERT_EQ(kit_.AskToClose("2024-12"), "OK");
  ASSERT_TRUE(kit_.closer().TakeBlock(absl::InfiniteFuture()).ok());
  step_.Fail(true);
  EXPECT_FALSE(kit_.closer().TakeBlock(absl::InfiniteFuture()).ok());
  EXPECT_EQ(kit_.Books("2024-12").problem(), "DATABASE_UNAVAILABLE");
  EXPECT_EQ(kit_.Books("2024-12").employers_done(), 500u);
  step_.Fail(false);
  BooksKit other(service_, {&step_});  // another process
  other.CloseAll();
  const v1::Books books = kit_.Books("2024-12");
  EXPECT_EQ(books.state(), v1::BOOKS_STATE_CLOSED);
  EXPECT_EQ(books.problem(), "");
  EXPECT_EQ(books.employers_done(), 1201u);
  EXPECT_EQ(books.obligations(), 1u);
  EXPECT_EQ(step_.employers(), 1201u + 500u);
}

TEST_F(ComplianceBooks, ListWhoDidNotDeclareByRegionAndDay) {
  KnowEmployer(81, "M6474-000", "64.74");
  KnowEmployer(82, "M6403-000", "64.03");
  KnowEmployer(83, "M3171-000", "31.71");
  for (const std::uint64_t id : {81, 82, 83}) KnowWorkerOf(id, id);
  PassDueDay();
  ASSERT_EQ(kit_.AskToClose("2024-12"), "OK");
  kit_.CloseAll();
  EXPECT_EQ(kit_.Books("2024-12").missing_declarations(), 3u);
  const std::string m31 = "M3171-000 31.71 2025-01-16 ", m3 = "M6403-000 64.03 2025-01-16 ",
                    m4 = "M6474-000 64.74 2025-01-16 ";
  EXPECT_THAT(kit_.Missing("2024-12"), ElementsAre(m31, m3, m4));
  EXPECT_THAT(kit_.Missing("2024-12", "64"), ElementsAre(m3, m4));
  EXPECT_THAT(kit_.Missing("2024-12", "64.74"), ElementsAre(m4));
  EXPECT_THAT(kit_.Missing("2024-12", "64", "2025-01-15"), IsEmpty());
  EXPECT_THAT(kit_.Missing("2024-11"), IsEmpty());
}

TEST_F(ComplianceBooks, ListWhoDidNotDeclarePageByPage) {
  for (std::uint64_t id = 81; id <= 85; ++id) {
    KnowEmployer(id, "M" + std::to_string(id) + "-000", id < 84 ? "64.74" : "64.03");
    KnowWorkerOf(id, id);
  }
  PassDueDay();
  ASSERT_EQ(kit_.AskToClose("2024-12"), "OK");
  kit_.CloseAll();
  v1::ListMissingDeclarationsRequest request;
  request.set_period("2024-12");
  request.set_page_size(2);
  std::vector<std::string> refs;
  for (int pages = 0; pages < 4; ++pages) {
    v1::ListMissingDeclarationsResponse response;
    grpc::ServerContext context;
    ASSERT_TRUE(kit_.calls().ListMissingDeclarations(&context, &request, &response).ok());
    for (const auto& employer : response.employers()) refs.push_back(employer.employer_ref());
    if (response.next_page_token().empty()) break;
    request.set_page_token(response.next_page_token());
  }
  EXPECT_THAT(refs, ElementsAre("M84-000", "M85-000", "M81-000", "M82-000", "M83-000"));
}

TEST_F(ComplianceBooks, RefuseQuestionsThatNameNoRegionOrDay) {
  v1::ListMissingDeclarationsRequest request;
  v1::ListMissingDeclarationsResponse response;
  const auto ask = [&] {
    grpc::ServerContext context;
    return ReasonOfCall(kit_.calls().ListMissingDeclarations(&context, &request, &response));
  };
  EXPECT_EQ(ask(), "PERIOD_INVALID");
  request.set_period("2024-12");
  request.set_region("6474");
  EXPECT_EQ(ask(), "REGION_INVALID");
  request.set_region("64.74");
  request.set_as_of("yesterday");
  EXPECT_EQ(ask(), "DATE_INVALID");
  request.set_as_of("");
  request.set_page_token("x");
  EXPECT_EQ(ask(), "PAGE_TOKEN_INVALID");
}

TEST_F(ComplianceBooks, ExpectADeclarationOnlyFromThoseWithWageEarnersInTheMonth) {
  const auto day = [](int year, int month, int d) {
    return static_cast<std::int32_t>(absl::CivilDay(year, month, d) - absl::CivilDay(1970, 1, 1));
  };
  KnowEmployer(81, "NONE-000", "64.74");
  KnowEmployer(82, "LATER-000", "64.74");
  KnowWorkerOf(82, 2, day(2025, 1, 1));
  KnowEmployer(83, "ENDED-000", "64.74");
  KnowWorkerOf(83, 3, day(2024, 1, 1), day(2024, 11, 30));
  KnowEmployer(84, "FIRST-000", "64.74");
  KnowWorkerOf(84, 4, day(2024, 1, 1), day(2024, 12, 1));
  PassDueDay();
  ASSERT_EQ(kit_.AskToClose("2024-12"), "OK");
  kit_.CloseAll();
  EXPECT_THAT(kit_.Missing("2024-12"), ElementsAre("FIRST-000 64.74 2025-01-16 "));
}

TEST_F(ComplianceBooks, TakeWaitingLinesForADeclarationAndRefusedOnesForNone) {
  KnowWorkerOf(kTestPayerId.value(), 1);
  v1::ContributionLine refused = LineOf(1, "L1");
  refused.set_reported_wage_rupiah(-1);
  Post("S1", {refused});
  PassDueDay();
  ASSERT_EQ(kit_.AskToClose("2024-12"), "OK");
  kit_.CloseAll();
  EXPECT_THAT(kit_.Missing("2024-12"), SizeIs(1));
  Post("S2", {LineOf(99, "L99")});
  ASSERT_EQ(service_.Count("SELECT count(*) FROM waiting_line"), 1);
  BooksKit again(service_);
  service_.Query("UPDATE books SET state = 2, last_employer_id = NULL");
  again.CloseAll();
  EXPECT_THAT(kit_.Missing("2024-12", "", "2025-01-20"), IsEmpty());
}

TEST_F(ComplianceBooks, KeepWhenAMissingDeclarationCameAfterAll) {
  service_.KnowWorkers(1);
  PassDueDay();
  ASSERT_EQ(kit_.AskToClose("2024-12"), "OK");
  kit_.CloseAll();
  ASSERT_THAT(kit_.Missing("2024-12"), SizeIs(1));
  service_.clock().Advance(absl::Hours(24 * 4));
  Post("S1", LinesOf(1, 1));
  kit_.Work();
  EXPECT_THAT(kit_.Missing("2024-12"), IsEmpty());
  EXPECT_THAT(kit_.Missing("2024-12", "", "2025-01-19"),
              ElementsAre(std::string(kTestPayer) + " 64.74 2025-01-16 2025-01-20"));
  EXPECT_THAT(kit_.Missing("2024-12", "", "2025-01-20"), IsEmpty());
}

TEST_F(ComplianceBooks, TakeANilReturnForADeclarationAlsoWhenItComesLate) {
  service_.KnowWorkers(1);
  PassDueDay();
  ASSERT_EQ(kit_.AskToClose("2024-12"), "OK");
  kit_.CloseAll();
  ASSERT_THAT(kit_.Missing("2024-12"), SizeIs(1));
  v1::SubmissionHeader header = HeaderOf("NIL");
  header.set_run_kind(v1::RUN_KIND_NIL);
  const StreamOutcome outcome = PostStream(service_.submissions(), {Part(header), SealPart({})});
  ASSERT_EQ(outcome.reason, "OK") << outcome.field;
  EXPECT_THAT(kit_.Missing("2024-12"), IsEmpty());
  EXPECT_THAT(kit_.Missing("2024-12", "", "2025-01-15"), IsEmpty());
}

// What compliance.employers.v1 states, in order.
class ComplianceAssessments : public ComplianceBooks {
 protected:
  std::vector<events::v1::EmployerCompliance> Stated() {
    std::vector<events::v1::EmployerCompliance> stated;
    for (const std::string& payload :
         service_.Query("SELECT encode(payload, 'hex') FROM outbox "
                        "WHERE topic = 'compliance.employers.v1' ORDER BY shard, sequence")) {
      events::v1::EmployersAssessed fact;
      EXPECT_TRUE(fact.ParseFromString(absl::HexStringToBytes(payload)));
      stated.insert(stated.end(), fact.employers().begin(), fact.employers().end());
    }
    return stated;
  }
};

TEST_F(ComplianceAssessments, StateAnEmployerWhenItsComplianceChangesAndOnlyThen) {
  service_.KnowWorkers(2);
  Post("S1", LinesOf(1, 2));
  kit_.Work();
  auto stated = Stated();
  ASSERT_THAT(stated, SizeIs(1));
  EXPECT_EQ(stated[0].employer_id(), kTestPayerId.value());
  EXPECT_EQ(stated[0].revision(), 1u);
  EXPECT_EQ(stated[0].heads_declared(), 2u);
  EXPECT_EQ(stated[0].latest_period(), 2024u * 12 + 11);
  EXPECT_EQ(stated[0].obligations_due(), 0u);
  EXPECT_TRUE(stated[0].declarations_complete());
  const EmployerId self = kTestPayerId;
  ASSERT_TRUE(kit_.assessments().Queue(std::span(&self, 1), absl::InfiniteFuture()).ok());
  kit_.Work();
  EXPECT_THAT(Stated(), SizeIs(1));
  EXPECT_EQ(service_.Count("SELECT count(*) FROM assessment_task"), 0);
}

TEST_F(ComplianceAssessments, StateWhatFellDueWhenTheBooksAreClosed) {
  service_.KnowWorkers(1);
  Post("S1", LinesOf(1, 1));
  kit_.Work();
  PassDueDay();
  QueueAssessments last(kit_.assessments());
  BooksKit closing(service_, {&last});
  ASSERT_EQ(closing.AskToClose("2024-12"), "OK");
  closing.CloseAll();
  kit_.Work();
  const auto stated = Stated();
  ASSERT_THAT(stated, SizeIs(2));
  EXPECT_EQ(stated[1].revision(), 2u);
  EXPECT_EQ(stated[1].obligations_due(), 2u);
  EXPECT_EQ(stated[1].obligations_on_time(), 0u);
  EXPECT_EQ(stated[1].arrears_class(), "LATE");
}

TEST_F(ComplianceAssessments, StateThatADeclarationIsMissingUntilItComes) {
  service_.KnowWorkers(1);
  PassDueDay();
  QueueAssessments last(kit_.assessments());
  BooksKit closing(service_, {&last});
  ASSERT_EQ(closing.AskToClose("2024-12"), "OK");
  closing.CloseAll();
  kit_.Work();
  Post("S1", LinesOf(1, 1));
  kit_.Work();
  const auto stated = Stated();
  ASSERT_THAT(stated, SizeIs(2));
  EXPECT_FALSE(stated[0].declarations_complete());
  EXPECT_TRUE(stated[1].declarations_complete());
  EXPECT_FALSE(stated[1].declared_in_time());  // it came, but late
}

}  // namespace
}  // namespace paritrana::compliance::testing
