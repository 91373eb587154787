// SPDX-License-Identifier: Apache-2.0
#include "cli/uploads/upload_contributions.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "cli/calls/post_submission.h"
#include "cli/calls/unary.h"
#include "cli/receipts.h"
#include "cli/uploads/verdicts.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/cell.h"
#include "libs/payroll_files/contributions_file.h"
#include "libs/payroll_files/file_id.h"
#include "libs/payroll_files/words.h"
#include "paritrana/registration/v1/employers.grpc.pb.h"

namespace paritrana::cli {
namespace {

// How long the fact of a payer just registered may be on its way.
constexpr absl::Duration kPayerOnItsWay = absl::Seconds(10);
constexpr absl::Duration kPauseForPayer = absl::Milliseconds(200);

absl::StatusOr<compliance::v1::SubmissionHeader> MakeHeader(const Session& session,
                                                            const std::string& name,
                                                            const std::string& content_hash,
                                                            const UploadOptions& options) {
  if (options.payer.empty()) return MakeError("FIELD_REQUIRED", "payer");
  const absl::StatusOr<Month> period = files::ParseMonth(options.period);
  if (!period.ok()) return MakeError("PERIOD_INVALID", "period", options.period);
  compliance::v1::SubmissionHeader header;
  header.set_payer(options.payer);
  header.set_period(period->ToString());
  header.set_run(options.run);
  header.set_submission(options.id.empty() ? files::FileId(name, content_hash) : options.id);
  header.set_validate_only(options.phase == UploadPhase::kValidate);
  *header.mutable_after() =
      options.after.has_value() ? *options.after : LastImport(session.endpoints());
  return header;
}

bool IsRegistered(const Session& session, const std::string& payer) {
  const auto stub = registration::v1::EmployerService::NewStub(session.Registration());
  registration::v1::GetEmployerRequest request;
  request.set_employer_ref(payer);
  registration::v1::GetEmployerResponse response;
  Patience patience;
  return Call(patience,
              [&](grpc::ClientContext* context) {
                return stub->GetEmployer(context, request, &response);
              })
      .ok();
}

// A payer that registration knows and compliance does not yet is waited for.
absl::StatusOr<PostOutcome> Post(const Session& session,
                                 const compliance::v1::SubmissionHeader& header,
                                 const files::ContributionsFile& file) {
  const auto stub = compliance::v1::SubmissionService::NewStub(session.Compliance());
  Progress progress = session.MakeProgress();
  SubmissionPoster poster(*stub, Patience(), [&](std::uint64_t durable) {
    progress.Update(header.validate_only() ? "judging" : "posting", durable, file.lines.size());
  });
  absl::Duration waited;
  while (true) {
    absl::StatusOr<PostOutcome> outcome = poster.Post(header, file.lines);
    const bool unknown = !outcome.ok() && ReasonOf(outcome.status())->name == "PAYER_UNKNOWN";
    if (!unknown || waited >= kPayerOnItsWay) return outcome;
    if (waited == absl::ZeroDuration() && !IsRegistered(session, header.payer())) return outcome;
    absl::SleepFor(kPauseForPayer);
    waited += kPauseForPayer;
  }
}

std::string PathOf(const compliance::v1::SubmissionHeader& header) {
  return absl::StrCat("payers/", header.payer(), "/periods/", header.period(), "/runs/",
                      header.run(), "/submissions/", header.submission());
}

// Sends the file's lines and adds what came of them. With nothing to send there is nothing to open.
absl::Status Send(const Session& session, const std::string& name, const UploadOptions& options,
                  const files::ContributionsFile& file, Uploaded* uploaded) {
  PARITRANA_ASSIGN_OR_RETURN(const compliance::v1::SubmissionHeader header,
                             MakeHeader(session, name, file.content_hash, options));
  PostOutcome outcome;
  if (!file.lines.empty()) {
    PARITRANA_ASSIGN_OR_RETURN(outcome, Post(session, header, file));
  }
  const compliance::v1::SubmissionTotals& totals = outcome.receipt.totals();
  if (options.phase == UploadPhase::kCommit) uploaded->facts = {{"submission", PathOf(header)}};
  uploaded->facts.emplace_back("rupiah", Grouped(totals.accepted_rupiah()));
  uploaded->accepted = totals.accepted();
  uploaded->waiting = totals.waiting();
  AddVerdicts(
      outcome.verdicts, file.places,
      [&file](std::size_t index, const std::string& field) {
        return files::ContributionsColumn(field, file.lines[index]);
      },
      &uploaded->findings);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Uploaded> UploadContributions(const Session& session,
                                             std::shared_ptr<const workbook::Book> book,
                                             const std::string& name,
                                             const UploadOptions& options) {
  files::ContributionsOptions reading;
  reading.check_identities = options.check_rows;
  PARITRANA_ASSIGN_OR_RETURN(reading.segment, files::ParseSegment(options.segment));
  PARITRANA_ASSIGN_OR_RETURN(files::ContributionsFile file,
                             files::ReadContributions(std::move(book), reading));
  if (file.sheet.ends_open()) {
    session.Warn("the file has no line end at its end: is it complete?");
  }
  Uploaded uploaded{files::FileKind::kContributions, file.sheet, file.refused, 0, 0, 0, {}, {}};
  if (options.phase == UploadPhase::kLook) return uploaded;
  PARITRANA_RETURN_IF_ERROR(Send(session, name, options, file, &uploaded));
  return uploaded;
}

}  // namespace paritrana::cli
