// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/payroll.h"

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/rpc/channel.h"

namespace paritrana::e2e {
namespace {

constexpr absl::Duration kAcknowledgeTimeout = absl::Minutes(2);
constexpr absl::Duration kRetryPause = absl::Milliseconds(100);

compliance::v1::ContributionLine LineOf(int worker) {
  compliance::v1::ContributionLine line;
  line.set_line_id(absl::StrCat("L", worker));
  line.mutable_worker()->set_nik(NikOf(worker));
  line.set_segment(common::v1::SEGMENT_PU);
  line.set_reported_wage_rupiah(5'000'000);
  for (const auto programme : {common::v1::PROGRAMME_JKK, common::v1::PROGRAMME_JKM}) {
    auto& amount = *line.add_amounts();
    amount.set_programme(programme);
    amount.set_employer_rupiah(programme == common::v1::PROGRAMME_JKK ? 12'000 : 15'000);
  }
  return line;
}

}  // namespace

Payroll::Payroll(const Installation& installation)
    : stub_(compliance::v1::SubmissionService::NewStub(
          rpc::Connect(installation.address(Service::kCompliance)))) {}

compliance::v1::CreateSubmissionRequest Payroll::Submission(const std::string& name, int first,
                                                            int last) const {
  compliance::v1::CreateSubmissionRequest request;
  request.set_payer(kEmployer);
  request.set_period(kPeriod);
  request.set_run("main");
  request.set_submission(name);
  for (int worker = first; worker <= last; ++worker) *request.add_lines() = LineOf(worker);
  return request;
}

grpc::Status Payroll::Post(const compliance::v1::CreateSubmissionRequest& request,
                           compliance::v1::CreateSubmissionResponse* response,
                           absl::Duration timeout) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
  return stub_->CreateSubmission(&context, request, response);
}

compliance::v1::CreateSubmissionResponse Payroll::PostUntilAcknowledged(
    const compliance::v1::CreateSubmissionRequest& request) {
  const absl::Time deadline = absl::Now() + kAcknowledgeTimeout;
  compliance::v1::CreateSubmissionResponse response;
  grpc::Status status = Post(request, &response);
  while (!status.ok() && absl::Now() < deadline) {
    absl::SleepFor(kRetryPause);
    status = Post(request, &response);
  }
  if (!status.ok()) std::fprintf(stderr, "post: %s\n", status.error_message().c_str());
  PARITRANA_CHECK(status.ok());
  PARITRANA_CHECK(response.receipt().totals().accepted() ==
                  static_cast<std::uint64_t>(request.lines_size()));
  return response;
}

}  // namespace paritrana::e2e
