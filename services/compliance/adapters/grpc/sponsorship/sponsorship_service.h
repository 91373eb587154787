// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "paritrana/compliance/v1/sponsorships.grpc.pb.h"
#include "services/compliance/application/sponsorship/amend_programme.h"
#include "services/compliance/application/sponsorship/create_programme.h"
#include "services/compliance/application/sponsorship/enrol_workers.h"
#include "services/compliance/application/sponsorship/programme_view.h"
#include "services/compliance/application/submission_queries.h"

namespace paritrana::compliance {

// SponsorshipService over the use cases about sponsors. Thread-safe.
class SponsorshipServiceAdapter final : public v1::SponsorshipService::Service {
 public:
  // What it calls. All must outlive the service.
  struct Handlers {
    SubmissionQueries& payers;
    CreateProgrammeHandler& create;
    AmendProgrammeHandler& amend;
    EnrolWorkersHandler& enrol;
    ShowSponsorships& show;
  };
  explicit SponsorshipServiceAdapter(Handlers handlers) : handlers_(handlers) {}

  grpc::Status CreateProgramme(grpc::ServerContext* context,
                               const v1::CreateProgrammeRequest* request,
                               v1::CreateProgrammeResponse* response) override;
  grpc::Status AmendProgramme(grpc::ServerContext* context,
                              const v1::AmendProgrammeRequest* request,
                              v1::AmendProgrammeResponse* response) override;
  grpc::Status EnrolWorkers(grpc::ServerContext* context, const v1::EnrolWorkersRequest* request,
                            v1::EnrolWorkersResponse* response) override;
  grpc::Status GetProgramme(grpc::ServerContext* context, const v1::GetProgrammeRequest* request,
                            v1::GetProgrammeResponse* response) override;
  grpc::Status GetSponsor(grpc::ServerContext* context, const v1::GetSponsorRequest* request,
                          v1::GetSponsorResponse* response) override;
  grpc::Status ListLapsingProgrammes(grpc::ServerContext* context,
                                     const v1::ListLapsingProgrammesRequest* request,
                                     v1::ListLapsingProgrammesResponse* response) override;

 private:
  absl::StatusOr<ProgrammeKey> ReadKey(const std::string& payer, const std::string& programme,
                                       absl::Time deadline) const;
  absl::StatusOr<v1::CreateProgrammeResponse> Create(const v1::CreateProgrammeRequest& request,
                                                     const grpc::ServerContext& context);
  absl::StatusOr<v1::AmendProgrammeResponse> Amend(const v1::AmendProgrammeRequest& request,
                                                   const grpc::ServerContext& context);
  absl::StatusOr<v1::EnrolWorkersResponse> Enrol(const v1::EnrolWorkersRequest& request,
                                                 absl::Time deadline);
  absl::StatusOr<v1::GetProgrammeResponse> Get(const v1::GetProgrammeRequest& request,
                                               absl::Time deadline);
  absl::StatusOr<v1::GetSponsorResponse> GetYears(const v1::GetSponsorRequest& request,
                                                  absl::Time deadline);
  absl::StatusOr<v1::ListLapsingProgrammesResponse> ListLapsing(
      const v1::ListLapsingProgrammesRequest& request, absl::Time deadline);

  const Handlers handlers_;
};

}  // namespace paritrana::compliance
