// SPDX-License-Identifier: Apache-2.0
#include "cli/synth/public_api.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/calls/import_workers.h"
#include "cli/calls/patience.h"
#include "cli/calls/post_submission.h"
#include "cli/calls/unary.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/position.h"

namespace paritrana::synth {
namespace {

// Payers are small: progress is shown by payer and not within one.
void Unshown(std::uint64_t) {}

compliance::v1::SubmissionHeader HeaderOf(const SubmissionName& name, const KnownUpTo& known) {
  compliance::v1::SubmissionHeader header;
  header.set_payer(name.payer);
  header.set_period(name.period);
  header.set_run(name.run);
  header.set_submission(name.submission);
  *header.mutable_after() = rpc::ToProto(known.participants);
  *header.mutable_after_employers() = rpc::ToProto(known.employers);
  return header;
}

}  // namespace

PublicApi::PublicApi(std::shared_ptr<grpc::Channel> registration,
                     std::shared_ptr<grpc::Channel> compliance)
    : employers_(registration::v1::EmployerService::NewStub(registration)),
      workers_(registration::v1::WorkerService::NewStub(registration)),
      submissions_(compliance::v1::SubmissionService::NewStub(compliance)) {}

absl::StatusOr<Position> PublicApi::RegisterEmployer(const registration::v1::Employer& employer) {
  registration::v1::RegisterEmployerRequest request;
  request.set_idempotency_key(absl::StrCat("synth-", employer.npp(), "-", employer.division()));
  *request.mutable_employer() = employer;
  registration::v1::RegisterEmployerResponse response;
  cli::Patience patience;
  PARITRANA_RETURN_IF_ERROR(cli::Call(patience, [&](grpc::ClientContext* context) {
    return employers_->RegisterEmployer(context, request, &response);
  }));
  return rpc::FromProto(response.position());
}

absl::StatusOr<Counted> PublicApi::ImportWorkers(
    const std::string& import_id, const std::vector<registration::v1::Worker>& workers) {
  cli::WorkerImporter importer(*workers_, cli::Patience(), Unshown);
  registration::v1::ImportHeader header;
  header.set_import_id(import_id);
  PARITRANA_ASSIGN_OR_RETURN(const cli::ImportOutcome outcome, importer.Import(header, workers));
  return Counted{outcome.accepted, workers.size() - outcome.accepted, outcome.position};
}

absl::StatusOr<Counted> PublicApi::Post(
    const SubmissionName& name, const KnownUpTo& known,
    const std::vector<compliance::v1::ContributionLine>& lines) {
  cli::SubmissionPoster poster(*submissions_, cli::Patience(), Unshown);
  PARITRANA_ASSIGN_OR_RETURN(const cli::PostOutcome outcome,
                             poster.Post(HeaderOf(name, known), lines));
  const auto& totals = outcome.receipt.totals();
  return Counted{totals.accepted(), totals.rejected(), rpc::FromProto(outcome.receipt.position())};
}

}  // namespace paritrana::synth
