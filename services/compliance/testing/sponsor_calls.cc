// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/testing/sponsor_calls.h"

#include <algorithm>

#include "libs/base/check.h"
#include "libs/contribution/testing/shipped_rules.h"
#include "libs/rpc/channel.h"

namespace paritrana::compliance::testing {
namespace {

// A chunk of these lines stays below 256 KiB.
constexpr std::size_t kLinesPerChunk = 1'500;

// Participants of one fact, as an import of registration makes them.
constexpr std::uint64_t kWorkersPerFact = 5'000;

constexpr std::int32_t kStartOf2023 = 19'358;  // days since 1970-01-01

void AddMemberAmount(v1::ContributionLine& line, common::v1::Programme programme,
                     std::int64_t rupiah) {
  v1::ProgrammeAmount& amount = *line.add_amounts();
  amount.set_programme(programme);
  amount.set_employee_rupiah(rupiah);
}

TestWorker Sponsored(std::uint64_t number) {
  TestWorker worker;
  worker.pseudonym = 1'000'000 + number;
  worker.nik = NikOf(number);
  worker.employer = kProvinceId;
  worker.segment = common::v1::SEGMENT_BPU;
  worker.start_day = kStartOf2023;
  worker.workplace_region = 6501000000;
  worker.worker_kind = common::v1::WORKER_KIND_VULNERABLE;
  worker.sponsor_kind = common::v1::SPONSOR_KIND_PROVINCE_BUDGET;
  return worker;
}

// Makes a call and keeps its reason.
template <typename Response, typename Attempt>
Response Call(std::string& reason, Attempt attempt) {
  grpc::ClientContext context;
  Response response;
  reason = ReasonOfCall(attempt(context, response));
  return response;
}

}  // namespace

v1::ContributionLine SponsoredLine(std::uint64_t worker, const std::string& from,
                                   const std::string& to, int months) {
  v1::ContributionLine line;
  line.set_line_id("L" + std::to_string(worker));
  line.mutable_worker()->set_nik(NikOf(worker));
  line.set_segment(common::v1::SEGMENT_BPU);
  line.set_covered_from(from);
  line.set_covered_to(to);
  line.set_reported_wage_rupiah(1'000'000);
  AddMemberAmount(line, common::v1::PROGRAMME_JKK, 10'000 * months);
  AddMemberAmount(line, common::v1::PROGRAMME_JKM, 6'800 * months);
  return line;
}

v1::EnrolmentLine EnrolLine(std::uint64_t worker, const std::string& from, const std::string& to) {
  v1::EnrolmentLine line;
  line.mutable_worker()->set_nik(NikOf(worker));
  line.set_from_month(from);
  line.set_to_month(to);
  return line;
}

SponsorCalls::SponsorCalls()
    : parts_({service_.pool(), service_.vault(), contribution::testing::ShippedBook(), payers_,
              service_.clock()}),
      server_(rpc::ServerOptions(), metrics_) {
  parts_.AddTo(server_);
  PARITRANA_CHECK(server_.Start().ok());
  const auto channel = rpc::Connect(server_.address());
  sponsorships_ = v1::SponsorshipService::NewStub(channel);
  projects_ = v1::ProjectService::NewStub(channel);
  const std::vector<TestEmployer> payers = {
      {kProvinceId, kProvince, common::v1::EMPLOYER_KIND_GOVERNMENT},
      {kCompanyId, kCompany, common::v1::EMPLOYER_KIND_PRIVATE},
      {kProjectId, kProject, common::v1::EMPLOYER_KIND_PRIVATE}};
  service_.Know(payers);
}

SponsorCalls::~SponsorCalls() { server_.Stop(absl::Seconds(1)); }

void SponsorCalls::KnowSponsored(std::uint64_t first, std::uint64_t last) {
  for (std::uint64_t from = first; from <= last; from += kWorkersPerFact) {
    std::vector<TestWorker> workers;
    for (std::uint64_t i = from; i <= std::min(last, from + kWorkersPerFact - 1); ++i) {
      workers.push_back(Sponsored(i));
    }
    service_.Know(workers);
  }
}

v1::CreateProgrammeRequest SponsorCalls::Asked(const std::string& programme,
                                               const std::string& first_month,
                                               const std::string& last_month, std::int64_t target,
                                               std::int64_t budget) const {
  v1::CreateProgrammeRequest request;
  request.set_payer(kProvince);
  request.set_programme(programme);
  request.set_kind(common::v1::SPONSOR_KIND_PROVINCE_BUDGET);
  request.set_region("65");
  request.mutable_terms()->set_first_month(first_month);
  request.mutable_terms()->set_last_month(last_month);
  request.mutable_terms()->set_target_heads(target);
  request.mutable_terms()->set_budget_rupiah(budget);
  return request;
}

v1::SponsorProgramme SponsorCalls::Create(const v1::CreateProgrammeRequest& request) {
  return Call<v1::CreateProgrammeResponse>(reason_,
                                           [&](auto& context, auto& response) {
                                             return sponsorships_->CreateProgramme(
                                                 &context, request, &response);
                                           })
      .programme();
}

v1::AmendProgrammeResponse SponsorCalls::Amend(const v1::AmendProgrammeRequest& request) {
  return Call<v1::AmendProgrammeResponse>(reason_, [&](auto& context, auto& response) {
    return sponsorships_->AmendProgramme(&context, request, &response);
  });
}

v1::EnrolWorkersResponse SponsorCalls::Enrol(const std::string& programme,
                                             const std::vector<v1::EnrolmentLine>& lines) {
  v1::EnrolWorkersRequest request;
  request.set_idempotency_key("batch-" + std::to_string(++keys_));
  request.set_payer(kProvince);
  request.set_programme(programme);
  for (const v1::EnrolmentLine& line : lines) *request.add_lines() = line;
  return Enrol(request);
}

v1::EnrolWorkersResponse SponsorCalls::Enrol(const v1::EnrolWorkersRequest& request) {
  return Call<v1::EnrolWorkersResponse>(reason_, [&](auto& context, auto& response) {
    return sponsorships_->EnrolWorkers(&context, request, &response);
  });
}

v1::GetProgrammeResponse SponsorCalls::Get(const std::string& programme, const std::string& as_of,
                                           const std::string& known_on) {
  v1::GetProgrammeRequest request;
  request.set_payer(kProvince);
  request.set_programme(programme);
  request.set_as_of(as_of);
  request.set_known_on(known_on);
  return Call<v1::GetProgrammeResponse>(reason_, [&](auto& context, auto& response) {
    return sponsorships_->GetProgramme(&context, request, &response);
  });
}

v1::GetSponsorResponse SponsorCalls::GetSponsor(int first_year, int last_year) {
  v1::GetSponsorRequest request;
  request.set_payer(kProvince);
  request.set_first_year(first_year);
  request.set_last_year(last_year);
  return Call<v1::GetSponsorResponse>(reason_, [&](auto& context, auto& response) {
    return sponsorships_->GetSponsor(&context, request, &response);
  });
}

v1::ListLapsingProgrammesResponse SponsorCalls::ListLapsing(
    const v1::ListLapsingProgrammesRequest& request) {
  return Call<v1::ListLapsingProgrammesResponse>(reason_, [&](auto& context, auto& response) {
    return sponsorships_->ListLapsingProgrammes(&context, request, &response);
  });
}

void SponsorCalls::PostFor(const std::string& payer, const std::string& period,
                           const std::string& run, const Lines& lines) {
  v1::SubmissionHeader header;
  header.set_payer(payer);
  header.set_period(period);
  header.set_run(run);
  header.set_submission("S");
  std::vector<v1::PostSubmissionRequest> parts = {Part(header)};
  for (std::size_t from = 0; from < lines.size(); from += kLinesPerChunk) {
    const std::size_t to = std::min(lines.size(), from + kLinesPerChunk);
    parts.push_back(ChunkPart(from + 1, Lines(lines.begin() + static_cast<std::ptrdiff_t>(from),
                                              lines.begin() + static_cast<std::ptrdiff_t>(to))));
  }
  parts.push_back(SealPart(lines));
  const StreamOutcome outcome = PostStream(service_.submissions(), parts, absl::Seconds(120));
  reason_ = outcome.reason;
  PARITRANA_CHECK(outcome.reason == "OK");
  PARITRANA_CHECK(outcome.receipt().totals().accepted() == lines.size());
}

v1::RegisterProjectResponse SponsorCalls::Register(const v1::RegisterProjectRequest& request) {
  return Call<v1::RegisterProjectResponse>(reason_, [&](auto& context, auto& response) {
    return projects_->RegisterProject(&context, request, &response);
  });
}

v1::AmendProjectResponse SponsorCalls::AmendProject(const v1::AmendProjectRequest& request) {
  return Call<v1::AmendProjectResponse>(reason_, [&](auto& context, auto& response) {
    return projects_->AmendProject(&context, request, &response);
  });
}

v1::GetProjectResponse SponsorCalls::GetProject(const std::string& payer,
                                                const std::string& as_of) {
  v1::GetProjectRequest request;
  request.set_payer(payer);
  request.set_as_of(as_of);
  return Call<v1::GetProjectResponse>(reason_, [&](auto& context, auto& response) {
    return projects_->GetProject(&context, request, &response);
  });
}

std::vector<std::string> SponsorCalls::Reasons(const v1::EnrolWorkersResponse& answer) {
  std::vector<std::string> reasons;
  for (const auto& verdict : answer.verdicts()) reasons.push_back(verdict.findings(0).reason());
  return reasons;
}

}  // namespace paritrana::compliance::testing
