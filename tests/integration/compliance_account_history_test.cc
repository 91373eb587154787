// SPDX-License-Identifier: Apache-2.0
// Random histories of an account: lines posted, corrected and deleted, payments, retries,
// reversals, closed and reopened periods and books, refreshes, commits that fail. After every step
// each rupiah posted is allocated or unallocated, the journal is what a replay says, and what was
// answered for a day of the past is answered again, unless a dated correction was made.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "services/compliance/domain/day.h"
#include "services/compliance/domain/period.h"
#include "services/compliance/testing/account_audit.h"
#include "services/compliance/testing/ledger_audit.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/payment_desk.h"

namespace paritrana::compliance::testing {
namespace {

constexpr int kSteps = 60;
constexpr std::uint64_t kWorkers = 5;

// A line that counts, where it was posted.
struct PostedLine {
  std::string period;
  std::string line_id;
  std::uint64_t worker = 0;
};

// A question about a day that is over, and how it was answered.
struct Question {
  absl::CivilDay day;
  std::optional<absl::CivilDay> known_on;
  std::string answer;
};

class AccountHistoryTest : public ::testing::TestWithParam<std::uint64_t> {
 protected:
  AccountHistoryTest() { service_.KnowWorkers(static_cast<int>(kWorkers)); }

  void Step() {
    switch (random_() % 12) {
      case 0:
      case 1:
        return PostLine();
      case 2:
        return CorrectLine();
      case 3:
        return DeleteLine();
      case 4:
      case 5:
      case 6:
        return Pay();
      case 7:
        return Retry();
      case 8:
        return Reverse();
      case 9:
        return CloseOrReopen();
      case 10:
        return LetTimePass();
      default:
        desk_.Refresh();
        return ExpectJournalIsReplay(service_, kTestPayerId);
    }
  }

  void Check() {
    AuditAccounts(service_);
    AskAgain();
    Ask();
  }

  TestService service_;
  PaymentDesk desk_{service_};

 private:
  absl::CivilDay Today() { return DayInWib(service_.clock().Now()); }
  absl::CivilDay DayBack(int most) {
    return Today() - static_cast<int>(random_() % static_cast<unsigned>(most));
  }
  std::string SomePeriod() {
    return (MonthInWib(service_.clock().Now()) - static_cast<int>(random_() % 4)).ToString();
  }
  // Now and then a commit is lost, or its answer is.
  CommitFault SomeFault() {
    switch (random_() % 8) {
      case 0:
        return CommitFault::kBefore;
      case 1:
        return CommitFault::kAfter;
      default:
        return CommitFault::kNone;
    }
  }

  // Posts one line, again if the commit failed; true if it was accepted.
  bool Submit(const std::string& period, const v1::ContributionLine& line) {
    v1::CreateSubmissionRequest request;
    request.set_payer(kTestPayer);
    request.set_period(period);
    request.set_run("R1");
    request.set_submission("S" + std::to_string(++numbers_));
    *request.add_lines() = line;
    service_.FailNextCommit(SomeFault());
    v1::CreateSubmissionResponse response;
    std::string reason = "UNAVAILABLE";
    for (int attempt = 0; attempt < 2 && reason == "UNAVAILABLE"; ++attempt) {
      grpc::ClientContext context;
      reason = ReasonOfCall(service_.submissions().CreateSubmission(&context, request, &response));
      service_.FailNextCommit(CommitFault::kNone);
    }
    return reason == "OK" && response.receipt().totals().rejected() == 0;
  }

  v1::ContributionLine SomeLine(std::uint64_t worker) {
    v1::ContributionLine line = LineOf(worker, "L" + std::to_string(++numbers_));
    line.mutable_amounts(0)->set_employer_rupiah(1 + static_cast<std::int64_t>(random_() % 90'000));
    return line;
  }

  void PostLine() {
    const PostedLine line = {SomePeriod(), "L" + std::to_string(numbers_ + 1),
                             1 + random_() % kWorkers};
    if (Submit(line.period, SomeLine(line.worker))) lines_.push_back(line);
  }

  void CorrectLine() {
    if (lines_.empty()) return;
    PostedLine& old = lines_[random_() % lines_.size()];
    v1::ContributionLine line = SomeLine(old.worker);
    line.set_action(v1::LINE_ACTION_CORRECT);
    line.mutable_previous()->set_line_id(old.line_id);
    if (Submit(old.period, line)) old.line_id = line.line_id();
  }

  void DeleteLine() {
    if (lines_.empty()) return;
    const std::size_t place = random_() % lines_.size();
    v1::ContributionLine line;
    line.set_line_id("L" + std::to_string(++numbers_));
    line.set_action(v1::LINE_ACTION_DELETE);
    line.mutable_previous()->set_line_id(lines_[place].line_id);
    if (Submit(lines_[place].period, line)) {
      lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(place));
    }
  }

  void Pay() {
    v1::PostPaymentRequest request = PaymentDesk::Payment(
        "P" + std::to_string(++numbers_), 1 + static_cast<std::int64_t>(random_() % 150'000),
        FormatDate(random_() % 3 == 0 ? DayBack(60) : Today()));
    if (random_() % 4 == 0) request.set_period(SomePeriod());
    desk_.accounts().FailNextCommit(SomeFault());
    v1::PostPaymentResponse answer = desk_.Post(request);
    desk_.accounts().Heal();
    if (desk_.reason() == "UNAVAILABLE") answer = desk_.Post(request);
    if (desk_.reason() == "ALLOCATION_PERIOD_CLOSED") {
      request.set_correction_reason("bukti terlambat");
      answer = desk_.Post(request);
    }
    if (desk_.reason() == "PAYMENT_PERIOD_UNKNOWN") return;
    ASSERT_EQ(desk_.reason(), "OK");
    paid_[request.reference()] = {request, answer.SerializeAsString()};
    Forget(*ParseDate(request.paid_on()));
    ExpectJournalIsReplay(service_, kTestPayerId);
  }

  // The same payment gets its first answer, another one under its reference none.
  void Retry() {
    if (paid_.empty()) return;
    auto [request, answer] = SomePaid()->second;
    EXPECT_EQ(desk_.Post(request).SerializeAsString(), answer);
    request.set_amount_rupiah(request.amount_rupiah() + 1);
    desk_.Post(request);
    EXPECT_EQ(desk_.reason(), "PAYMENT_CONTENT_DIFFERS");
  }

  void Reverse() {
    if (paid_.empty()) return;
    const v1::PostPaymentRequest paid = SomePaid()->second.first;
    v1::ReversePaymentRequest request = PaymentDesk::Reversal(paid.reference());
    const absl::CivilDay day = std::max(DayBack(20), *ParseDate(paid.paid_on()));
    request.set_reversed_on(FormatDate(day));
    desk_.accounts().FailNextCommit(SomeFault());
    desk_.Reverse(request);
    desk_.accounts().Heal();
    if (desk_.reason() == "UNAVAILABLE") desk_.Reverse(request);
    if (desk_.reason() == "ALLOCATION_PERIOD_CLOSED") {
      request.set_correction_reason("bukti terlambat");
      desk_.Reverse(request);
    }
    if (desk_.reason() == "PAYMENT_ALREADY_REVERSED") return;
    ASSERT_EQ(desk_.reason(), "OK");
    Forget(day);
    ExpectJournalIsReplay(service_, kTestPayerId);
  }

  template <typename Request>
  Request PeriodRequest(const std::string& period) {
    Request request;
    request.set_idempotency_key("K" + std::to_string(++numbers_));
    request.set_payer(kTestPayer);
    request.set_period(period);
    return request;
  }

  void CloseOrReopen() {
    const std::string period = SomePeriod();
    grpc::ClientContext context;
    if (random_() % 3 == 0) {
      v1::ClosePeriodResponse response;
      const auto request = PeriodRequest<v1::ClosePeriodRequest>(period);
      EXPECT_TRUE(service_.periods().ClosePeriod(&context, request, &response).ok());
    } else {
      v1::ReopenPeriodResponse response;
      const auto request = PeriodRequest<v1::ReopenPeriodRequest>(period);
      EXPECT_TRUE(service_.periods().ReopenPeriod(&context, request, &response).ok());
    }
  }

  // Now and then the books of all months before are closed, or opened again.
  void LetTimePass() {
    service_.clock().Advance(absl::Hours(24 * (1 + random_() % 20)));
    if (random_() % 3 == 0)
      desk_.books().CloseThrough(absl::CivilDay(absl::CivilMonth(Today())) - 1);
    if (random_() % 6 == 0) desk_.books().CloseThrough(std::nullopt);
  }

  std::string DuesOf(const Question& question) {
    grpc::ClientContext context;
    v1::GetDuesRequest request;
    request.set_payer(kTestPayer);
    request.set_as_of(FormatDate(question.day));
    if (question.known_on) request.set_known_on(FormatDate(*question.known_on));
    v1::GetDuesResponse response;
    EXPECT_EQ(ReasonOfCall(desk_.dues().GetDues(&context, request, &response)), "OK");
    return response.DebugString();
  }

  // Of days that are over: on the day itself more may still be recorded.
  void Ask() {
    Question question{DayBack(90) - 1, {}, {}};
    if (random_() % 2 == 0) question.known_on = Today() - 1;
    question.answer = DuesOf(question);
    questions_.push_back(std::move(question));
  }

  void AskAgain() {
    if (questions_.empty()) return;
    for (int i = 0; i < 3; ++i) {
      const Question& question = questions_[random_() % questions_.size()];
      EXPECT_EQ(DuesOf(question), question.answer);
    }
  }

  // A payment or reversal that is dated back changes what is known of that day and later ones; not
  // what was known of them before.
  void Forget(absl::CivilDay from) {
    if (from == Today()) return;
    std::erase_if(questions_, [&](const Question& question) {
      return !question.known_on && question.day >= from;
    });
  }

  using Paid = std::map<std::string, std::pair<v1::PostPaymentRequest, std::string>>;
  Paid::iterator SomePaid() {
    return std::next(paid_.begin(), static_cast<std::ptrdiff_t>(random_() % paid_.size()));
  }

  std::mt19937_64 random_{GetParam()};
  int numbers_ = 0;
  std::vector<PostedLine> lines_;
  Paid paid_;
  std::vector<Question> questions_;
};

TEST_P(AccountHistoryTest, KeepsEveryRupiahAndEveryAnswer) {
  for (int step = 0; step < kSteps; ++step) {
    Step();
    Check();
    if (HasFailure()) FAIL() << "step " << step << " of seed " << GetParam();
  }
  AuditLedger(service_);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AccountHistoryTest, ::testing::Range<std::uint64_t>(1, 7));

}  // namespace
}  // namespace paritrana::compliance::testing
