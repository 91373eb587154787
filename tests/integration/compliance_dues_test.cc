// SPDX-License-Identifier: Apache-2.0
// What a payer is told it owes, on a real PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "libs/contribution/testing/shipped_rules.h"
#include "libs/rpc/channel.h"
#include "services/compliance/domain/day.h"
#include "services/compliance/dues_parts.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::int64_t NumberOf(absl::CivilDay day) { return ToDayNumber(day); }

// Today is 1 January 2025.
class Dues : public ::testing::Test {
 protected:
  Dues() {
    parts_.AddTo(server_);
    EXPECT_TRUE(server_.Start().ok());
    stub_ = v1::DuesService::NewStub(rpc::Connect(server_.address()));
  }
  ~Dues() override { server_.Stop(absl::Seconds(1)); }

  // What was declared for JKK (the employer's) and JHT (the worker's) of a period, as rows.
  void Declare(Month period, std::int64_t jkk, std::int64_t jht, absl::CivilDay recorded_on,
               int covered_month = 0) {
    const int covered = covered_month == 0 ? period.number() : covered_month;
    service_.Query(absl::StrCat(
        "INSERT INTO accrual (employer_id, period, version, segment, covered_month, recorded_on, "
        "lines, jkk_employer, jkk_employee, jkm_employer, jkm_employee, jht_employer, "
        "jht_employee, jp_employer, jp_employee) VALUES (71, ",
        period.number(), ", ", ++version_, ", 1, ", covered, ", ", NumberOf(recorded_on), ", 1, ",
        jkk, ", 0, 0, 0, 0, ", jht, ", 0, 0) RETURNING 1"));
  }

  void Pay(const std::string& reference, std::int64_t amount, absl::CivilDay paid_on,
           absl::CivilDay recorded_on) {
    service_.Query(PaymentSql(reference, amount, paid_on, recorded_on));
  }
  void Pay(const std::string& reference, std::int64_t amount, absl::CivilDay paid_on) {
    Pay(reference, amount, paid_on, paid_on);
  }

  static std::string PaymentSql(const std::string& reference, std::int64_t amount,
                                absl::CivilDay paid_on, absl::CivilDay recorded_on) {
    return absl::StrCat(
        "INSERT INTO payment (payment_no, employer_id, reference, amount, paid_on, recorded_at, "
        "account_version) VALUES (nextval('payment_no'), 71, '",
        reference, "', ", amount, ", ", NumberOf(paid_on), ", 'epoch'::timestamptz + interval '",
        NumberOf(recorded_on), " days', 1) RETURNING 1");
  }

  v1::GetDuesResponse Get(const std::string& as_of = "", const std::string& known_on = "",
                          int page_size = 0, const std::string& token = "") {
    v1::GetDuesRequest request;
    request.set_payer(payer_);
    request.set_as_of(as_of);
    request.set_known_on(known_on);
    request.set_page_size(page_size);
    request.set_page_token(token);
    grpc::ClientContext context;
    v1::GetDuesResponse response;
    reason_ = ReasonOfCall(stub_->GetDues(&context, request, &response));
    return response;
  }

  v1::GetPeriodDuesResponse GetPeriod(const std::string& period, const std::string& as_of = "") {
    v1::GetPeriodDuesRequest request;
    request.set_payer(payer_);
    request.set_period(period);
    request.set_as_of(as_of);
    grpc::ClientContext context;
    v1::GetPeriodDuesResponse response;
    reason_ = ReasonOfCall(stub_->GetPeriodDues(&context, request, &response));
    return response;
  }

  TestService service_;
  DuesParts parts_{service_.pool(), contribution::testing::ShippedBook(), service_.reader(),
                   service_.clock()};
  metrics::Registry metrics_;
  rpc::Server server_{{}, metrics_};
  std::unique_ptr<v1::DuesService::Stub> stub_;
  std::string payer_ = kTestPayer;
  std::string reason_;
  int version_ = 0;
};

TEST_F(Dues, AreRefusedForAPayerNobodyKnows) {
  payer_ = "X9999999-000";
  Get();
  EXPECT_EQ(reason_, "PAYER_UNKNOWN");
  GetPeriod("2024-12");
  EXPECT_EQ(reason_, "PAYER_UNKNOWN");
}

TEST_F(Dues, AreRefusedForWhatIsNoDay) {
  Get("2025-02-30");
  EXPECT_EQ(reason_, "DATE_INVALID");
  Get("2026-01-03");
  EXPECT_EQ(reason_, "FIELD_OUT_OF_RANGE");
  Get("1976-12-31");
  EXPECT_EQ(reason_, "FIELD_OUT_OF_RANGE");
  Get("", "2025-01-02");
  EXPECT_EQ(reason_, "FIELD_OUT_OF_RANGE");
}

TEST_F(Dues, AreRefusedForPagesThatAreNone) {
  Get("", "", 241);
  EXPECT_EQ(reason_, "PAGE_SIZE_INVALID");
  Get("", "", 0, "?");
  EXPECT_EQ(reason_, "PAGE_TOKEN_INVALID");
}

TEST_F(Dues, AreRefusedForAPeriodThatNothingWasDeclaredFor) {
  Declare(Month(2024, 11), 1'000'000, 0, absl::CivilDay(2024, 12, 3));
  GetPeriod("2024-10");
  EXPECT_EQ(reason_, "DUES_PERIOD_UNKNOWN");
  GetPeriod("2024-11", "2024-12-02");
  EXPECT_EQ(reason_, "DUES_PERIOD_UNKNOWN");
  GetPeriod("2024-11", "2024-12-03");
  EXPECT_EQ(reason_, "OK");
}

TEST_F(Dues, AreNothingBeforeAnythingHappens) {
  const v1::GetDuesResponse dues = Get();
  EXPECT_EQ(reason_, "OK");
  EXPECT_EQ(dues.as_of(), "2025-01-01");
  EXPECT_EQ(dues.totals().to_pay_rupiah(), 0);
  EXPECT_EQ(dues.totals().arrears_class().code(), "CURRENT");
  EXPECT_THAT(dues.periods(), IsEmpty());
}

TEST_F(Dues, AreWhatLinesDeclareUntilTheDueDateOfTheirPeriod) {
  service_.KnowWorkers(2);
  ASSERT_EQ(PostWhole(service_.submissions(), "S1", LinesOf(1, 2)).reason, "OK");
  const v1::GetDuesResponse dues = Get();
  ASSERT_EQ(dues.periods_size(), 1);
  EXPECT_EQ(dues.periods(0).declared_rupiah(), 54'000);
  EXPECT_EQ(dues.periods(0).due_on(), "2025-01-15");
  EXPECT_EQ(dues.periods(0).due_rule().rule_id(), "DUE-PU-PRIVATE-2021-02");
  ASSERT_EQ(dues.to_pay_size(), 1);
  EXPECT_EQ(dues.to_pay(0).pay_by(), "2025-01-15");
  EXPECT_FALSE(dues.to_pay(0).overdue());
  EXPECT_EQ(dues.to_pay(0).text_id(),
            "Bayar iuran 54.000 untuk periode 2024-12 (PU): paling lambat 2025-01-15; bila belum "
            "dibayar, denda bertambah mulai 2025-01-16");
  EXPECT_EQ(dues.to_pay(0).text_en(),
            "Pay contributions of 54,000 for period 2024-12 (PU): by 2025-01-15; if it stays "
            "unpaid, the fine grows on 2025-01-16");
}

TEST_F(Dues, LookAheadAsIfNothingElseHappened) {
  Declare(Month(2024, 12), 1'000'000, 0, absl::CivilDay(2025, 1, 1));
  const v1::GetDuesResponse dues = Get("2025-02-16");
  EXPECT_TRUE(dues.projected());
  EXPECT_EQ(dues.totals().fine_outstanding_rupiah(), 40'000);
  EXPECT_EQ(dues.to_pay(0).fine_grows_on(), "2025-03-16");
}

TEST_F(Dues, FollowAPaymentFromArrearsToItsFine) {
  Declare(Month(2024, 9), 600'000, 400'000, absl::CivilDay(2024, 10, 3));
  Pay("TRX-1", 700'000, absl::CivilDay(2024, 12, 1));
  const v1::GetDuesResponse before = Get("2024-11-30");
  EXPECT_EQ(before.totals().arrears_rupiah(), 1'000'000);
  EXPECT_EQ(before.totals().arrears_employee_rupiah(), 400'000);
  EXPECT_EQ(before.totals().months_late(), 2);
  EXPECT_EQ(before.totals().arrears_class().code(), "LATE");
  const v1::GetDuesResponse today = Get();
  // 700,000 were two months late, 300,000 are three.
  EXPECT_EQ(today.totals().fine_outstanding_rupiah(), 46'000);
  EXPECT_EQ(today.totals().arrears_employee_rupiah(), 300'000);
  EXPECT_EQ(today.totals().arrears_class().code(), "MACET_AKTIF");
  EXPECT_EQ(today.periods(0).fine().rule().text_en(),
            "(700,000 x 2 + 300,000 x 3 months late) x 2 % = 46,000 [DUE-PU-PRIVATE-2021-02, PP "
            "44/2015; PP 45/2015; PP 46/2015]");
}

TEST_F(Dues, AnswerWithWhatWasKnownThen) {
  Declare(Month(2024, 9), 1'000'000, 0, absl::CivilDay(2024, 10, 3));
  Pay("TRX-1", 1'000'000, absl::CivilDay(2024, 10, 10), absl::CivilDay(2024, 12, 20));
  EXPECT_EQ(Get("2024-11-30").totals().arrears_rupiah(), 0);
  const v1::GetDuesResponse then = Get("2024-11-30", "2024-11-30");
  EXPECT_EQ(then.totals().arrears_rupiah(), 1'000'000);
  EXPECT_EQ(then.known_on(), "2024-11-30");
}

TEST_F(Dues, FollowWhatThePayerWasKnownToBeOnThatDay) {
  Declare(Month(2024, 9), 1'000'000, 0, absl::CivilDay(2024, 10, 3));
  service_.Query(absl::StrCat("INSERT INTO payer_terms_before SELECT 71, ",
                              NumberOf(absl::CivilDay(2024, 12, 1)),
                              ", 2, 0, 0, '{}' RETURNING 1"));
  EXPECT_EQ(Get("2024-11-30").totals().fine_rupiah(), 0);  // then a state body
  EXPECT_EQ(Get("2024-12-01").totals().fine_rupiah(), 40'000);
}

TEST_F(Dues, CountWhatIsOwedWithoutALine) {
  service_.Query(
      absl::StrCat("INSERT INTO charge (employer_id, period, segment, covered_month, recorded_on, "
                   "recorded_at, jkk_employer, source) VALUES (71, ",
                   Month(2024, 11).number(), ", 4, ", Month(2024, 11).number(), ", ",
                   NumberOf(absl::CivilDay(2024, 11, 20)), ", now(), 465000, 1) RETURNING 1"));
  const v1::GetDuesResponse dues = Get();
  ASSERT_EQ(dues.to_pay_size(), 1);
  EXPECT_EQ(dues.to_pay(0).contribution_rupiah(), 465'000);
  EXPECT_EQ(dues.to_pay(0).pay_by(), "");
  EXPECT_THAT(dues.to_pay(0).text_id(), HasSubstr("jatuh tempo tidak diatur"));
  EXPECT_EQ(dues.totals().arrears_rupiah(), 0);
}

TEST_F(Dues, ShowAPeriodDownToItsStepsAndMonths) {
  const absl::CivilDay declared(2024, 10, 3);
  Declare(Month(2024, 9), 600'000, 0, declared, Month(2024, 8).number());
  Declare(Month(2024, 9), 0, 400'000, declared);
  Pay("TRX-1", 700'000, absl::CivilDay(2024, 12, 1));
  const v1::GetPeriodDuesResponse period = GetPeriod("2024-09");
  ASSERT_EQ(period.segments_size(), 1);
  const v1::PeriodDuesDetail& detail = period.segments(0);
  ASSERT_EQ(detail.covered_months_size(), 2);
  EXPECT_EQ(detail.covered_months(0).covered_month(), "2024-08");
  EXPECT_EQ(detail.covered_months(0).programmes(0).employer_rupiah(), 600'000);
  EXPECT_EQ(detail.covered_months(1).programmes(0).employee_rupiah(), 400'000);
  ASSERT_EQ(detail.payments_size(), 2);
  EXPECT_EQ(detail.payments(0).rupiah(), 600'000);
  EXPECT_EQ(detail.payments(1).programme(), common::v1::PROGRAMME_JHT);
  EXPECT_EQ(detail.payments(1).reference(), "TRX-1");
  ASSERT_EQ(detail.fine_steps_size(), 2);
  EXPECT_EQ(detail.fine_steps(0).reference(), "TRX-1");
  EXPECT_EQ(detail.fine_steps(0).months(), 2);
  EXPECT_EQ(detail.fine_steps(1).until(), "2025-01-01");
  EXPECT_EQ(detail.fine_steps(1).reference(), "");
  EXPECT_EQ(detail.to_pay().total_rupiah(), 346'000);
  EXPECT_EQ(detail.allocation_rule().confidence(), "EXAMPLE");
}

TEST_F(Dues, GoThroughAllPeriodsPageByPage) {
  for (int i = 0; i < 5; ++i) {
    Declare(Month(2024, 6) + i, 100, 0, absl::CivilDay(2024, 12, 1));
  }
  std::vector<std::string> periods;
  std::string token;
  do {
    const v1::GetDuesResponse page = Get("", "", 2, token);
    for (const auto& period : page.periods()) periods.push_back(period.period());
    EXPECT_EQ(page.to_pay_size(), 5);
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_THAT(periods, ElementsAre("2024-06", "2024-07", "2024-08", "2024-09", "2024-10"));
}

TEST_F(Dues, OfFiveYearsFitIntoOneAnswer) {
  for (int i = 0; i < 60; ++i) {
    Declare(Month(2019, 12) + i, 1'000'000, 0, absl::CivilDay(2024, 12, 1));
  }
  const v1::GetDuesResponse dues = Get();
  EXPECT_EQ(dues.periods_size(), 60);
  EXPECT_EQ(dues.next_page_token(), "");
  EXPECT_LT(dues.ByteSizeLong(), 1U << 18);
}

// Each transaction declares and pays the same: an answer that sees one without the other mixes two
// moments.
TEST_F(Dues, AreOfOneMoment) {
  constexpr int kRounds = 40;
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 0; i < kRounds; ++i) {
      service_.Query(absl::StrCat(
          "WITH declared AS (INSERT INTO accrual (employer_id, period, version, segment, "
          "covered_month, recorded_on, lines, jkk_employer, jkk_employee, jkm_employer, "
          "jkm_employee, jht_employer, jht_employee, jp_employer, jp_employee) VALUES (71, ",
          Month(2024, 12).number(), ", ", 100 + i, ", 1, ", Month(2024, 12).number(),
          ", 20000, 1, 500, 0, 0, 0, 0, 0, 0, 0)) ",
          PaymentSql(absl::StrCat("T", i), 500, absl::CivilDay(2024, 10, 4),
                     absl::CivilDay(2024, 10, 4))));
    }
    done = true;
  });
  while (!done) {
    const v1::GetDuesResponse dues = Get();
    EXPECT_EQ(dues.totals().declared_rupiah(), dues.totals().paid_rupiah());
  }
  writer.join();
  EXPECT_EQ(Get().totals().allocated_rupiah(), 500 * kRounds);
}

}  // namespace
}  // namespace paritrana::compliance::testing
