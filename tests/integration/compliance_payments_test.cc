// SPDX-License-Identifier: Apache-2.0
// Payments against a real database: where the money goes, what is refused, and that an answer given
// once is given again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "services/compliance/domain/day.h"
#include "services/compliance/testing/payment_desk.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Now is 2025-01-01. The period 2024-11 was due on 2024-12-16, 2024-12 will be on 2025-01-15.
class PaymentsTest : public ::testing::Test {
 protected:
  // Declares JKK and JKM of one line, as a posting would.
  void Declare(const std::string& period, std::int64_t jkk, std::int64_t jkm,
               absl::CivilDay recorded_on = absl::CivilDay(2025, 1, 1)) {
    const std::int32_t month = Month::Parse(period)->number();
    service_.Query(
        "INSERT INTO accrual (employer_id, period, version, segment, covered_month, "
        "recorded_on, lines, jkk_employer, jkk_employee, jkm_employer, jkm_employee, "
        "jht_employer, jht_employee, jp_employer, jp_employee) VALUES (" +
        std::to_string(kTestPayerId.value()) + ", " + std::to_string(month) + ", " +
        std::to_string(++version_) + ", 1, " + std::to_string(month) + ", " +
        std::to_string(ToDayNumber(recorded_on)) + ", 1, " + std::to_string(jkk) + ", 0, " +
        std::to_string(jkm) + ", 0, 0, 0, 0, 0) RETURNING 1");
  }

  v1::PostPaymentResponse Pay(const std::string& reference, std::int64_t rupiah,
                              const std::string& paid_on = "2025-01-01",
                              const std::string& period = "") {
    v1::PostPaymentRequest request = PaymentDesk::Payment(reference, rupiah, paid_on);
    request.set_period(period);
    return desk_.Post(request);
  }

  std::string Now(const std::string& reference) {
    return WhereItWent(desk_.Get(reference).payment());
  }

  TestService service_;
  PaymentDesk desk_{service_};
  int version_ = 0;
};

TEST_F(PaymentsTest, RefusesAnUnknownPayer) {
  v1::PostPaymentRequest request = PaymentDesk::Payment("P1", 100, "2025-01-01");
  request.set_payer("Z9999999-000");
  desk_.Post(request);
  EXPECT_EQ(desk_.reason(), "PAYER_UNKNOWN");
}

TEST_F(PaymentsTest, RefusesWhatIsNoPayment) {
  Pay("P1", 0);
  EXPECT_EQ(desk_.reason(), "PAYMENT_AMOUNT_INVALID");
  Pay("P1", 100, "2025-01-02");
  EXPECT_EQ(desk_.reason(), "PAYMENT_DATE_INVALID");
  Pay("P1", 100, "2025-01-01", "Desember");
  EXPECT_EQ(desk_.reason(), "PERIOD_INVALID");
  Pay("a/b", 100);
  EXPECT_EQ(desk_.reason(), "FIELD_MALFORMED");
  v1::PostPaymentRequest request = PaymentDesk::Payment("P1", 100, "2025-01-01");
  request.set_correction_reason("atas nama NIK 6474010203900001");
  desk_.Post(request);
  EXPECT_EQ(desk_.reason(), "PAYMENT_REASON_INVALID");
  EXPECT_EQ(service_.Count("SELECT count(*) FROM payment"), 0);
  EXPECT_EQ(service_.Count("SELECT count(*) FROM payer_account"), 0);
}

TEST_F(PaymentsTest, RefusesAPeriodOfWhichNothingWasDeclared) {
  Declare("2024-11", 1'000, 0);
  Pay("P1", 100, "2025-01-01", "2024-12");
  EXPECT_EQ(desk_.reason(), "PAYMENT_PERIOD_UNKNOWN");
}

TEST_F(PaymentsTest, KeepsWhatNothingAsksForAsAnAdvance) {
  const v1::PostPaymentResponse answer = Pay("P1", 500);
  EXPECT_EQ(desk_.reason(), "OK");
  EXPECT_EQ(WhereItWent(answer.payment()), "free 500");
  EXPECT_EQ(answer.account().version(), 1u);
  EXPECT_EQ(answer.account().posted_rupiah(), 500);
  EXPECT_EQ(answer.account().unallocated_rupiah(), 500);
}

TEST_F(PaymentsTest, PaysTheOldestFirstAndItsFineBeforeTheNextPeriod) {
  Declare("2024-12", 2'000, 3'000);
  Declare("2024-11", 10'000, 5'000, absl::CivilDay(2024, 12, 20));
  const v1::PostPaymentResponse answer = Pay("P1", 15'000 + 300 + 2'500);
  EXPECT_EQ(WhereItWent(answer.payment()),
            "2024-11 PU JKK 10000; 2024-11 PU JKM 5000; 2024-11 PU FINE 300; "
            "2024-12 PU JKK 2000; 2024-12 PU JKM 500; free 0");
  EXPECT_EQ(answer.account().allocated_rupiah(), 17'800);
}

TEST_F(PaymentsTest, PaysTheNamedPeriodFirst) {
  Declare("2024-11", 10'000, 0);
  Declare("2024-12", 2'000, 0);
  const v1::PostPaymentResponse answer = Pay("P1", 3'000, "2025-01-01", "2024-12");
  EXPECT_EQ(WhereItWent(answer.payment()), "2024-11 PU JKK 1000; 2024-12 PU JKK 2000; free 0");
}

TEST_F(PaymentsTest, GivesTheFirstAnswerToTheSamePaymentByteForByte) {
  Declare("2024-12", 2'000, 0);
  const v1::PostPaymentResponse first = Pay("P1", 1'500);
  Pay("P2", 800);
  desk_.Reverse(PaymentDesk::Reversal("P1"));
  service_.clock().Advance(absl::Hours(48));
  const v1::PostPaymentResponse again = Pay("P1", 1'500);
  EXPECT_EQ(desk_.reason(), "OK");
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(service_.Count("SELECT count(*) FROM payment"), 2);
}

TEST_F(PaymentsTest, RefusesTheSameReferenceForAnythingElse) {
  Declare("2024-12", 2'000, 0);
  Pay("P1", 1'500);
  Pay("P1", 1'501);
  EXPECT_EQ(desk_.reason(), "PAYMENT_CONTENT_DIFFERS");
  Pay("P1", 1'500, "2024-12-31");
  EXPECT_EQ(desk_.reason(), "PAYMENT_CONTENT_DIFFERS");
  Pay("P1", 1'500, "2025-01-01", "2024-12");
  EXPECT_EQ(desk_.reason(), "PAYMENT_CONTENT_DIFFERS");
  EXPECT_EQ(Now("P1"), "2024-12 PU JKK 1500; free 0");
}

TEST_F(PaymentsTest, CountsAPaymentOnceHoweverManySendItAtOnce) {
  Declare("2024-12", 2'000, 0);
  std::vector<std::thread> callers;
  std::vector<std::string> answers(12);
  for (std::string& answer : answers) {
    callers.emplace_back([this, &answer] {
      grpc::ClientContext context;
      v1::PostPaymentResponse response;
      const auto request = PaymentDesk::Payment("P1", 700, "2025-01-01");
      if (desk_.payments().PostPayment(&context, request, &response).ok()) {
        answer = response.SerializeAsString();
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_THAT(answers, ::testing::Each(answers.front()));
  EXPECT_FALSE(answers.front().empty());
  EXPECT_EQ(desk_.Get("P1").account().posted_rupiah(), 700);
}

TEST_F(PaymentsTest, RefusesAReversalOfAnUnknownPayment) {
  desk_.Reverse(PaymentDesk::Reversal("P1"));
  EXPECT_EQ(desk_.reason(), "PAYMENT_UNKNOWN");
  desk_.Get("P1");
  EXPECT_EQ(desk_.reason(), "PAYMENT_UNKNOWN");
}

TEST_F(PaymentsTest, RefusesAReversalBeforeThePaymentInTheFutureOrWithoutReason) {
  Pay("P1", 700, "2024-12-31");
  v1::ReversePaymentRequest reversal = PaymentDesk::Reversal("P1");
  reversal.set_reversed_on("2024-12-30");
  desk_.Reverse(reversal);
  EXPECT_EQ(desk_.reason(), "REVERSAL_DATE_INVALID");
  reversal.set_reversed_on("2025-01-02");
  desk_.Reverse(reversal);
  EXPECT_EQ(desk_.reason(), "REVERSAL_DATE_INVALID");
  reversal.clear_reason();
  reversal.clear_reversed_on();
  desk_.Reverse(reversal);
  EXPECT_EQ(desk_.reason(), "PAYMENT_REASON_INVALID");
}

TEST_F(PaymentsTest, OpensAgainWhatAReversedPaymentPaidAndLetsOthersPayIt) {
  Declare("2024-12", 2'000, 1'000);
  Pay("P1", 3'000);
  Pay("P2", 2'500);
  EXPECT_EQ(Now("P2"), "free 2500");
  const v1::ReversePaymentResponse answer = desk_.Reverse(PaymentDesk::Reversal("P1"));
  EXPECT_EQ(desk_.reason(), "OK");
  EXPECT_EQ(answer.payment().state(), v1::PAYMENT_STATE_REVERSED);
  EXPECT_THAT(answer.payment().allocations(), IsEmpty());
  EXPECT_EQ(answer.payment().reversed_on(), "2025-01-01");
  EXPECT_EQ(answer.account().posted_rupiah(), 2'500);
  EXPECT_EQ(Now("P2"), "2024-12 PU JKK 2000; 2024-12 PU JKM 500; free 0");
}

TEST_F(PaymentsTest, GivesTheFirstAnswerToTheSameReversalAndRefusesAnother) {
  Pay("P1", 3'000);
  const v1::ReversePaymentResponse first = desk_.Reverse(PaymentDesk::Reversal("P1"));
  service_.clock().Advance(absl::Hours(24));
  Pay("P2", 10);
  const v1::ReversePaymentResponse again = desk_.Reverse(PaymentDesk::Reversal("P1"));
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  v1::ReversePaymentRequest other = PaymentDesk::Reversal("P1");
  other.set_reason("dana kembali");
  desk_.Reverse(other);
  EXPECT_EQ(desk_.reason(), "PAYMENT_ALREADY_REVERSED");
}

TEST_F(PaymentsTest, AsksForAReasonWhereBooksAreClosed) {
  Declare("2024-11", 1'000, 0, absl::CivilDay(2024, 12, 1));
  Pay("P1", 400, "2024-12-02");
  desk_.books().CloseThrough(absl::CivilDay(2024, 12, 31));
  Pay("P2", 400, "2024-12-31");
  EXPECT_EQ(desk_.reason(), "ALLOCATION_PERIOD_CLOSED");
  v1::ReversePaymentRequest reversal = PaymentDesk::Reversal("P1");
  reversal.set_reversed_on("2024-12-31");
  desk_.Reverse(reversal);
  EXPECT_EQ(desk_.reason(), "ALLOCATION_PERIOD_CLOSED");
  reversal.set_correction_reason("bukti bank terlambat");
  desk_.Reverse(reversal);
  EXPECT_EQ(desk_.reason(), "OK");
  v1::PostPaymentRequest dated_back = PaymentDesk::Payment("P2", 400, "2024-12-31");
  dated_back.set_correction_reason("bukti bank terlambat");
  EXPECT_EQ(desk_.Post(dated_back).payment().correction_reason(), "bukti bank terlambat");
  EXPECT_EQ(desk_.reason(), "OK");
}

TEST_F(PaymentsTest, AnswersARetryAlsoOnceBooksAreClosed) {
  const v1::PostPaymentResponse first = Pay("P1", 400, "2024-12-02");
  desk_.books().CloseThrough(absl::CivilDay(2024, 12, 31));
  EXPECT_EQ(Pay("P1", 400, "2024-12-02").SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(desk_.reason(), "OK");
}

TEST_F(PaymentsTest, AsksForAReasonToNameASettledPeriodOfClosedBooks) {
  Declare("2024-11", 1'000, 0, absl::CivilDay(2024, 12, 1));
  Declare("2024-10", 1'000, 0, absl::CivilDay(2024, 12, 1));
  Pay("P1", 1'000, "2024-12-02", "2024-11");
  desk_.books().CloseThrough(absl::CivilDay(2024, 12, 31));
  Pay("P2", 10, "2025-01-01", "2024-11");
  EXPECT_EQ(desk_.reason(), "ALLOCATION_PERIOD_CLOSED");
  Pay("P2", 10, "2025-01-01", "2024-10");
  EXPECT_EQ(desk_.reason(), "OK");
}

TEST_F(PaymentsTest, RefreshTakesAnAdvanceToWhatIsDeclaredLater) {
  Pay("P1", 2'500);
  Declare("2024-12", 2'000, 0);
  const RefreshedAccount refreshed = desk_.Refresh();
  EXPECT_TRUE(refreshed.changed);
  EXPECT_EQ(refreshed.version, 2u);
  EXPECT_EQ(Now("P1"), "2024-12 PU JKK 2000; free 500");
  EXPECT_EQ(service_.Count("SELECT count(*) FROM accrual WHERE pending"), 0);
}

TEST_F(PaymentsTest, RefreshTakesInWhatIsOwedWithoutALine) {
  Pay("P1", 2'500);
  service_.Query(
      "INSERT INTO charge (employer_id, period, segment, covered_month, recorded_on, "
      "recorded_at, jkk_employer, source) SELECT " +
      std::to_string(kTestPayerId.value()) + ", " + std::to_string(Month(2024, 12).number()) +
      ", 3, " + std::to_string(Month(2024, 12).number()) + ", 20088, now(), 700, 1 RETURNING 1");
  EXPECT_TRUE(desk_.Refresh().changed);
  EXPECT_EQ(Now("P1"), "2024-12 JAKON JKK 700; free 1800");
  EXPECT_EQ(service_.Count("SELECT count(*) FROM charge WHERE pending"), 0);
}

TEST_F(PaymentsTest, RefreshWithNothingNewMakesNoVersion) {
  Pay("P1", 2'500);
  const RefreshedAccount refreshed = desk_.Refresh();
  EXPECT_FALSE(refreshed.changed);
  EXPECT_EQ(refreshed.version, 1u);
}

TEST_F(PaymentsTest, RefreshReleasesWhatACorrectionTookAwayNewestPaymentFirst) {
  Declare("2024-12", 2'000, 0);
  Pay("P1", 1'500);
  Pay("P2", 500);
  Declare("2024-12", -700, 0);
  desk_.Refresh();
  EXPECT_EQ(Now("P2"), "free 500");
  EXPECT_EQ(Now("P1"), "2024-12 PU JKK 1300; free 200");
}

TEST_F(PaymentsTest, RefreshOfAPayerWithoutAnythingLeavesNothing) {
  const RefreshedAccount refreshed = desk_.Refresh();
  EXPECT_EQ(refreshed.version, 0u);
  EXPECT_EQ(service_.Count("SELECT count(*) FROM payer_account"), 0);
}

TEST_F(PaymentsTest, ADatedCorrectionMovesLaterPaymentsAndTheJournalSaysSo) {
  Declare("2024-12", 2'000, 0, absl::CivilDay(2024, 12, 1));
  Pay("P1", 1'500);
  Pay("P0", 1'500, "2024-12-30");
  EXPECT_EQ(Now("P0"), "2024-12 PU JKK 1500; free 0");
  EXPECT_EQ(Now("P1"), "2024-12 PU JKK 500; free 1000");
  EXPECT_THAT(service_.Query("SELECT jkk FROM allocation ORDER BY version, payment_no"),
              ElementsAre("1500", "-1000", "1500"));
}

TEST_F(PaymentsTest, ListsPaymentsInOrderPageByPage) {
  Declare("2024-12", 1'000, 0);
  for (const char* reference : {"P3", "P1", "P2"}) Pay(reference, 600);
  const v1::ListPaymentsResponse first = desk_.List(2);
  ASSERT_EQ(first.payments_size(), 2);
  EXPECT_EQ(first.payments(0).reference(), "P3");
  EXPECT_EQ(first.payments(0).allocated_rupiah(), 600);
  EXPECT_EQ(first.payments(1).unallocated_rupiah(), 200);
  EXPECT_EQ(first.account().version(), 3u);
  const v1::ListPaymentsResponse second = desk_.List(2, first.next_page_token());
  ASSERT_EQ(second.payments_size(), 1);
  EXPECT_EQ(second.payments(0).reference(), "P2");
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(PaymentsTest, CountsNothingWhenTheCommitIsLostAndAllOfItWhenTheAnswerIs) {
  desk_.accounts().FailNextCommit(CommitFault::kBefore);
  Pay("P1", 600);
  EXPECT_EQ(desk_.reason(), "UNAVAILABLE");
  EXPECT_EQ(service_.Count("SELECT count(*) FROM payment"), 0);
  desk_.accounts().FailNextCommit(CommitFault::kAfter);
  Pay("P1", 600);
  EXPECT_EQ(desk_.reason(), "UNAVAILABLE");
  const v1::PostPaymentResponse again = Pay("P1", 600);
  EXPECT_EQ(desk_.reason(), "OK");
  EXPECT_EQ(again.account().version(), 1u);
  EXPECT_EQ(again.account().posted_rupiah(), 600);
}

}  // namespace
}  // namespace paritrana::compliance::testing
