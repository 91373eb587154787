// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "cli/calls/post_submission.h"
#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "cli/commands/findings_report.h"
#include "cli/files/cell.h"
#include "cli/files/contributions_file.h"
#include "cli/files/file_id.h"
#include "cli/files/words.h"
#include "cli/receipts.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "paritrana/registration/v1/employers.grpc.pb.h"

namespace paritrana::cli {
namespace {

constexpr char kExamples[] = R"(Examples:
  paritrana contributions post iuran-2024-12.csv --payer A1234567-000 --period 2024-12
  paritrana contributions post susulan.csv --payer A1234567-000 --period 2024-12 --run supplementary-1
  paritrana -o json contributions post iuran.csv --payer PEMDA6474-000 --period 2024-12 --segment BPU

The file is described in docs/formats/contributions-csv.md. The same file posted again counts once;
a post that was cut goes on where it stopped. Mended rows are posted as a file of their own.)";

// How long the fact of a payer just registered may be on its way.
constexpr absl::Duration kPayerOnItsWay = absl::Seconds(10);
constexpr absl::Duration kPauseForPayer = absl::Milliseconds(200);

struct Arguments {
  std::string file;
  std::string payer;
  std::string period;
  std::string run = "main";
  std::string submission;
  std::string segment = "PU";
  std::string rejects;
  std::string after;
};

absl::StatusOr<compliance::v1::SubmissionHeader> MakeHeader(const Session& session,
                                                            const Arguments& arguments,
                                                            const std::string& content_hash) {
  const absl::StatusOr<Month> period = ParseMonth(arguments.period);
  if (!period.ok()) return MakeError("PERIOD_INVALID", "--period", arguments.period);
  compliance::v1::SubmissionHeader header;
  header.set_payer(arguments.payer);
  header.set_period(period->ToString());
  header.set_run(arguments.run);
  header.set_submission(arguments.submission.empty() ? FileId(arguments.file, content_hash)
                                                     : arguments.submission);
  if (arguments.after.empty()) {
    *header.mutable_after() = LastImport(session.endpoints());
  } else {
    PARITRANA_ASSIGN_OR_RETURN(*header.mutable_after(), ReadPosition(arguments.after));
  }
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
                                 const ContributionsFile& file) {
  const auto stub = compliance::v1::SubmissionService::NewStub(session.Compliance());
  Progress progress = session.MakeProgress();
  SubmissionPoster poster(*stub, Patience(), [&](std::uint64_t durable) {
    progress.Update("posting", durable, file.lines.size());
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

FileReport MakeReport(const Arguments& arguments, const ContributionsFile& file,
                      const compliance::v1::SubmissionHeader& header, const PostOutcome& outcome) {
  FileReport report{file.sheet, arguments.file, arguments.rejects, file.refused, {}, 0};
  report.facts = {{"submission", PathOf(header)},
                  {"rupiah", Grouped(outcome.receipt.totals().accepted_rupiah())}};
  report.accepted = outcome.receipt.totals().accepted();
  AddVerdicts(
      outcome.verdicts, file.places,
      [&file](std::size_t index, const std::string& field) {
        return ContributionsColumn(field, file.lines[index]);
      },
      &report.findings);
  return report;
}

absl::StatusOr<int> Run(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(const common::v1::Segment segment, ParseSegment(arguments.segment));
  PARITRANA_ASSIGN_OR_RETURN(const ContributionsFile file,
                             ReadContributionsFile(arguments.file, {segment}));
  if (file.sheet.ends_open()) {
    session.Warn("the file has no line end at its end: is it complete?");
  }
  PARITRANA_ASSIGN_OR_RETURN(const compliance::v1::SubmissionHeader header,
                             MakeHeader(session, arguments, file.content_hash));
  PostOutcome outcome;
  // With nothing to send there is nothing to open.
  if (!file.lines.empty()) {
    PARITRANA_ASSIGN_OR_RETURN(outcome, Post(session, header, file));
  }
  return ReportFindings(session, MakeReport(arguments, file, header, outcome));
}

}  // namespace

void AddContributionsPost(CLI::App& contributions, Session& session) {
  CLI::App* command = contributions.add_subcommand("post", "Post a month's contributions");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("FILE", arguments->file, "CSV file")->required();
  command->add_option("--payer", arguments->payer, "Payer, \"npp-division\"")->required();
  command->add_option("--period", arguments->period, "Month, 2024-12")->required();
  command->add_option("--run", arguments->run, "Payroll run")->capture_default_str();
  command->add_option("--submission", arguments->submission,
                      "Id of the submission; made from the file's name and content otherwise");
  command->add_option("--segment", arguments->segment, "Segment of rows without SEGMEN")
      ->capture_default_str();
  command->add_option("--rejects", arguments->rejects, "Write rejected rows there, to be mended");
  command->add_option("--after", arguments->after,
                      "Wait until the import with this receipt is known");
  command->footer(kExamples);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return Run(session, *arguments); };
  });
}

}  // namespace paritrana::cli
