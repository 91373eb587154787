// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <memory>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/commands/findings_report.h"
#include "cli/uploads/upload.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/file_bytes.h"
#include "libs/payroll_files/template.h"

namespace paritrana::cli {
namespace {

constexpr char kValidateExamples[] = R"(Examples:
  paritrana files validate data-tk-baru.xlsx
  paritrana files validate data-tk-baru.xlsx --employer A1234567-000 --rejects perbaiki.xlsx
  paritrana files validate iuran.xlsx --employer A1234567-000 --period 2024-12

Nothing is kept. Without --employer the file is only looked at here; with it, and with --period for
contributions, the services judge each row as they would for files commit.
What a file looks like: docs/formats/sipp-workbook.md and docs/formats/contribution-sheet.md.)";

constexpr char kCommitExamples[] = R"(Examples:
  paritrana files commit data-tk-baru.xlsx --employer A1234567-000
  paritrana files commit iuran.csv --employer A1234567-000 --period 2024-12 --rejects perbaiki.csv

Good rows count, refused ones are listed and, with --rejects, written to a file of the same shape,
to be mended and committed as a file of its own. The same file again changes nothing.)";

constexpr char kTemplateExamples[] = R"(Examples:
  paritrana files template workers -o data-tk-baru.xlsx
  paritrana files template contributions -o iuran.csv)";

const std::map<std::string, files::FileKind> kKinds = {
    {"workers", files::FileKind::kWorkers}, {"contributions", files::FileKind::kContributions}};

struct Arguments {
  std::string file;
  std::string kind;
  std::string rejects;
  UploadOptions upload;
};

// The services can judge contributions only for a payer and a period, and workers only for an
// employer.
absl::StatusOr<int> Validate(const Session& session, Arguments arguments) {
  PARITRANA_ASSIGN_OR_RETURN(auto book, files::OpenFile(arguments.file));
  UploadOptions& options = arguments.upload;
  if (!options.kind.has_value()) {
    PARITRANA_ASSIGN_OR_RETURN(options.kind, files::DetectKind(*book));
  }
  const bool contributions = options.kind == files::FileKind::kContributions;
  const bool asked = !options.payer.empty() && (!contributions || !options.period.empty());
  options.phase = asked ? UploadPhase::kValidate : UploadPhase::kLook;
  PARITRANA_ASSIGN_OR_RETURN(const Uploaded uploaded,
                             UploadFile(session, std::move(book), arguments.file, options));
  if (!asked) {
    session.Say(contributions
                    ? "only looked at here: give --employer and --period to have it judged"
                    : "only looked at here: give --employer to have it judged");
  }
  return ReportFindings(session, uploaded, arguments.file, arguments.rejects);
}

absl::StatusOr<int> Commit(const Session& session, Arguments arguments) {
  PARITRANA_ASSIGN_OR_RETURN(auto book, files::OpenFile(arguments.file));
  arguments.upload.phase = UploadPhase::kCommit;
  PARITRANA_ASSIGN_OR_RETURN(const Uploaded uploaded, UploadFile(session, std::move(book),
                                                                 arguments.file, arguments.upload));
  return ReportFindings(session, uploaded, arguments.file, arguments.rejects);
}

absl::StatusOr<int> WriteTemplate(const Session& session, const std::string& kind,
                                  const std::string& path) {
  const workbook::Format format =
      path.ends_with(".csv") ? workbook::Format::kCsv : workbook::Format::kXlsx;
  PARITRANA_ASSIGN_OR_RETURN(const std::string bytes, files::MakeTemplate(kKinds.at(kind), format));
  PARITRANA_RETURN_IF_ERROR(WithFieldPrefix(files::WriteFile(path, bytes), "output"));
  session.Say("written to " + path);
  return 0;
}

// Adds the arguments that both phases have, and what is run with them.
void AddPhase(CLI::App* command, Session& session,
              absl::StatusOr<int> (*run)(const Session&, Arguments)) {
  auto arguments = std::make_shared<Arguments>();
  UploadOptions& upload = arguments->upload;
  command->add_option("FILE", arguments->file, "Workbook (XLSX) or CSV file")->required();
  command->add_option("--employer,--payer", upload.payer, "Employer or payer, \"npp-division\"");
  command->add_option("--period", upload.period, "Month of contributions, 2024-12");
  command->add_option("--run", upload.run, "Payroll run")->capture_default_str();
  command->add_option("--segment", upload.segment, "Segment of rows without SEGMEN")
      ->capture_default_str();
  command->add_option("--as", arguments->kind, "workers or contributions; told by the header")
      ->check(CLI::IsMember({"workers", "contributions"}));
  command->add_option("--rejects", arguments->rejects, "Write refused rows there, to be mended");
  command->callback([&session, arguments, run] {
    if (!arguments->kind.empty()) arguments->upload.kind = kKinds.at(arguments->kind);
    session.command = [&session, arguments, run] { return run(session, *arguments); };
  });
}

}  // namespace

void AddFilesValidate(CLI::App& files, Session& session) {
  CLI::App* command = files.add_subcommand("validate", "Judge a file's rows and keep nothing");
  command->footer(kValidateExamples);
  AddPhase(command, session, Validate);
}

void AddFilesCommit(CLI::App& files, Session& session) {
  CLI::App* command = files.add_subcommand("commit", "Send a file's good rows");
  command->footer(kCommitExamples);
  AddPhase(command, session, Commit);
}

void AddFilesTemplate(CLI::App& files, Session& session) {
  CLI::App* command = files.add_subcommand("template", "Write a file to be filled in");
  auto kind = std::make_shared<std::string>();
  auto path = std::make_shared<std::string>();
  command->add_option("KIND", *kind, "workers or contributions")
      ->required()
      ->check(CLI::IsMember({"workers", "contributions"}));
  command->add_option("-o,--to", *path, "File to write: .xlsx or .csv")->required();
  command->footer(kTemplateExamples);
  command->callback([&session, kind, path] {
    session.command = [&session, kind, path] { return WriteTemplate(session, *kind, *path); };
  });
}

}  // namespace paritrana::cli
