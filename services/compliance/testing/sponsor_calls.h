// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "paritrana/compliance/v1/projects.grpc.pb.h"
#include "paritrana/compliance/v1/sponsorships.grpc.pb.h"
#include "services/compliance/adapters/postgres/submission_queries.h"
#include "services/compliance/sponsorship_parts.h"
#include "services/compliance/testing/payer.h"
#include "services/compliance/testing/test_service.h"

namespace paritrana::compliance::testing {

inline constexpr char kProvince[] = "PROV65-000";
inline constexpr EmployerId kProvinceId{65};
inline constexpr char kCompany[] = "CSR00001-000";
inline constexpr EmployerId kCompanyId{66};
inline constexpr char kProject[] = "JAKON001-001";
inline constexpr EmployerId kProjectId{67};

// A line that pays for a sponsored worker over months of one year, as the rules ask.
v1::ContributionLine SponsoredLine(std::uint64_t worker, const std::string& from,
                                   const std::string& to, int months);

v1::EnrolmentLine EnrolLine(std::uint64_t worker, const std::string& from = "",
                            const std::string& to = "");

// The services of sponsors and projects beside those of TestService, a province, a company and a
// project that registration knows, and their calls in short: each returns its answer and keeps the
// reason, "OK" if it was not refused. To be inherited by fixtures.
class SponsorCalls {
 protected:
  SponsorCalls();
  ~SponsorCalls();

  // Registers workers first … last, sponsored by the province from 2023 on.
  void KnowSponsored(std::uint64_t first, std::uint64_t last);

  // A programme of the province for months of which a request may change everything.
  v1::CreateProgrammeRequest Asked(const std::string& programme, const std::string& first_month,
                                   const std::string& last_month, std::int64_t target,
                                   std::int64_t budget) const;
  v1::SponsorProgramme Create(const v1::CreateProgrammeRequest& request);
  v1::AmendProgrammeResponse Amend(const v1::AmendProgrammeRequest& request);
  // One batch; its key is made from a counter.
  v1::EnrolWorkersResponse Enrol(const std::string& programme,
                                 const std::vector<v1::EnrolmentLine>& lines);
  v1::EnrolWorkersResponse Enrol(const v1::EnrolWorkersRequest& request);
  v1::GetProgrammeResponse Get(const std::string& programme, const std::string& as_of = "",
                               const std::string& known_on = "");
  v1::GetSponsorResponse GetSponsor(int first_year = 0, int last_year = 0);
  v1::ListLapsingProgrammesResponse ListLapsing(const v1::ListLapsingProgrammesRequest& request);

  // Posts the lines in chunks and seals them.
  void PostFor(const std::string& payer, const std::string& period, const std::string& run,
               const Lines& lines);

  v1::RegisterProjectResponse Register(const v1::RegisterProjectRequest& request);
  v1::AmendProjectResponse AmendProject(const v1::AmendProjectRequest& request);
  v1::GetProjectResponse GetProject(const std::string& payer, const std::string& as_of = "");

  // "REASON" of each verdict, in order.
  static std::vector<std::string> Reasons(const v1::EnrolWorkersResponse& answer);

  TestService service_;
  PostgresSubmissionQueries payers_{service_.pool(), service_.vault()};
  SponsorshipParts parts_;
  metrics::Registry metrics_;
  rpc::Server server_;
  std::unique_ptr<v1::SponsorshipService::Stub> sponsorships_;
  std::unique_ptr<v1::ProjectService::Stub> projects_;
  std::string reason_;
  int keys_ = 0;
};

}  // namespace paritrana::compliance::testing
