// SPDX-License-Identifier: Apache-2.0
// Payrolls that post, correct, delete, replace, close, reopen, repeat themselves, are cut and
// crash, in any order: what was acknowledged counts, once, and lines, journal, facts and totals
// agree at every step and at every version.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <sstream>

#include "services/compliance/testing/ledger_audit.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {
namespace {

constexpr int kWorkers = 12;
constexpr int kSteps = 60;
constexpr int kStepsPerAudit = 6;
constexpr char kExtra[] = "EXTRA";
constexpr char kLate[] = "LATE";

// A line by its run and id.
using LineName = std::pair<std::string, std::string>;

// What the payer has been told about a line that counts.
struct Told {
  std::uint64_t worker = 0;
  std::int64_t rupiah = 0;
};

class RandomPayroll {
 public:
  RandomPayroll(TestService& service, std::uint64_t seed) : service_(service), random_(seed) {}

  void Step() {
    MaybeFail();
    switch (random_() % 12) {
      case 0:
        return ChangePeriod();
      case 1:
        return Repeat();
      case 2:
        return PostInTwoCalls();
      case 3:
      case 4:
        return Replace();
      case 5:
        Post(RequestFor(kExtra, v1::RUN_KIND_SUPPLEMENTARY, Additions()));
        return;
      case 6:
      case 7:
      case 8:
        return Change();
      default:
        Post(RequestFor(main_run_, v1::RUN_KIND_UNSPECIFIED, Additions()));
    }
  }

  // The ledger counts what was acknowledged, and nothing else.
  void ExpectToldIsTrue() {
    std::map<LineName, std::int64_t> told;
    for (const auto& [name, line] : told_) told[name] = line.rupiah;
    std::map<LineName, std::int64_t> kept;
    for (const std::string& row :
         service_.Query("SELECT r.run || ' ' || l.line_id || ' ' || l.amount FROM line l "
                        "JOIN submission s USING (submission_no) JOIN run r ON r.run_no = s.run_no "
                        "WHERE l.standing = 1")) {
      std::istringstream in(row);
      LineName name;
      std::int64_t rupiah = 0;
      in >> name.first >> name.second >> rupiah;
      kept[name] = rupiah;
    }
    EXPECT_EQ(kept, told);
  }

 private:
  std::uint64_t Below(std::uint64_t end) { return random_() % end; }
  std::string NewId(const std::string& prefix) { return prefix + std::to_string(++last_id_); }

  void MaybeFail() {
    const std::uint64_t dice = Below(6);
    if (dice == 0) service_.FailNextCommit(CommitFault::kBefore);
    if (dice == 1) service_.FailNextCommit(CommitFault::kAfter);
  }

  // Workers above kWorkers are not registered.
  v1::ContributionLine Addition() {
    v1::ContributionLine line = LineOf(1 + Below(kWorkers + 2), NewId("A"));
    line.mutable_amounts(0)->set_employer_rupiah(static_cast<std::int64_t>(1 + Below(50'000)));
    return line;
  }
  Lines Additions() {
    Lines lines;
    for (std::uint64_t i = 0; i <= Below(5); ++i) lines.push_back(Addition());
    return lines;
  }

  v1::CreateSubmissionRequest RequestFor(const std::string& run, v1::RunKind kind,
                                         const Lines& lines) {
    v1::CreateSubmissionRequest request;
    request.set_payer(kTestPayer);
    request.set_period("2024-12");
    request.set_run(run);
    request.set_run_kind(kind);
    request.set_submission(NewId("S"));
    for (const v1::ContributionLine& line : lines) *request.add_lines() = line;
    return request;
  }

  // Sends until it is known what became of it; the reason, or "OK".
  std::string Send(const v1::CreateSubmissionRequest& request,
                   v1::CreateSubmissionResponse& response) {
    while (true) {
      grpc::ClientContext context;
      response.Clear();
      const std::string reason =
          ReasonOfCall(service_.submissions().CreateSubmission(&context, request, &response));
      if (reason != "UNAVAILABLE") return reason;
    }
  }

  void Post(const v1::CreateSubmissionRequest& request) {
    v1::CreateSubmissionResponse response;
    const std::string reason = Send(request, response);
    EXPECT_EQ(reason, closed_ ? "PERIOD_CLOSED" : "OK");
    if (reason != "OK") return;
    requests_.push_back(request);
    Learn(request, response);
  }

  // Takes over what the answer says of each line.
  void Learn(const v1::CreateSubmissionRequest& request,
             const v1::CreateSubmissionResponse& response) {
    std::vector<bool> accepted(static_cast<std::size_t>(request.lines_size()), true);
    for (const auto& verdict : response.verdicts()) {
      accepted[verdict.line_no() - 1] = verdict.kind() == common::v1::VERDICT_KIND_ACCEPTED;
      if (verdict.kind() == common::v1::VERDICT_KIND_WAITING) {
        waiting_.push_back({request.run(), verdict.line_id()});
      }
    }
    for (int i = 0; i < request.lines_size(); ++i) {
      if (accepted[static_cast<std::size_t>(i)]) LearnLine(request, request.lines(i));
    }
    if (request.completes_run()) ForgetRun(request.replaces_run());
  }

  void LearnLine(const v1::CreateSubmissionRequest& request, const v1::ContributionLine& line) {
    if (line.has_previous()) {
      const std::string& run = line.previous().run();
      told_.erase({run.empty() ? request.run() : run, line.previous().line_id()});
    }
    if (line.action() == v1::LINE_ACTION_DELETE) return;
    Told told;
    told.worker = WorkerOf(line);
    for (const auto& amount : line.amounts()) told.rupiah += amount.employer_rupiah();
    if (!request.replaces_run().empty()) ForgetWorker(request.replaces_run(), told.worker);
    told_[{request.run(), line.line_id()}] = told;
  }

  std::uint64_t WorkerOf(const v1::ContributionLine& line) {
    for (std::uint64_t worker = 1; worker <= kWorkers + 2; ++worker) {
      if (line.worker().nik() == NikOf(worker)) return worker;
    }
    return 0;
  }
  void ForgetWorker(const std::string& run, std::uint64_t worker) {
    std::erase_if(told_, [&](const auto& line) {
      return line.first.first == run && line.second.worker == worker;
    });
  }
  void ForgetRun(const std::string& run) {
    std::erase_if(told_, [&](const auto& line) { return line.first.first == run; });
  }

  // Corrects or deletes some lines, that count, wait, or did.
  void Change() {
    const bool late = Below(2) == 0;
    const std::string run = late ? kLate : main_run_;
    Lines lines;
    for (std::uint64_t i = 0; i <= Below(4); ++i) {
      const auto previous = AnyLine();
      // A supplement that is corrected stays in its run, where it may stand beside another line.
      if (!previous || previous->first == kExtra) continue;
      lines.push_back(ChangeOf(*previous));
    }
    if (lines.empty()) return;
    Post(RequestFor(run, late ? v1::RUN_KIND_CORRECTION : v1::RUN_KIND_UNSPECIFIED, lines));
  }

  v1::ContributionLine ChangeOf(const LineName& previous) {
    const auto told = told_.find(previous);
    v1::ContributionLine line = Addition();
    if (told != told_.end() && Below(5) != 0) {
      line.mutable_worker()->set_nik(NikOf(told->second.worker));
    }
    line.mutable_previous()->set_run(previous.first);
    line.mutable_previous()->set_line_id(previous.second);
    line.set_action(Below(3) == 0 ? v1::LINE_ACTION_DELETE : v1::LINE_ACTION_CORRECT);
    return line;
  }

  std::optional<LineName> AnyLine() {
    if (!waiting_.empty() && Below(5) == 0) return waiting_[Below(waiting_.size())];
    if (Below(6) == 0) return LineName(main_run_, "A" + std::to_string(1 + Below(last_id_ + 1)));
    if (told_.empty()) return std::nullopt;
    auto line = told_.begin();
    std::advance(line, static_cast<std::ptrdiff_t>(Below(told_.size())));
    return line->first;
  }

  // Begins or goes on with a run that takes the main run's place.
  void Replace() {
    if (requests_.empty() || !MainRunExists()) return;
    if (replacement_.empty()) replacement_ = NewId("R");
    v1::CreateSubmissionRequest request =
        RequestFor(replacement_, v1::RUN_KIND_REPLACEMENT, Additions());
    request.set_replaces_run(main_run_);
    request.set_completes_run(Below(3) == 0);
    Post(request);
    if (closed_ || !request.completes_run()) return;
    main_run_ = replacement_;
    replacement_.clear();
  }
  bool MainRunExists() {
    return service_.Count("SELECT count(*) FROM run WHERE run = '" + main_run_ + "'") > 0;
  }

  // The same again has the same answer and no effect, also in a closed period.
  void Repeat() {
    if (requests_.empty()) return;
    service_.FailNextCommit(CommitFault::kNone);
    const auto& request = requests_[Below(requests_.size())];
    const std::int64_t before = service_.Count("SELECT count(*) FROM entry");
    v1::CreateSubmissionResponse response;
    EXPECT_EQ(Send(request, response), "OK");
    EXPECT_EQ(response.receipt().totals().lines(),
              static_cast<std::uint64_t>(request.lines_size()));
    EXPECT_EQ(service_.Count("SELECT count(*) FROM entry"), before);
  }

  // A stream that is cut after its first line; the rest follows with the whole.
  void PostInTwoCalls() {
    const auto request = RequestFor(main_run_, v1::RUN_KIND_UNSPECIFIED, Additions());
    v1::SubmissionHeader header = HeaderOf(request.submission());
    header.set_run(main_run_);
    PostStream(service_.submissions(), {Part(header), ChunkPart(1, {request.lines(0)})});
    Post(request);
  }

  void ChangePeriod() {
    service_.FailNextCommit(CommitFault::kNone);
    service_.Query(std::string("INSERT INTO period (employer_id, month, closed, version) "
                               "SELECT 71, 2024 * 12 + 11, ") +
                   (closed_ ? "false" : "true") +
                   ", 0 ON CONFLICT (employer_id, month) DO UPDATE SET closed = excluded.closed, "
                   "version = period.version + 1 RETURNING 1");
    closed_ = !closed_;
  }

  TestService& service_;
  std::mt19937_64 random_;
  std::uint64_t last_id_ = 0;
  bool closed_ = false;
  std::string main_run_ = "R1";
  std::string replacement_;
  std::map<LineName, Told> told_;
  std::vector<LineName> waiting_;
  std::vector<v1::CreateSubmissionRequest> requests_;
};

class PayrollHistory : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(PayrollHistory, CountsWhatWasAcknowledgedAndAgreesAtEveryVersion) {
  TestService service;
  service.KnowWorkers(kWorkers);
  RandomPayroll payroll(service, GetParam());
  for (int step = 1; step <= kSteps; ++step) {
    payroll.Step();
    if (step % kStepsPerAudit != 0) continue;
    AuditLedger(service);
    payroll.ExpectToldIsTrue();
    if (HasFailure()) FAIL() << "after step " << step;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, PayrollHistory, ::testing::Range<std::uint64_t>(1, 9));

}  // namespace
}  // namespace paritrana::compliance::testing
