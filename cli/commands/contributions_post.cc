// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/commands/findings_report.h"
#include "cli/receipts.h"
#include "cli/uploads/upload.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/file_bytes.h"

namespace paritrana::cli {
namespace {

constexpr char kExamples[] = R"(Examples:
  paritrana contributions post iuran-2024-12.csv --payer A1234567-000 --period 2024-12
  paritrana contributions post susulan.csv --payer A1234567-000 --period 2024-12 --run supplementary-1
  paritrana -o json contributions post iuran.csv --payer PEMDA6474-000 --period 2024-12 --segment BPU

The file is described in docs/formats/contributions-csv.md. The same file posted again counts once;
a post that was cut goes on where it stopped. Mended rows are posted as a file of their own.)";

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

absl::StatusOr<int> Run(const Session& session, const Arguments& arguments) {
  UploadOptions options;
  options.kind = files::FileKind::kContributions;
  options.payer = arguments.payer;
  options.period = arguments.period;
  options.run = arguments.run;
  options.segment = arguments.segment;
  options.id = arguments.submission;
  options.check_rows = false;
  if (!arguments.after.empty()) {
    PARITRANA_ASSIGN_OR_RETURN(options.after, ReadPosition(arguments.after));
  }
  PARITRANA_ASSIGN_OR_RETURN(auto book, files::OpenFile(arguments.file));
  PARITRANA_ASSIGN_OR_RETURN(const Uploaded uploaded,
                             UploadFile(session, std::move(book), arguments.file, options));
  return ReportFindings(session, uploaded, arguments.file, arguments.rejects);
}

}  // namespace

void AddContributionsPost(CLI::App& contributions, Session& session) {
  CLI::App* command = contributions.add_subcommand("post", "Post a month's contributions");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("FILE", arguments->file, "CSV file or workbook (XLSX)")->required();
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
